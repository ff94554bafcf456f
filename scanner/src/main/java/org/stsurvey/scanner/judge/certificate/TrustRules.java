package org.stsurvey.scanner.judge.certificate;

import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// Whether a path leads to a root that is trusted, RFC 8461 §3.3: "chain to a root CA that is trusted by the
/// Sending MTA".
final class TrustRules {

    private TrustRules() {}

    /// @param sent what the server sent
    static Optional<CertificateFault> fault(Path path, CertificateSet sent) {
        return switch (path.end()) {
            case Path.End.Anchor _ -> incomplete(path, sent);
            case Path.End.Root(var root)
            when root.equals(path.leaf()) ->
                Optional.of(new CertificateFault(
                        Kind.SELF_SIGNED, Map.of("subject", root.subject().text())));
            case Path.End.Root(var root) ->
                Optional.of(new CertificateFault(
                        Kind.UNTRUSTED_ROOT, Map.of("root", root.subject().text(), "root_sha256", root.sha256())));
            case Path.End.Open(var reason) -> {
                var last = path.certificates().getLast();
                yield Optional.of(new CertificateFault(
                        Kind.UNKNOWN_ISSUER,
                        Map.of(
                                "issuer", last.issuer().text(),
                                "below", path.nameOf(last),
                                "reason", reason)));
            }
        };
    }

    private static Optional<CertificateFault> incomplete(Path path, CertificateSet sent) {
        var missing = path.intermediates().stream()
                .filter(certificate -> !sent.contains(certificate))
                .map(certificate -> certificate.subject().text())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new CertificateFault(Kind.INCOMPLETE_CHAIN, Map.of("missing", String.join("; ", missing))));
    }
}
