package org.stsurvey.lab.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.lab.world.Adoption;
import org.stsurvey.lab.world.Greeting;
import org.stsurvey.lab.world.Laws;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Population;
import org.stsurvey.lab.world.Reply;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.lab.world.Site;
import org.stsurvey.lab.world.World;

/// Visits the policy hosts with the JDK's own TLS and path validation.
class WebServerTest {
    private static final long SEED = 11;

    private static Instant today;
    private static World world;
    private static WebServer server;
    private static X509Certificate root;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Loopback loopback = new Loopback(16, false);
        world = World.of(new Population.Generated(2_000), new Laws(SEED, Adoption.everywhere(0.02), true, 0), loopback);
        server = WebServer.start(world, loopback, 0, true, SEED, today);
        root = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(server.rootPem().getBytes(StandardCharsets.US_ASCII)));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String zoo(String scenario) {
        return "mta-sts.zoo-" + scenario + ".example";
    }

    private static Socket connect(String address) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(5_000);
        socket.connect(new InetSocketAddress(address, server.port()), 2_000);
        return socket;
    }

    private static SSLSocket tls(String host, TrustManager trust) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        Socket plain = connect("127.80.0.3");
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static TrustManager trustingTheRoot() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers()[0];
    }

    private static String get(String host) throws IOException, GeneralSecurityException {
        return get(host, host, "/.well-known/mta-sts.txt", trustingTheRoot());
    }

    private static String get(String serverName, String host, String path, TrustManager trust)
            throws IOException, GeneralSecurityException {
        try (SSLSocket socket = tls(serverName, trust)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + ":8443\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<X509Certificate> chain(String host) throws IOException, GeneralSecurityException {
        var trust = new RecordingTrust();
        get(host, host, "/.well-known/mta-sts.txt", trust);
        return trust.chain;
    }

    private static final class RecordingTrust extends X509ExtendedTrustManager {
        private List<X509Certificate> chain = List.of();

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String type, Socket socket) {
            chain = List.of(sent);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String type, SSLEngine engine) {
            chain = List.of(sent);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String type) {
            chain = List.of(sent);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static CertPathValidatorException fault(List<X509Certificate> chain) {
        return (CertPathValidatorException) catchThrowable(() -> validate(chain));
    }

    private static void validate(List<X509Certificate> chain) throws GeneralSecurityException {
        List<X509Certificate> withoutRoot = chain.stream()
                .filter(c -> chain.size() == 1 || !c.getIssuerX500Principal().equals(c.getSubjectX500Principal()))
                .toList();
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(withoutRoot);
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private static List<String> dnsNames(X509Certificate certificate) throws GeneralSecurityException {
        var names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream().map(entry -> (String) entry.get(1)).toList();
    }

    /// Whether one response with a policy is all that the policy host sends, over HTTP/1.1.
    private static boolean isServedPlainly(Resident resident) {
        Site site = world.site(resident.domain()).orElseThrow();
        return resident.truth().mode().isPresent()
                && site.reply() instanceof Reply.Response
                && site.greeting() instanceof Greeting.Handshake handshake
                && handshake.habits().isEmpty();
    }

    @Test
    void usablePoliciesComeWithAGoodCertificateAndStatus200() throws IOException, GeneralSecurityException {
        for (Resident resident :
                world.residents().filter(WebServerTest::isServedPlainly).toList()) {
            String host = "mta-sts." + resident.domain();
            List<X509Certificate> chain = chain(host);
            validate(chain);
            assertThat(dnsNames(chain.getFirst()).stream().map(n -> n.toLowerCase(Locale.ROOT)))
                    .as(resident.scenario())
                    .containsAnyOf(host, "*." + resident.domain());
            String answer = get(host);
            assertThat(answer).as(resident.scenario()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(answer.replace(" ", ""))
                    .as(resident.scenario())
                    .contains("mode:" + resident.truth().mode().orElseThrow())
                    .contains(Long.toString(resident.truth().maxAgeSeconds().orElseThrow()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tls-expired, EXPIRED, 0",
        "tls-expired-yesterday, EXPIRED, 0",
        "tls-chain-expired, EXPIRED, 1",
        "tls-not-yet-valid, NOT_YET_VALID, 0"
    })
    void lapsedCertificatesFailForThatReason(String scenario, BasicReason reason, int index)
            throws IOException, GeneralSecurityException {
        CertPathValidatorException fault = fault(chain(zoo(scenario)));
        assertThat(fault.getReason()).isEqualTo(reason);
        assertThat(fault.getIndex()).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({"tls-self-signed, 1", "tls-untrusted-root, 3", "tls-unknown-issuer, 1"})
    void otherAuthoritiesAreNotTrusted(String scenario, int length) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = chain(zoo(scenario));
        assertThat(chain).hasSize(length);
        assertThat(fault(chain).getReason()).isEqualTo(PKIXReason.NO_TRUST_ANCHOR);
        assertThat(dnsNames(chain.getFirst())).containsExactly(zoo(scenario));
    }

    @Test
    void selfSignedCertificatesVerifyWithTheirOwnKey() throws IOException, GeneralSecurityException {
        X509Certificate leaf = chain(zoo("tls-self-signed")).getFirst();
        leaf.verify(leaf.getPublicKey());
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(leaf.getSubjectX500Principal());
    }

    @Test
    void untrustedChainsAreCompleteAndSound() throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = chain(zoo("tls-untrusted-root"));
        chain.get(0).verify(chain.get(1).getPublicKey());
        chain.get(1).verify(chain.get(2).getPublicKey());
        chain.get(2).verify(chain.get(2).getPublicKey());
        assertThat(chain.get(2).getPublicKey()).isNotEqualTo(root.getPublicKey());
    }

    @Test
    void constraintsAreBroken() throws IOException, GeneralSecurityException {
        assertThat(fault(chain(zoo("tls-name-constraint"))).getReason()).isEqualTo(PKIXReason.INVALID_NAME);
        assertThat(chain(zoo("tls-no-server-purpose")).getFirst().getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(chain(zoo("tls-authority-as-leaf")).getFirst().getBasicConstraints())
                .isNotNegative();
        assertThat(chain(zoo("tls-sha1")).getFirst().getSigAlgName()).isEqualTo("SHA1withECDSA");
        assertThatThrownBy(() -> ((X509TrustManager) trustingTheRoot())
                        .checkServerTrusted(
                                chain(zoo("tls-no-server-purpose")).toArray(X509Certificate[]::new), "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void wrongNamesAreWrongAndNothingElseIs() throws IOException, GeneralSecurityException {
        for (String scenario : List.of("tls-other-host", "tls-apex-names", "tls-wildcard-too-high")) {
            List<X509Certificate> chain = chain(zoo(scenario));
            validate(chain);
            assertThat(dnsNames(chain.getFirst())).as(scenario).isNotEmpty().doesNotContain(zoo(scenario));
        }
        X509Certificate nameless = chain(zoo("tls-cn-only")).getFirst();
        assertThat(dnsNames(nameless)).isEmpty();
        assertThat(nameless.getSubjectX500Principal().getName()).contains("CN=" + zoo("tls-cn-only"));
    }

    @ParameterizedTest
    @CsvSource({
        "tls-handshake-failure, handshake_failure",
        "tls-unrecognized-name, unrecognized_name",
        "tls-protocol-version, protocol_version",
        "tls-internal-error, internal_error",
        "tls-access-denied, access_denied",
        "tls-1.0-only, TLS10"
    })
    void handshakesAreRefusedWithTheRightAlert(String scenario, String told) throws GeneralSecurityException {
        assertThat(catchThrowable(() -> get(zoo(scenario))))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(told);
    }

    @Test
    void plainTextIsNotTls() {
        assertThat(catchThrowable(() -> get(zoo("tls-plain-http"))))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("Unsupported or unrecognized SSL message");
    }

    @Test
    void connectionsEndInTheHandshake() {
        assertThat(catchThrowable(() -> get(zoo("tls-closed")))).isInstanceOf(SSLHandshakeException.class);
        assertThat(catchThrowable(() -> get(zoo("tls-reset"))))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-stall", "http-silent"})
    void someHostsNeverAnswer(String scenario) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = tls(zoo(scenario), trustingTheRoot())) {
            socket.setSoTimeout(300);
            socket.getOutputStream();
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void strangersAreNotRecognized() {
        assertThat(catchThrowable(() -> get("mta-sts.stranger.example"))).hasMessageContaining("unrecognized_name");
        assertThat(catchThrowable(() -> get("www.zoo-healthy.example"))).hasMessageContaining("unrecognized_name");
    }

    @ParameterizedTest
    @CsvSource({
        "http-404, HTTP/1.1 404",
        "http-404-with-policy, HTTP/1.1 404",
        "http-403, HTTP/1.1 403",
        "http-401, HTTP/1.1 401",
        "http-410, HTTP/1.1 410",
        "http-418, HTTP/1.1 418",
        "http-429, HTTP/1.1 429",
        "http-500, HTTP/1.1 500",
        "http-204, HTTP/1.1 204",
        "http-redirect-www, Location: https://www.zoo-http-redirect-www.example/",
        "http-bot-wall, cf-mitigated: challenge",
        "http-content-type-html, Content-Type: text/html",
        "http-not-http, 220 mail",
        "policy-html, <!DOCTYPE html>"
    })
    void answersAreThoseOfTheScenario(String scenario, String told) throws IOException, GeneralSecurityException {
        assertThat(get(zoo(scenario))).contains(told);
    }

    @Test
    void bodiesEndAsTheScenarioSays() throws IOException, GeneralSecurityException {
        assertThat(body(get(zoo("http-body-at-limit")))).hasSize(65_536);
        assertThat(body(get(zoo("http-body-over-limit")))).hasSize(65_537);
        assertThat(get(zoo("http-closed"))).isEmpty();
        assertThat(get(zoo("http-chunks-without-end"))).doesNotContain("\r\n0\r\n");
        String cut = get(zoo("http-length-too-long"));
        assertThat(cut).contains("Content-Length: " + (body(cut).length() + 100));
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void onlyThePolicyOfTheNamedHostIsServed() throws IOException, GeneralSecurityException {
        String host = zoo("healthy");
        assertThat(get(host, host, "/", trustingTheRoot())).startsWith("HTTP/1.1 404");
        assertThat(get(host, zoo("policy-html"), "/.well-known/mta-sts.txt", trustingTheRoot()))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void refusingAndUnansweringAddressesDoSo() {
        assertThatThrownBy(() -> connect(Loopback.REFUSING).close()).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(Loopback.BLACK_HOLE, server.port()), 300);
                    }
                })
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void certificatesAreTheSameEveryTimeOnTheSameDay() throws IOException, GeneralSecurityException {
        var again = new Authority(SEED, today, server::port);
        assertThat(again.rootPem()).isEqualTo(server.rootPem());
        var wanted = (Greeting.Handshake)
                world.site("zoo-healthy.example").orElseThrow().greeting();
        assertThat(again.issue(wanted.certificate()).chain()).isEqualTo(chain(zoo("healthy")));
        assertThat(new Authority(SEED + 1, today, server::port).rootPem()).isNotEqualTo(server.rootPem());
    }

    @Test
    void clientHellosMayBeSplitOverRecords() throws IOException {
        byte[] message = clientHello("mta-sts.a.example");
        var split = new ByteArrayOutputStream();
        for (int from = 0; from < message.length; from += 20) {
            byte[] part = Arrays.copyOfRange(message, from, Math.min(message.length, from + 20));
            split.writeBytes(new byte[] {22, 3, 1, 0, (byte) part.length});
            split.writeBytes(part);
        }
        ClientHello hello = ClientHello.read(new ByteArrayInputStream(split.toByteArray()));
        assertThat(hello.serverName()).contains("mta-sts.a.example");
        assertThat(hello.bytes()).isEqualTo(split.toByteArray());
    }

    private static byte[] clientHello(String serverName) {
        byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[2 + 32 + 1]);
        body.writeBytes(new byte[] {0, 2, 0x13, 1, 1, 0});
        body.writeBytes(new byte[] {0, (byte) (name.length + 9)});
        body.writeBytes(new byte[] {0, 0, 0, (byte) (name.length + 5), 0, (byte) (name.length + 3), 0, 0});
        body.writeBytes(new byte[] {(byte) name.length});
        body.writeBytes(name);
        var message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {1, 0, 0, (byte) body.size()});
        message.writeBytes(body.toByteArray());
        return message.toByteArray();
    }

    @Test
    void whatIsNoClientHelloIsRefused() {
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> ClientHello.read(new ByteArrayInputStream(http)))
                .isInstanceOf(IOException.class);
    }
}
