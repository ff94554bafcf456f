package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observe.Deadline;

/// What the fetcher says of servers that never get as far as a certificate.
class PolicyFetcherTest {

    private static final Duration SHORT = Duration.ofMillis(700);

    /// What a server does with one accepted connection.
    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    private static FetchAttempt fetchFrom(Behaviour behaviour) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serveOne(server, behaviour));
            return fetch(server.getLocalPort());
        }
    }

    private static void serveOne(ServerSocket server, Behaviour behaviour) {
        try (Socket socket = server.accept()) {
            behaviour.serve(socket);
        } catch (IOException _) {
            // The fetcher closed the connection or the test is over; what it saw is asserted on its side.
        }
    }

    private static FetchAttempt fetch(int port) throws InterruptedException {
        FetchSettings settings =
                new FetchSettings(port, "stsurvey/test", SHORT, SHORT, SHORT.multipliedBy(3), 1, Duration.ZERO);
        try (PolicyFetcher fetcher = new PolicyFetcher(settings, InetAddress::isLoopbackAddress)) {
            return fetcher.fetch(
                    "example.com", InetAddress.getLoopbackAddress(), Deadline.after(Duration.ofSeconds(10)));
        }
    }

    private static void answerClientHello(Socket socket, byte[] answer) throws IOException {
        readClientHello(socket);
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
        readToEnd(socket);
    }

    private static void readClientHello(Socket socket) throws IOException {
        byte[] header = socket.getInputStream().readNBytes(5);
        int length = ((header[3] & 0xff) << 8) | (header[4] & 0xff);
        socket.getInputStream().readNBytes(length);
    }

    private static void readToEnd(Socket socket) throws IOException {
        socket.getInputStream().readAllBytes();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @Test
    void aClosedPortIsRefused() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        FetchAttempt attempt = fetch(port);
        assertThat(attempt.stage()).isEqualTo(Stage.TCP);
        assertThat(attempt.end()).isEqualTo(End.REFUSED);
        assertThat(attempt.message()).contains("refused");
    }

    @Test
    void aServerThatSaysNothingTimesOutInTheHandshake() throws Exception {
        FetchAttempt attempt = fetchFrom(PolicyFetcherTest::readToEnd);
        assertThat(attempt.stage()).isEqualTo(Stage.TLS);
        assertThat(attempt.end()).isEqualTo(End.TIMEOUT);
        assertThat(attempt.elapsed()).isBetween(SHORT, SHORT.multipliedBy(3));
    }

    @Test
    void aFullAcceptQueueTimesOutInTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket();
                Socket second = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            first.connect(address);
            second.connect(address);
            FetchAttempt attempt = fetch(server.getLocalPort());
            assertThat(attempt.stage()).isEqualTo(Stage.TCP);
            assertThat(attempt.end()).isEqualTo(End.TIMEOUT);
        }
    }

    @Test
    void aServerThatClosesAfterTheClientHelloIsClosed() throws Exception {
        FetchAttempt attempt = fetchFrom(PolicyFetcherTest::readClientHello);
        assertThat(attempt.stage()).isEqualTo(Stage.TLS);
        assertThat(attempt.end()).isEqualTo(End.CLOSED);
    }

    @Test
    void aServerThatResetsAfterTheClientHelloIsReset() throws Exception {
        FetchAttempt attempt = fetchFrom(socket -> {
            readClientHello(socket);
            socket.setSoLinger(true, 0);
        });
        assertThat(attempt.stage()).isEqualTo(Stage.TLS);
        assertThat(attempt.end()).isEqualTo(End.RESET);
    }

    @Test
    void aServerThatResetsAtOnceIsReset() throws Exception {
        FetchAttempt attempt = fetchFrom(socket -> socket.setSoLinger(true, 0));
        assertThat(attempt.end()).isEqualTo(End.RESET);
        assertThat(attempt.stage())
                .as("whether the ClientHello is out by then is a race")
                .isIn(Stage.TCP, Stage.TLS);
    }

    @Test
    void anOrderlyCloseIsNoAlert() throws Exception {
        FetchAttempt attempt = fetchFrom(socket -> answerClientHello(socket, hex("15 0303 0002 01 00")));
        assertThat(attempt.end()).isEqualTo(End.CLOSED);
        assertThat(attempt.alert()).isEmpty();
    }

    @Test
    void anAddressThatMayNotBeDialledIsNotDialledWhoeverAsks() throws Exception {
        FetchSettings settings = new FetchSettings(443, "stsurvey/test", SHORT, SHORT, SHORT, 1, Duration.ZERO);
        try (PolicyFetcher fetcher = new PolicyFetcher(settings, InetAddress::isLoopbackAddress)) {
            assertThatThrownBy(() ->
                            fetcher.fetch("example.com", InetAddress.ofLiteral("10.0.0.1"), Deadline.after(SHORT)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mta-sts.example.com must not be dialled at 10.0.0.1, which nobody has vetted");
        }
    }

    @Test
    void anAlertIsReadOffTheWire() throws Exception {
        FetchAttempt attempt = fetchFrom(socket -> answerClientHello(socket, hex("15 0303 0002 02 70")));
        assertThat(attempt.end()).isEqualTo(End.ALERT);
        assertThat(attempt.alert()).hasValue(112);
    }

    @Test
    void anAlertInTheRecordVersionOfTls10IsReadToo() throws Exception {
        FetchAttempt attempt = fetchFrom(socket -> answerClientHello(socket, hex("15 0301 0002 02 46")));
        assertThat(attempt.end()).isEqualTo(End.ALERT);
        assertThat(attempt.alert()).hasValue(70);
    }

    @Test
    void anHttpAnswerToTheClientHelloIsNotTls() throws Exception {
        FetchAttempt attempt = fetchFrom(socket ->
                answerClientHello(socket, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(attempt.end()).isEqualTo(End.NOT_TLS);
    }

    @Test
    void anSmtpBannerIsNotTls() throws Exception {
        FetchAttempt attempt =
                fetchFrom(socket -> answerClientHello(socket, "220 mx ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(attempt.end()).isEqualTo(End.NOT_TLS);
    }

    @Test
    void aServerHelloOfTls10IsAnOldVersion() throws Exception {
        String random = "00".repeat(32);
        FetchAttempt attempt = fetchFrom(
                socket -> answerClientHello(socket, hex("16 0301 002a 02 000026 0301" + random + "00 002f 00")));
        assertThat(attempt.end()).isEqualTo(End.OLD_VERSION);
    }

    @Test
    void aPolicyHostWithoutALeaseCannotBeResolved() {
        assertThatThrownBy(() -> InetAddress.getAllByName("mta-sts.localhost"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not leased");
    }

    @Test
    void aSecondLeaseOfAHostIsRefused() {
        try (Dial.Lease _ = Dial.lease("mta-sts.held.example", InetAddress.getLoopbackAddress())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Dial.lease("mta-sts.held.example", InetAddress.getLoopbackAddress()))
                    .withMessageContaining("already leased");
        }
        Dial.lease("mta-sts.held.example", InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void theJvmResolvesNamesThroughTheLeases() {
        LeasedResolverProvider.assertInUse();
        assertThat(JvmSwitches.missing()).isEmpty();
    }
}
