package org.stsurvey.scanner.judge.certificate;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.observation.ByteString;

/// The subtrees in which an authority may name subjects, RFC 5280 §4.2.1.10.
///
/// @param permitted where there is one of a form, a name of that form must be in one of them
/// @param excluded a name must be in none of them
record NameConstraints(List<GeneralName> permitted, List<GeneralName> excluded) {

    /// More comparisons than this, a thousand times what honest certificates need, count as a breach.
    private static final int MAX_COMPARISONS = 250_000;

    /// rfc822Name
    private static final GeneralName MAIL = new GeneralName.Other(1);

    NameConstraints {
        permitted = List.copyOf(permitted);
        excluded = List.copyOf(excluded);
    }

    static NameConstraints read(DerReader parent) throws MalformedException {
        var sequence = parent.enter(DerReader.SEQUENCE);
        var permitted = readSubtrees(sequence, DerReader.contextConstructed(0));
        var excluded = readSubtrees(sequence, DerReader.contextConstructed(1));
        sequence.requireEnd();
        return new NameConstraints(permitted, excluded);
    }

    private static List<GeneralName> readSubtrees(DerReader parent, int identifier) throws MalformedException {
        var bases = new ArrayList<GeneralName>();
        if (parent.next() == identifier) {
            for (var subtrees = parent.enter(identifier); !subtrees.atEnd(); ) {
                // what may follow the base is read over: "minimum MUST be zero, and maximum MUST be absent"
                bases.add(GeneralName.read(subtrees.enter(DerReader.SEQUENCE)));
            }
        }
        return bases;
    }

    /// The first name of the certificate that is not allowed, in words; empty if all are.
    ///
    /// @param critical whether a constraint on a form of names that is not looked into must be taken for broken
    Optional<String> breach(Certificate certificate, boolean critical) {
        var names = names(certificate);
        if ((long) names.size() * (permitted.size() + excluded.size()) > MAX_COMPARISONS) {
            return Optional.of("too many names to compare");
        }
        return names.stream()
                .filter(name -> !isAllowed(name, critical))
                .map(NameConstraints::describe)
                .findFirst();
    }

    /// §4.2.1.10: the constraints apply to the subjectAltName, to a subject that is not empty, and to the mail
    /// addresses in the subject where the subjectAltName has none.
    private static List<GeneralName> names(Certificate certificate) {
        var names = new ArrayList<>(certificate.extensions().subjectAltNames());
        var subject = certificate.subject();
        if (!subject.values(DistinguishedName.EMAIL_ADDRESS).isEmpty() && !names.contains(MAIL)) {
            names.add(MAIL);
        }
        if (!subject.attributes().isEmpty()) {
            names.add(new GeneralName.Directory(subject));
        }
        return names;
    }

    private boolean isAllowed(GeneralName name, boolean critical) {
        var mayBeIn = permitted.stream().filter(name::isOfFormOf).toList();
        var mustNotBeIn = excluded.stream().filter(name::isOfFormOf).toList();
        return switch (name) {
            // §4.2.1.10: "the application MUST either process the constraint or reject the certificate"
            case GeneralName.Other _ -> !critical || (mayBeIn.isEmpty() && mustNotBeIn.isEmpty());
            case GeneralName.Dns _, GeneralName.Directory _, GeneralName.Ip _ ->
                (mayBeIn.isEmpty() || mayBeIn.stream().anyMatch(base -> isWithin(name, base)))
                        && mustNotBeIn.stream().noneMatch(base -> isWithin(name, base) || mayStandFor(name, base));
        };
    }

    private static boolean isWithin(GeneralName name, GeneralName base) {
        return switch (name) {
            case GeneralName.Dns(var dns) -> base instanceof GeneralName.Dns(var zone) && isInZone(dns, zone);
            case GeneralName.Directory(var directory) ->
                base instanceof GeneralName.Directory(var tree) && directory.isWithin(tree);
            case GeneralName.Ip(var address) -> base instanceof GeneralName.Ip(var range) && isInRange(address, range);
            case GeneralName.Other _ -> false;
        };
    }

    /// §4.2.1.10: "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side
    /// of the name satisfies the name constraint." A leading dot, which many write, asks for one label at least.
    private static boolean isInZone(String dns, String zone) {
        String name = dns.toLowerCase(Locale.ROOT);
        String suffix = zone.toLowerCase(Locale.ROOT);
        return suffix.isEmpty() || name.equals(suffix) || name.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
    }

    /// Whether one of the names that a wildcard stands for is in an excluded zone, though the wildcard itself is
    /// not: `*.example.com` where `mail.example.com` is excluded.
    private static boolean mayStandFor(GeneralName name, GeneralName base) {
        if (name instanceof GeneralName.Dns(var dns)
                && base instanceof GeneralName.Dns(var zone)
                && dns.startsWith("*.")) {
            int firstDot = zone.indexOf('.');
            return firstDot > 0 && zone.substring(firstDot).equalsIgnoreCase(dns.substring(1));
        }
        return false;
    }

    /// §4.2.1.10: a range is an address and a mask, 8 octets for IPv4 and 32 for IPv6.
    private static boolean isInRange(ByteString address, ByteString range) {
        int length = address.size();
        if (range.size() != 2 * length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int mask = range.at(length + i);
            if ((address.at(i) & mask) != (range.at(i) & mask)) {
                return false;
            }
        }
        return true;
    }

    private static String describe(GeneralName name) {
        return switch (name) {
            case GeneralName.Dns(var dns) -> dns;
            case GeneralName.Directory(var directory) -> directory.text();
            case GeneralName.Ip(var address) -> "IP address " + HexFormat.of().formatHex(address.toArray());
            case GeneralName.Other(int form) -> "a name of form " + form;
        };
    }
}
