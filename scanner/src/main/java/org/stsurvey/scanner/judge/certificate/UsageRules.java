package org.stsurvey.scanner.judge.certificate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// What the certificates of a path may be used for, RFC 5280 §4.2 and §6.1.4.
///
/// The anchor or root at the top is not looked at (RFC 5280 §6.1.1 (d)).
final class UsageRules {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    /// Bits of [Extensions#keyUsage()]: digitalSignature, keyEncipherment or keyAgreement, each enough for some
    /// TLS key exchange (RFC 5246 §7.4.2, RFC 8446 §4.4.2.2).
    private static final int TLS_SERVER_BITS = 0x8000 | 0x2000 | 0x0800;

    private static final int CERTIFICATE_SIGNING_BIT = 0x0400;

    /// The extensions that may be critical: those that rules here process, those of policies (see package), key
    /// identifiers, and where revocation lists are, as revocation "MAY be checked" (RFC 8461 §3.3).
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(
            Extensions.SUBJECT_KEY_ID,
            Extensions.KEY_USAGE,
            Extensions.SUBJECT_ALT_NAME,
            Extensions.BASIC_CONSTRAINTS,
            Extensions.NAME_CONSTRAINTS,
            Extensions.AUTHORITY_KEY_ID,
            Extensions.EXTENDED_KEY_USAGE,
            "2.5.29.31",
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.54");

    private final Path path;
    private final Map<String, String> broken = new LinkedHashMap<>();

    private UsageRules(Path path) {
        this.path = path;
    }

    /// One fault for all rules that are broken, each with the first certificate that breaks it.
    static Optional<CertificateFault> fault(Path path) {
        var rules = new UsageRules(path);
        path.certificates().forEach(rules::checkExtensions);
        rules.checkLeaf();
        path.intermediates().forEach(rules::checkAuthority);
        return rules.broken.isEmpty()
                ? Optional.empty()
                : Optional.of(new CertificateFault(Kind.CONSTRAINT, rules.broken));
    }

    private void breaks(String rule, Certificate certificate, String how) {
        broken.putIfAbsent(rule, path.nameOf(certificate) + ": " + how);
    }

    private void checkExtensions(Certificate certificate) {
        var extensions = certificate.extensions();
        // RFC 5280 §4.2: "MUST reject the certificate if it encounters a critical extension it does not recognize"
        extensions.critical().stream()
                .filter(id -> !KNOWN_EXTENSIONS.contains(id))
                .sorted()
                .findFirst()
                .ifPresent(id -> breaks("critical_extension", certificate, id));
        extensions.faults().forEach((id, fault) -> breaks("extension", certificate, id + " " + fault));
        // RFC 5280 §4.2.1.12: "the certificate MUST only be used for one of the purposes indicated". Senders' libraries
        // ask the same of intermediates.
        extensions
                .extendedKeyUsage()
                .filter(purposes -> !purposes.contains(SERVER_AUTHENTICATION) && !purposes.contains(ANY_PURPOSE))
                .ifPresent(purposes -> breaks("extended_key_usage", certificate, joined(purposes)));
    }

    private void checkLeaf() {
        var leaf = path.leaf();
        var extensions = leaf.extensions();
        if (isAuthority(leaf)) {
            breaks("authority_as_leaf", leaf, "basicConstraints CA:TRUE");
        }
        // RFC 5280 §4.2.1.3
        if (extensions.keyUsage().filter(bits -> (bits & TLS_SERVER_BITS) == 0).isPresent()) {
            breaks("key_usage", leaf, "neither digitalSignature nor keyEncipherment nor keyAgreement");
        }
    }

    private void checkAuthority(Certificate authority) {
        var extensions = authority.extensions();
        // RFC 5280 §6.1.4 (k): version 3, and basicConstraints with cA set
        if (authority.version() < 3 || !isAuthority(authority)) {
            breaks("not_an_authority", authority, "basicConstraints lacks CA:TRUE");
        }
        // RFC 5280 §6.1.4 (n)
        if (extensions
                .keyUsage()
                .filter(bits -> (bits & CERTIFICATE_SIGNING_BIT) == 0)
                .isPresent()) {
            breaks("key_usage", authority, "no keyCertSign");
        }
        var below = path.certificates().subList(0, path.certificates().indexOf(authority));
        checkPathLength(authority, below);
        checkNames(authority, below);
    }

    /// RFC 5280 §4.2.1.9: "the maximum number of non-self-issued intermediate certificates that may follow this
    /// certificate"; the leaf is not counted.
    private void checkPathLength(Certificate authority, List<Certificate> below) {
        long intermediates = below.stream()
                .skip(1)
                .filter(certificate -> !certificate.isSelfIssued())
                .count();
        authority
                .extensions()
                .basicConstraints()
                .flatMap(Extensions.BasicConstraints::pathLength)
                .filter(limit -> intermediates > limit)
                .ifPresent(limit -> breaks(
                        "path_length",
                        authority,
                        "%d intermediates below, %d allowed".formatted(intermediates, limit)));
    }

    /// RFC 5280 §6.1.3 (b), (c): not for self-issued certificates, unless it is the last one.
    private void checkNames(Certificate authority, List<Certificate> below) {
        authority
                .extensions()
                .nameConstraints()
                .ifPresent(constraints -> below.stream()
                        .filter(certificate -> certificate.equals(path.leaf()) || !certificate.isSelfIssued())
                        .forEach(certificate -> constraints
                                .breach(certificate, authority.extensions().isCritical(Extensions.NAME_CONSTRAINTS))
                                .ifPresent(name -> breaks("name_constraints", authority, name))));
    }

    private static boolean isAuthority(Certificate certificate) {
        return certificate
                .extensions()
                .basicConstraints()
                .filter(Extensions.BasicConstraints::authority)
                .isPresent();
    }

    private static String joined(Set<String> purposes) {
        return String.join(" ", purposes.stream().sorted().toList());
    }
}
