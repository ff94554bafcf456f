package org.stsurvey.lab.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final World world;

    Responder(World world) {
        this.world = world;
    }

    /// The reply, or nothing where the world keeps silent.
    Optional<Reply> answer(String name, int type) {
        Optional<World.Home> home = world.home(name);
        if (home.isPresent() && home.get().isPlain()) {
            String domain = home.get().domain();
            if (isBelow(name, "_mta-sts", domain) || isBelow(name, "_tls", domain)) {
                return Optional.of(Reply.noSuchName(domain, home.get().signed()));
            }
        }
        return follow(home.map(World.Home::site).or(() -> world.customer(name)), name, type);
    }

    /// Whether the last label of `name` before the domain is this one.
    private static boolean isBelow(String name, String label, String domain) {
        int start = name.length() - domain.length() - 1 - label.length();
        return start >= 0 && name.startsWith(label, start) && (start == 0 || name.charAt(start - 1) == '.');
    }

    /// The reply about a name of this site, if it is anybody's.
    private Optional<Reply> follow(Optional<Site> site, String name, int type) {
        List<Reply.Entry> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String at = name;
        Zone.Answer answer = find(site, at, type);
        boolean secure = isSigned(site, at);
        while (answer instanceof Zone.Records alias && alias.type() == Zone.CNAME && type != Zone.CNAME) {
            if (!seen.add(at) || chain.size() == MOST_ALIASES) {
                return Optional.of(new Reply(Reply.NO_ERROR, chain, "", -1, false));
            }
            byte[] target = alias.data().getFirst();
            chain.add(new Reply.Entry(at, Zone.CNAME, alias.ttlSeconds(), target));
            at = text(target);
            answer = find(site, at, type);
            secure = secure && isSigned(site, at);
        }
        return end(site, chain, at, type, answer, secure);
    }

    /// The reply that a chain of aliases, often of none, ends in.
    private Optional<Reply> end(
            Optional<Site> site, List<Reply.Entry> chain, String at, int type, Zone.Answer answer, boolean secure) {
        String zone =
                site.map(Site::domain).filter(domain -> isWithin(at, domain)).orElse(parent(at));
        return switch (answer) {
            case Zone.Silence _ -> Optional.empty();
            case Zone.Failure(int rcode, int extendedError) ->
                Optional.of(new Reply(rcode, chain, "", extendedError, false));
            case Zone.NoData _ -> Optional.of(new Reply(Reply.NO_ERROR, chain, zone, -1, secure));
            case Zone.NoName _ -> {
                // A domain that does not exist is denied by the zone above it.
                boolean exists = !at.equals(zone) && !(find(site, zone, type) instanceof Zone.NoName);
                yield Optional.of(
                        new Reply(Reply.NAME_ERROR, chain, exists ? zone : parent(zone), -1, secure && exists));
            }
            case Zone.Records(int found, int ttlSeconds, List<byte[]> data) -> {
                data.forEach(one -> chain.add(new Reply.Entry(at, found, ttlSeconds, one)));
                yield Optional.of(new Reply(Reply.NO_ERROR, chain, "", -1, secure));
            }
        };
    }

    /// What the site's own zone says, and where that says nothing, what the rest of the world does.
    private Zone.Answer find(Optional<Site> site, String name, int type) {
        return site.map(Site::zone)
                .filter(zone -> zone.covers(name))
                .or(() -> world.home(name).map(home -> home.site().zone()))
                .map(zone -> zone.find(name, type))
                .orElseGet(() -> world.elsewhere(name, type));
    }

    /// Whether the zone that holds the name is signed: the site's own, another domain's, or somebody else's.
    private boolean isSigned(Optional<Site> site, String name) {
        return site.filter(own -> isWithin(name, own.domain()))
                .or(() -> world.home(name).map(World.Home::site))
                .map(home -> home.signed() && !home.zone().isInUnsignedPart(name))
                .orElseGet(() -> world.isSignedElsewhere(name));
    }

    private static boolean isWithin(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
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
