package org.stsurvey.scanner.judge.fetch;

import static org.stsurvey.scanner.judge.registry.TlsOutcome.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.stsurvey.scanner.judge.CertificateRules;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.registry.TlsOutcome;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.TlsHandshake;

/// The rules for the TLS handshake with the policy host, RFC 8461 §3.3 and §7.
public final class TlsRules {

    // RFC 8446 §6.2
    private static final int ALERT_HANDSHAKE_FAILURE = 40;
    private static final int ALERT_PROTOCOL_VERSION = 70;
    private static final int ALERT_UNRECOGNIZED_NAME = 112;

    private final Remarks remarks;
    private final CertificateRules rules;
    private final Instant at;
    private boolean refused;

    /// @param at when the handshake was observed
    public TlsRules(Remarks remarks, CertificateRules rules, Instant at) {
        this.remarks = remarks;
        this.rules = rules;
        this.at = at;
    }

    /// Reports every fault of a recorded chain. The trust manager that recorded it does not refuse, so the
    /// exchange goes on and shows what else is wrong.
    public void certificates(TlsHandshake handshake, String policyHost) {
        var chain = handshake.chain();
        if (chain.isEmpty()) {
            return;
        }
        var faults = new ArrayList<>(rules.faults(chain, policyHost, at));
        // RFC 8461 §3.3: the certificate "MAY be checked for revocation"; a sender that does needs no network for this.
        handshake
                .stapled()
                .flatMap(stapled -> rules.revocation(chain, stapled, at))
                .ifPresent(faults::add);
        for (var fault : faults) {
            var outcome = outcome(fault.kind());
            if (fault.kind() == CertificateFault.Kind.WEAK_WARNING) {
                remarks.add(outcome, Severity.WARNING, fault.detail());
            } else {
                remarks.add(outcome, fault.detail());
                refused |= outcome.strictInvalid();
            }
        }
    }

    private static TlsOutcome outcome(CertificateFault.Kind kind) {
        return switch (kind) {
            case NAME_MISMATCH -> TLS_CERT_NAME_MISMATCH;
            case CN_ONLY -> TLS_CERT_CN_ONLY;
            case SELF_SIGNED -> TLS_CERT_SELF_SIGNED;
            case UNTRUSTED_ROOT -> TLS_CERT_UNTRUSTED_ROOT;
            case UNKNOWN_ISSUER -> TLS_CERT_UNKNOWN_ISSUER;
            case INCOMPLETE_CHAIN -> TLS_CERT_INCOMPLETE_CHAIN;
            case EXPIRED -> TLS_CERT_EXPIRED;
            case CHAIN_EXPIRED -> TLS_CERT_CHAIN_EXPIRED;
            case NOT_YET_VALID -> TLS_CERT_NOT_YET_VALID;
            case CONSTRAINT -> TLS_CERT_CONSTRAINT;
            case WEAK_BREAKS, WEAK_WARNING -> TLS_CERT_WEAK;
            case WILDCARD -> TLS_CERT_WILDCARD;
            case REVOKED -> TLS_CERT_REVOKED;
        };
    }

    /// The handshake was completed: fine, unless the certificate has faults.
    public void handshakeSucceeded() {
        if (!refused) {
            remarks.add(TLS_OK);
        }
    }

    /// The handshake was not completed.
    public void handshakeFault(FetchAttempt attempt) {
        var detail = new TreeMap<>(Map.of("message", attempt.message()));
        attempt.alert().ifPresent(alert -> detail.put("alert", Integer.toString(alert)));
        remarks.add(outcome(attempt), detail);
    }

    private static TlsOutcome outcome(FetchAttempt attempt) {
        return switch (attempt.end()) {
            case RESET, REFUSED, UNREACHABLE -> TLS_RESET;
            case CLOSED, TRUNCATED, COMPLETE -> TLS_CLOSED;
            case TIMEOUT -> TLS_TIMEOUT;
            case NOT_TLS -> TLS_NOT_TLS;
            case OLD_VERSION -> TLS_PROTOCOL_VERSION;
            // What our own stack refuses ends in an alert as well, one that we send.
            case ALERT, PROTOCOL_ERROR, TOO_LARGE -> alert(attempt.alert().orElse(-1));
        };
    }

    /// The outcome of a fatal alert, by its number.
    public static TlsOutcome alert(int number) {
        return switch (number) {
            case ALERT_HANDSHAKE_FAILURE -> TLS_HANDSHAKE_FAILURE;
            case ALERT_PROTOCOL_VERSION -> TLS_PROTOCOL_VERSION;
            case ALERT_UNRECOGNIZED_NAME -> TLS_UNRECOGNIZED_NAME;
            default -> TLS_ALERT_OTHER;
        };
    }
}
