package org.stsurvey.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Whether this network lets connections to port 25 out: many do not. Asks one host that the operator names,
/// reads its greeting (RFC 5321 §4.3.1) and says QUIT; no mail, no name but our own silence.
public final class MailPortCheck {

    private static final String RULE =
            "many networks let nobody connect to port 25; without it MX hosts cannot be probed";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// RFC 5321 §4.5.3.1.5: a reply line has 512 octets at most.
    private static final int MAX_GREETING = 512;

    private MailPortCheck() {}

    /// Connects to the first address that lets it.
    ///
    /// @param host as named, for messages
    /// @param addresses of the host that may be dialled; the first that answers decides
    public static Check of(String host, List<InetAddress> addresses, int port) {
        String seen = host + " has no address that may be connected to";
        for (InetAddress address : addresses) {
            try {
                String greeting = greeting(address, port);
                String who = host + " at " + address.getHostAddress() + " port " + port;
                if (greeting.startsWith("220")) {
                    return Check.ok("port_25", host, who + " greets with 220", RULE);
                }
                return Check.attention(
                        "port_25",
                        host,
                        who + " was reached, and " + (greeting.isEmpty() ? "said nothing" : "does not greet with 220"),
                        RULE,
                        "something in between may answer in its place; name another host");
            } catch (IOException e) {
                seen = host + " at " + address.getHostAddress() + " port " + port + ": "
                        + (e instanceof SocketTimeoutException
                                ? "no answer within " + TIMEOUT.toSeconds() + " s"
                                : e.getMessage());
            }
        }
        return Check.bad(
                "port_25",
                host,
                seen,
                RULE,
                "ask the provider of this network to open port 25, or probe from another; scan without --probe-mx works");
    }

    private static String greeting(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) TIMEOUT.toMillis());
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            InputStream in = socket.getInputStream();
            byte[] line = new byte[MAX_GREETING];
            int length = 0;
            long until = System.nanoTime() + TIMEOUT.toNanos();
            while (length < line.length && System.nanoTime() < until) {
                int octet = in.read();
                if (octet < 0 || octet == '\n') {
                    break;
                }
                line[length++] = (byte) octet;
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
