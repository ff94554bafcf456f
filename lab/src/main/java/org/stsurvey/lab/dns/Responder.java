package org.stsurvey.lab.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stsurvey.lab.world.Draw;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Site;
import org.stsurvey.lab.world.World;
import org.stsurvey.lab.world.Zone;

/// Answers questions from the world, as a recursive resolver does: aliases are followed to their end.
///
/// The shortcut for plain domains is not an optimisation of the rare case but the common case itself: 99 of 100
/// questions for `_mta-sts` and `_smtp._tls` are about a domain that publishes nothing, and for those no zone is put
/// together. A test compares it with the long way.
final class Responder {
    private static final int MOST_ALIASES = 16;
    private static final int MAIL_HOST_TTL_SECONDS = 300;

    private final World world;

    Responder(World world) {
        this.world = world;
    }

    /// The reply, or nothing where the world keeps silent.
    Optional<Reply> answer(String name, int type) {
        Optional<World.Home> home = world.home(name);
        if (home.isEmpty()) {
            Optional<Site> customer = world.customer(name);
            return customer.isPresent() ? follow(customer.get(), name, type) : Optional.of(elsewhere(name, type));
        }
        String domain = home.get().domain();
        if (home.get().isPlain() && isBelow(name, "_mta-sts", "_tls", domain)) {
            return Optional.of(Reply.noSuchName(domain, home.get().signed()));
        }
        return follow(home.get().site(), name, type);
    }

    private static boolean isBelow(String name, String first, String second, String domain) {
        int rest = name.length() - domain.length() - 1;
        return endsWithLabel(name, rest, first) || endsWithLabel(name, rest, second);
    }

    private static boolean endsWithLabel(String name, int end, String label) {
        int start = end - label.length();
        return start >= 0 && name.startsWith(label, start) && (start == 0 || name.charAt(start - 1) == '.');
    }

    private Optional<Reply> follow(Site site, String name, int type) {
        List<Reply.Entry> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String at = name;
        Zone.Answer answer = find(site, at, type);
        while (answer instanceof Zone.Records alias && alias.type() == Zone.CNAME && type != Zone.CNAME) {
            if (!seen.add(at) || chain.size() == MOST_ALIASES) {
                return Optional.of(new Reply(Reply.NO_ERROR, chain, "", -1, false));
            }
            byte[] target = alias.data().getFirst();
            chain.add(new Reply.Entry(at, Zone.CNAME, alias.ttlSeconds(), target));
            at = text(target);
            answer = find(site, at, type);
        }
        String soaOwner = at.equals(site.domain()) || at.endsWith("." + site.domain()) ? site.domain() : parent(at);
        boolean secure = site.signed() && chain.isEmpty();
        return switch (answer) {
            case Zone.Silence _ -> Optional.empty();
            case Zone.Failure(int rcode, int extendedError) ->
                Optional.of(new Reply(rcode, chain, "", extendedError, false));
            case Zone.NoData _ -> Optional.of(new Reply(Reply.NO_ERROR, chain, soaOwner, -1, secure));
            case Zone.NoName _ -> {
                // A domain that does not exist is denied by the zone above it.
                boolean apex = at.equals(soaOwner) || find(site, soaOwner, type) instanceof Zone.NoName;
                yield Optional.of(
                        new Reply(Reply.NAME_ERROR, chain, apex ? parent(soaOwner) : soaOwner, -1, secure && !apex));
            }
            case Zone.Records(int found, int ttlSeconds, List<byte[]> data) -> {
                for (byte[] one : data) {
                    chain.add(new Reply.Entry(at, found, ttlSeconds, one));
                }
                yield Optional.of(new Reply(Reply.NO_ERROR, chain, "", -1, secure));
            }
        };
    }

    /// What the site's own zone says, and where that says nothing, what the rest of the world does.
    private Zone.Answer find(Site site, String name, int type) {
        if (site.zone().covers(name)) {
            return site.zone().find(name, type);
        }
        return world.home(name).map(home -> home.site().zone().find(name, type)).orElseGet(() -> provider(name, type));
    }

    /// Names that belong to no domain of the world: the mail hosts of the providers exist, all others do not.
    private Reply elsewhere(String name, int type) {
        return switch (provider(name, type)) {
            case Zone.Records(int found, int ttlSeconds, List<byte[]> data) ->
                new Reply(
                        Reply.NO_ERROR,
                        data.stream()
                                .map(one -> new Reply.Entry(name, found, ttlSeconds, one))
                                .toList(),
                        "",
                        -1,
                        false);
            case Zone.NoData _ -> new Reply(Reply.NO_ERROR, List.of(), parent(name), -1, false);
            default -> Reply.noSuchName(parent(name), false);
        };
    }

    private Zone.Answer provider(String name, int type) {
        if (!world.isProviderMailHost(name)) {
            return new Zone.NoName();
        }
        return Zone.of(name, MAIL_HOST_TTL_SECONDS)
                .address(name, Loopback.unserved(Draw.of(0, name), "mail host"))
                .build()
                .find(name, type);
    }

    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static String text(byte[] wire) {
        var text = new StringBuilder();
        for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
            text.append(text.isEmpty() ? "" : ".");
            for (int i = 1; i <= wire[at]; i++) {
                text.append((char) wire[at + i]);
            }
        }
        return text.toString();
    }
}
