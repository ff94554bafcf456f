package org.stsurvey.scanner.judge.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// Dates, RFC 5280 §4.1.2.5: a certificate is valid "from notBefore through notAfter, inclusive".
final class ValidityRules {

    private ValidityRules() {}

    static List<CertificateFault> faults(Path path, Instant at) {
        var faults = new ArrayList<CertificateFault>();
        if (isExpired(path.leaf(), at)) {
            faults.add(expired(Kind.EXPIRED, path, path.leaf(), at));
        }
        path.intermediates().stream()
                .filter(certificate -> isExpired(certificate, at))
                .findFirst()
                .ifPresent(certificate -> faults.add(expired(Kind.CHAIN_EXPIRED, path, certificate, at)));
        notYetValid(path, at).ifPresent(faults::add);
        return faults;
    }

    /// Whole days until the certificate expires, rounded down: negative from the first second after.
    static long daysLeft(Certificate certificate, Instant at) {
        return Math.floorDiv(
                Duration.between(at, certificate.notAfter()).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }

    private static boolean isExpired(Certificate certificate, Instant at) {
        return at.isAfter(certificate.notAfter());
    }

    private static CertificateFault expired(Kind kind, Path path, Certificate certificate, Instant at) {
        long days = Duration.between(certificate.notAfter(), at).toDays();
        return new CertificateFault(
                kind,
                Map.of(
                        "certificate", path.nameOf(certificate),
                        "not_after", certificate.notAfter().toString(),
                        "days", Long.toString(days)));
    }

    private static Optional<CertificateFault> notYetValid(Path path, Instant at) {
        return path.certificates().stream()
                .filter(certificate -> at.isBefore(certificate.notBefore()))
                .findFirst()
                .map(certificate -> new CertificateFault(
                        Kind.NOT_YET_VALID,
                        Map.of(
                                "certificate", path.nameOf(certificate),
                                "not_before", certificate.notBefore().toString())));
    }
}
