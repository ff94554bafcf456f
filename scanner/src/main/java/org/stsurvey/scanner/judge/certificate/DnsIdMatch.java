package org.stsurvey.scanner.judge.certificate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// Whether a certificate is for a host, RFC 8461 §3.3 and RFC 9525 §6.3.
///
/// Only dNSName entries count (RFC 8461 §3.3: "Matching is performed only against the DNS-ID identifiers"), not
/// the common name and not IP addresses. An entry that is no host name in A-label form, be it for a NUL, a final
/// dot, an underscore or a U-label, matches nothing.
final class DnsIdMatch {

    private static final int NAMES_SHOWN = 5;
    private static final String WILDCARD = "*.";

    private DnsIdMatch() {}

    static Optional<CertificateFault> fault(Certificate leaf, String host) {
        var names = leaf.dnsNames();
        var matching = names.stream().filter(name -> matches(name, host)).toList();
        if (matching.isEmpty()) {
            return Optional.of(names.isEmpty() ? withoutNames(leaf, host) : mismatch(names, host));
        }
        return matching.stream().allMatch(name -> name.startsWith(WILDCARD))
                ? Optional.of(new CertificateFault(Kind.WILDCARD, Map.of("name", matching.getFirst())))
                : Optional.empty();
    }

    /// RFC 9525 §6.3: labels are compared without regard to ASCII case; "*" stands for one label, and only as the
    /// complete left-most one.
    ///
    /// @param presented an entry of the certificate
    /// @param host the name asked for, A-labels, without a final dot
    static boolean matches(String presented, String host) {
        String fixed = presented.startsWith(WILDCARD) ? presented.substring(WILDCARD.length()) : presented;
        String asked = presented.startsWith(WILDCARD) ? parentOf(host) : host;
        return fixed.equalsIgnoreCase(asked) && isHostName(fixed) && isHostName(host);
    }

    private static CertificateFault withoutNames(Certificate leaf, String host) {
        // RFC 9525 §2: "the Common Name RDN MUST NOT be used to identify a service"
        return leaf.subject().commonNames().stream()
                .filter(name -> matches(name, host))
                .findFirst()
                .map(name -> new CertificateFault(Kind.CN_ONLY, Map.of("cn", name)))
                .orElseGet(() -> mismatch(List.of(), host));
    }

    private static CertificateFault mismatch(List<String> names, String host) {
        String apex = parentOf(host);
        boolean coversApex = names.stream().anyMatch(name -> matches(name, apex));
        boolean coversWww = names.stream().anyMatch(name -> matches(name, "www." + apex));
        boolean oneLevelShort = names.stream().anyMatch(name -> name.startsWith(WILDCARD) && matches(name, apex));
        return new CertificateFault(
                Kind.NAME_MISMATCH,
                Map.of(
                        "names", names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(" ")),
                        "names_total", Integer.toString(names.size()),
                        "covers_apex", Boolean.toString(coversApex),
                        "covers_www", Boolean.toString(coversWww),
                        "wildcard_one_level_short", Boolean.toString(oneLevelShort)));
    }

    /// The name without its first label; empty if it has only one.
    private static String parentOf(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? "" : host.substring(dot + 1);
    }

    /// RFC 1034 §3.5: labels of letters, digits and hyphens, 1 to 63 octets, no hyphen at either end.
    private static boolean isHostName(String name) {
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                int length = i - labelStart;
                if (length < 1 || length > 63 || name.charAt(labelStart) == '-' || name.charAt(i - 1) == '-') {
                    return false;
                }
                labelStart = i + 1;
            } else if (!isLetterDigitHyphen(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterDigitHyphen(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
