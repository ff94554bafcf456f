package org.stsurvey.scanner.judge.registry;

import java.util.Optional;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;

/// The result types of RFC 8460 §4.3 under which a sender reports what our outcomes name.
///
/// A fault of the record has none: for the sender there is no policy then (policy-type `no-policy-found`). What
/// is indeterminate here has none either, unless repeating it makes it a failure.
final class ResultType {

    private ResultType() {}

    static Optional<String> of(Outcome outcome) {
        return switch (outcome) {
            case HostOutcome host -> fetchError(host);
            case TcpOutcome tcp -> fetchError(tcp);
            case HttpOutcome http -> fetchError(http);
            case TlsOutcome tls
            when tls.code().startsWith("tls_cert_") ->
                tls.strictInvalid() ? Optional.of("sts-webpki-invalid") : Optional.empty();
            case TlsOutcome tls -> fetchError(tls);
            case PolicyOutcome policy -> policy.strictInvalid() ? Optional.of("sts-policy-invalid") : Optional.empty();
            case MxOutcome mx -> ofMx(mx);
            case DaneOutcome dane when dane == DaneOutcome.DANE_BOGUS -> Optional.of("dnssec-invalid");
            default -> Optional.empty();
        };
    }

    // RFC 8460 §4.3.2.2: "sts-policy-fetch-error"
    private static Optional<String> fetchError(Outcome outcome) {
        var breaks = outcome.strictInvalid() || outcome.severity() == SeverityRule.INDETERMINATE_THEN_BREAKS;
        return breaks ? Optional.of("sts-policy-fetch-error") : Optional.empty();
    }

    // RFC 8460 §4.3.1; an uncovered MX has no type of its own, live reports use the general one of §4.3.3.
    private static Optional<String> ofMx(MxOutcome outcome) {
        return switch (outcome) {
            case MX_STARTTLS_MISSING -> Optional.of("starttls-not-supported");
            case MX_CERT_NAME_MISMATCH -> Optional.of("certificate-host-mismatch");
            case MX_CERT_EXPIRED -> Optional.of("certificate-expired");
            case MX_CERT_UNTRUSTED -> Optional.of("certificate-not-trusted");
            // RFC 8460 §4.3.3: "validation-failure" is for what has no type of its own.
            case MX_CERT_NOT_YET_VALID, MX_CERT_CONSTRAINT, MX_CERT_WEAK, MX_TLS_FAILED ->
                Optional.of("validation-failure");
            case MX_NONE_COVERED, MX_SOME_UNCOVERED -> Optional.of("validation-failure");
            case MX_ALL_COVERED,
                    MX_NULL,
                    MX_HOST_UNRESOLVABLE,
                    MX_HOST_NON_PUBLIC,
                    MX_IMPLICIT,
                    MX_ABSENT,
                    MX_LOOKUP_INDETERMINATE,
                    MX_PATTERN_UNUSED,
                    MX_SMTP_TIMEOUT,
                    MX_SMTP_REFUSED,
                    MX_SMTP_UNREACHABLE,
                    MX_SMTP_CLOSED,
                    MX_SMTP_PROTOCOL_ERROR,
                    MX_SMTP_BANNER_REJECTED,
                    MX_SMTP_EHLO_REJECTED,
                    MX_TLS_INTERRUPTED,
                    MX_NOT_MEASURED,
                    MX_SMTP_TEMPFAIL,
                    MX_STARTTLS_TEMPFAIL,
                    MX_NOT_APPLICABLE -> Optional.empty();
        };
    }
}
