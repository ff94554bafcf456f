package org.stsurvey.scanner.judge.fetch;

import static org.stsurvey.scanner.judge.registry.HttpOutcome.HTTP_CLOSED;
import static org.stsurvey.scanner.judge.registry.HttpOutcome.HTTP_PROTOCOL_ERROR;
import static org.stsurvey.scanner.judge.registry.HttpOutcome.HTTP_TIMEOUT;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_PARTIAL_ADDRESSES;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_REFUSED;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_RESET;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_TIMEOUT;
import static org.stsurvey.scanner.judge.registry.TcpOutcome.TCP_UNREACHABLE;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.PolicyFetch;

/// The rules for how an attempt to fetch the policy ended; [the deciding attempt][PolicyFetch#deciding] is judged.
public final class FetchRules {

    private final Remarks remarks;
    private final TlsRules tls;
    private final HttpRules http;

    public FetchRules(Remarks remarks, TlsRules tls) {
        this.remarks = remarks;
        this.tls = tls;
        this.http = new HttpRules(remarks);
    }

    /// Judges all attempts at a policy host.
    ///
    /// @return the body to be judged as a policy: one that came whole, with status 200
    public Optional<ByteString> fetch(PolicyFetch fetch, String policyHost) {
        var deciding = fetch.deciding();
        if (deciding.isEmpty()) {
            return Optional.empty();
        }
        var unconnected = fetch.attempts().stream()
                .filter(attempt -> attempt.stage() == Stage.TCP)
                .filter(attempt -> !attempt.address().equals(deciding.get().address()))
                .findFirst();
        if (deciding.get().stage() != Stage.TCP && unconnected.isPresent()) {
            var failed = unconnected.get();
            remarks.add(
                    TCP_PARTIAL_ADDRESSES,
                    Map.of(
                            "address",
                            failed.address().getHostAddress(),
                            "fault",
                            tcpFault(failed).code()));
        }
        return attempt(deciding.get(), policyHost);
    }

    /// Judges one attempt.
    public Optional<ByteString> attempt(FetchAttempt attempt, String policyHost) {
        if (attempt.stage() == Stage.TCP) {
            remarks.add(tcpFault(attempt), detail(attempt));
            return Optional.empty();
        }
        attempt.tls().ifPresent(handshake -> tls.certificates(handshake, policyHost));
        if (attempt.stage() == Stage.TLS || isTlsFault(attempt)) {
            tls.handshakeFault(attempt);
            return Optional.empty();
        }
        tls.handshakeSucceeded();
        if (attempt.http().isPresent()) {
            return http.reply(attempt.http().get(), attempt.end(), policyHost);
        }
        remarks.add(withoutStatus(attempt), detail(attempt));
        return Optional.empty();
    }

    /// Faults of the TLS layer that show only once the request is under way, such as a client certificate
    /// required.
    private static boolean isTlsFault(FetchAttempt attempt) {
        return switch (attempt.end()) {
            case ALERT, NOT_TLS, OLD_VERSION -> attempt.http().isEmpty();
            case COMPLETE, REFUSED, TIMEOUT, UNREACHABLE, RESET, CLOSED, PROTOCOL_ERROR, TOO_LARGE, TRUNCATED -> false;
        };
    }

    private static Outcome tcpFault(FetchAttempt attempt) {
        return switch (attempt.end()) {
            case REFUSED -> TCP_REFUSED;
            case TIMEOUT -> TCP_TIMEOUT;
            case UNREACHABLE -> TCP_UNREACHABLE;
            case COMPLETE, RESET, CLOSED, ALERT, NOT_TLS, OLD_VERSION, PROTOCOL_ERROR, TOO_LARGE, TRUNCATED ->
                TCP_RESET;
        };
    }

    /// The exchange ended before a status line was read.
    private static Outcome withoutStatus(FetchAttempt attempt) {
        return switch (attempt.end()) {
            case TIMEOUT -> HTTP_TIMEOUT;
            case RESET, CLOSED, TRUNCATED, REFUSED, UNREACHABLE -> HTTP_CLOSED;
            case COMPLETE, ALERT, NOT_TLS, OLD_VERSION, PROTOCOL_ERROR, TOO_LARGE -> HTTP_PROTOCOL_ERROR;
        };
    }

    private static Map<String, String> detail(FetchAttempt attempt) {
        var phase = attempt.stage().name().toLowerCase(Locale.ROOT);
        return Map.of("address", attempt.address().getHostAddress(), "phase", phase, "message", attempt.message());
    }
}
