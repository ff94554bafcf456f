package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One attempt to reach TLS with an MX host at one address: how far it came, how it ended, and what was
/// received.
///
/// @param address the address dialled
/// @param step how far the exchange came
/// @param end how it ended there
/// @param replyCode the code of the reply that ended the exchange (RFC 5321 §4.2), where one did
/// @param reply the text of that reply, else of the greeting; one character per octet, lines separated by
///     blanks, at most 500 characters, untrusted
/// @param alert the TLS alert number the server sent, RFC 8446 §6, where one was seen
/// @param tls the handshake, where a certificate was received
/// @param message the exception's text, for people; empty if there was none; at most 500 characters, untrusted
/// @param elapsed time on the wire, millisecond precision
public record SmtpAttempt(
        InetAddress address,
        Step step,
        End end,
        OptionalInt replyCode,
        String reply,
        OptionalInt alert,
        Optional<TlsHandshake> tls,
        String message,
        Duration elapsed) {

    private static final int MAX_TEXT = 500;

    public SmtpAttempt {
        reply = Excerpt.of(reply, MAX_TEXT);
        message = Excerpt.of(message, MAX_TEXT);
    }

    /// Whether the end says something of the MX host that a second attempt would say again.
    public boolean isConclusive() {
        return switch (end) {
            case SECURED, NOT_OFFERED, ALERT, NOT_TLS, OLD_VERSION -> true;
            case PROTOCOL_ERROR -> step == Step.TLS;
            case REPLY -> isPermanent() && step != Step.BANNER;
            case REFUSED, TIMEOUT, UNREACHABLE, RESET, CLOSED -> false;
        };
    }

    /// Whether a reply ended the exchange that says "do not try again" (RFC 5321 §4.2.1).
    public boolean isPermanent() {
        return replyCode.orElse(0) >= 500;
    }

    /// The part of the exchange that was under way when it ended.
    public enum Step {
        /// Connecting.
        TCP,
        /// Waiting for the greeting (RFC 5321 §3.1).
        BANNER,
        /// EHLO and its reply.
        EHLO,
        /// STARTTLS and its reply (RFC 3207 §4).
        STARTTLS,
        /// From the ClientHello to the end of the handshake.
        TLS
    }

    /// How the exchange ended at its step.
    public enum End {
        /// The handshake was completed (step is then [Step#TLS]).
        SECURED,
        /// The reply to EHLO does not offer STARTTLS.
        NOT_OFFERED,
        /// A reply that says no, for now or for good.
        REPLY,
        /// The connection was refused.
        REFUSED,
        /// Nothing came in time.
        TIMEOUT,
        /// No route, or an ICMP error.
        UNREACHABLE,
        /// The peer reset the connection.
        RESET,
        /// The peer closed the connection before the step was over.
        CLOSED,
        /// The peer sent a fatal TLS alert.
        ALERT,
        /// The peer answered the ClientHello with something that is not TLS.
        NOT_TLS,
        /// The peer chose a TLS version below 1.2.
        OLD_VERSION,
        /// The peer broke the protocol of the step.
        PROTOCOL_ERROR
    }
}
