package org.stsurvey.scanner.observe.smtp;

import java.time.Duration;
import org.stsurvey.scanner.observe.pace.Limit;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// How MX hosts are probed.
///
/// @param port the TCP port of MX hosts; 25 outside a lab
/// @param ehloName how we introduce ourselves (RFC 5321 §4.1.1.1): a host name that leads to us, or an address
///     literal
/// @param connectTimeout for the TCP connection
/// @param exchangeTimeout for the whole attempt, whatever the server does
/// @param maxAddresses how many addresses of a host are tried at most
public record SmtpSettings(
        int port, String ehloName, Duration connectTimeout, Duration exchangeTimeout, int maxAddresses) {

    public static final int DEFAULT_PORT = 25;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// RFC 5321 §4.5.3.2 has senders wait for minutes; a survey is content with hosts that greet within
    /// seconds, as those with a delay against spam (some ten seconds) do, and asks the others again.
    public static final Duration DEFAULT_EXCHANGE_TIMEOUT = Duration.ofSeconds(30);

    /// In the retest.
    public static final Duration RETEST_EXCHANGE_TIMEOUT = Duration.ofMinutes(1);

    public static final int DEFAULT_MAX_ADDRESSES = 2;

    /// Mail servers count connections; so fewer at once to one address than with web servers.
    public static final PaceSettings PACE = new PaceSettings(
            new Limit(2, 2), new Limit(8, 10), new Limit(16, 20), new Limit(100, 50), Duration.ofMinutes(5), false);

    public static SmtpSettings of(int port, String ehloName) {
        return new SmtpSettings(
                port, ehloName, DEFAULT_CONNECT_TIMEOUT, DEFAULT_EXCHANGE_TIMEOUT, DEFAULT_MAX_ADDRESSES);
    }

    /// The same with the patience of the retest.
    public SmtpSettings forRetest() {
        return new SmtpSettings(port, ehloName, connectTimeout, RETEST_EXCHANGE_TIMEOUT, maxAddresses);
    }
}
