package org.stsurvey.scanner.observe.https;

import java.time.Duration;

/// How policy files are fetched.
///
/// @param port the TCP port of policy hosts; 443 outside a lab
/// @param userAgent what the owner of a scanned host sees in the log
/// @param connectTimeout for the TCP connection
/// @param tlsTimeout from the ClientHello to the end of the handshake
/// @param exchangeTimeout for the whole attempt, whatever the server does
/// @param tries how often a host is tried at most where it fails for a moment, 1 or more
/// @param backoff the pause before the second try, give or take half of it; it doubles with every further one
public record FetchSettings(
        int port,
        String userAgent,
        Duration connectTimeout,
        Duration tlsTimeout,
        Duration exchangeTimeout,
        int tries,
        Duration backoff) {

    public static final int DEFAULT_PORT = 443;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_TLS_TIMEOUT = Duration.ofSeconds(10);

    /// RFC 8461 §3.3 suggests one minute; a survey of a million names is kinder with less, and asks again later.
    public static final Duration DEFAULT_EXCHANGE_TIMEOUT = Duration.ofSeconds(20);

    /// In the retest: RFC 8461 §3.3, "a timeout of one minute".
    public static final Duration RETEST_EXCHANGE_TIMEOUT = Duration.ofMinutes(1);
    public static final int DEFAULT_TRIES = 2;
    public static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(2);

    public FetchSettings {
        if (tries < 1) {
            throw new IllegalArgumentException("tries " + tries + " is below 1");
        }
    }

    public static FetchSettings of(int port, String userAgent) {
        return new FetchSettings(
                port,
                userAgent,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_TLS_TIMEOUT,
                DEFAULT_EXCHANGE_TIMEOUT,
                DEFAULT_TRIES,
                DEFAULT_BACKOFF);
    }

    /// The same with the patience of the retest.
    public FetchSettings forRetest() {
        return new FetchSettings(port, userAgent, connectTimeout, tlsTimeout, RETEST_EXCHANGE_TIMEOUT, tries, backoff);
    }
}
