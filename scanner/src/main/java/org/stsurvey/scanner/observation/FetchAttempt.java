package org.stsurvey.scanner.observation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// One attempt to fetch the policy file from one address: how far it came, how it ended, and what was received.
///
/// @param address the address dialled
/// @param stage how far the exchange came
/// @param end how it ended there
/// @param alert the TLS alert number the server sent, RFC 8446 §6, where one was seen
/// @param tls the handshake, where a certificate was received
/// @param http the response, where a status line was received
/// @param message the exception's text, for people; empty if there was none; at most 500 characters, untrusted
/// @param elapsed time on the wire, millisecond precision
public record FetchAttempt(
        InetAddress address,
        Stage stage,
        End end,
        OptionalInt alert,
        Optional<TlsHandshake> tls,
        Optional<HttpReply> http,
        String message,
        Duration elapsed) {

    private static final int MAX_MESSAGE = 500;

    public FetchAttempt {
        message = Excerpt.of(message, MAX_MESSAGE);
    }

    /// The part of the exchange that was under way when it ended.
    public enum Stage {
        /// Connecting.
        TCP,
        /// From the ClientHello to the end of the handshake.
        TLS,
        /// From the request to the end of the response's headers.
        HEADERS,
        /// The response's body.
        BODY
    }

    /// How the exchange ended at its stage.
    public enum End {
        /// A whole response was read (stage is then [Stage#BODY]).
        COMPLETE,
        /// The connection was refused.
        REFUSED,
        /// Nothing came in time.
        TIMEOUT,
        /// No route, or an ICMP error.
        UNREACHABLE,
        /// The peer reset the connection.
        RESET,
        /// The peer closed the connection before the stage was over.
        CLOSED,
        /// The peer sent a fatal TLS alert, or one of our own stack's checks ended the handshake (see message).
        ALERT,
        /// The peer answered the ClientHello with something that is not TLS.
        NOT_TLS,
        /// The peer chose a TLS version below 1.2.
        OLD_VERSION,
        /// The peer broke the protocol of the stage.
        PROTOCOL_ERROR,
        /// The body is larger than is read (64 KiB).
        TOO_LARGE,
        /// The body ended before its announced length.
        TRUNCATED
    }
}
