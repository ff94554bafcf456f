package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stsurvey.lab.https.Authority;
import org.stsurvey.lab.https.Identity;
import org.stsurvey.lab.programs.NeedsProgram;
import org.stsurvey.lab.programs.Program;
import org.stsurvey.lab.world.Certificate;
import org.stsurvey.lab.world.Certificate.Issuer;
import org.stsurvey.lab.world.Draw;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.registry.TlsOutcome;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;

/// Faults as a real web server makes them, so that the lab is not the only witness.
@NeedsProgram(Program.NGINX)
class NginxFetchIT {

    private static final Duration STEP = Duration.ofSeconds(3);
    private static final long SEED = 5;

    /// Where nginx listens; what a listener speaks holds for all its hosts.
    enum Listener {
        HTTPS("127.0.0.11", "ssl", ""),
        HTTP2("127.0.0.12", "ssl http2", ""),
        TLS12("127.0.0.13", "ssl", "ssl_protocols TLSv1.2;"),
        TLS11("127.0.0.14", "ssl", "ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;"),
        REJECTING("127.0.0.15", "ssl", "ssl_reject_handshake on;"),
        PLAIN("127.0.0.16", "", "");

        private final String address;
        private final String flags;
        private final String settings;

        Listener(String address, String flags, String settings) {
            this.address = address;
            this.flags = flags;
            this.settings = settings;
        }
    }

    /// One policy host.
    record Case(
            String name, String outcome, Listener listener, UnaryOperator<Certificate> certificate, String location) {

        String domain() {
            return name + ".example";
        }

        String host() {
            return "mta-sts." + domain();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String SERVE = "";

    /// Its issuer says so, in the response that nginx staples.
    private static final String REVOKED = "revoked";

    @TempDir
    private static Path folder;

    private static int port;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Process nginx;

    @SuppressWarnings("NullAway.Init") // by start()
    private static TestScanner scanner;

    static List<Case> cases() {
        return List.of(
                plainly("sound", "ok", Listener.HTTPS, SERVE),
                plainly("sound-http2", "ok", Listener.HTTP2, SERVE),
                plainly("sound-tls12", "ok", Listener.TLS12, SERVE),
                plainly("old-tls", "tls_protocol_version", Listener.TLS11, SERVE),
                plainly("rejected", "tls_unrecognized_name", Listener.REJECTING, SERVE),
                plainly("plain", "tls_not_tls", Listener.PLAIN, SERVE),
                certified("expired", "tls_cert_expired", c -> c.expired(3)),
                certified("not-yet", "tls_cert_not_yet_valid", c -> c.valid(2, 90)),
                certified("other-host", "tls_cert_name_mismatch", c -> c.names("www.hosting.example")),
                certified("cn-only", "tls_cert_cn_only", Certificate::withoutDnsNames),
                certified("self-signed", "tls_cert_self_signed", c -> c.from(Issuer.SELF)),
                certified("untrusted", "tls_cert_untrusted_root", c -> c.from(Issuer.UNTRUSTED_ROOT)),
                certified(REVOKED, "ok", UnaryOperator.identity()),
                certified("incomplete", "tls_cert_unknown_issuer", c -> c.from(Issuer.UNSENT_INTERMEDIATE)),
                plainly("client-certificate", "http_4xx_other", Listener.HTTPS, "ssl_verify_client on;"),
                plainly("moved", "http_redirect", Listener.HTTPS, "return 301 https://www.moved.example/;"),
                plainly("moved-http2", "http_redirect", Listener.HTTP2, "return 308 https://www.moved.example/;"),
                plainly("empty", "http_2xx_not_200", Listener.HTTPS, "return 204;"),
                plainly("forbidden", "http_403", Listener.HTTPS, "return 403;"),
                plainly("gone", "http_410", Listener.HTTPS, "return 410;"),
                plainly("missing", "http_404", Listener.HTTPS, "return 404;"),
                plainly("missing-http2", "http_404", Listener.HTTP2, "return 404;"),
                plainly("busy", "http_429", Listener.HTTPS, "add_header Retry-After 1 always; return 429;"),
                plainly("broken", "http_5xx", Listener.HTTPS, "return 502;"),
                plainly("hung-up", "http_closed", Listener.HTTPS, "return 444;"),
                plainly("hung-up-http2", "http_closed", Listener.HTTP2, "return 444;"),
                plainly("slow", "http_timeout", Listener.HTTPS, "limit_rate 10;"),
                plainly("slow-http2", "http_timeout", Listener.HTTP2, "limit_rate 10;"),
                plainly("at-limit", "ok", Listener.HTTPS, "rewrite .* /at-limit break;"),
                plainly("at-limit-http2", "ok", Listener.HTTP2, "rewrite .* /at-limit break;"),
                plainly("over-limit", "http_body_too_large", Listener.HTTPS, "rewrite .* /over-limit break;"),
                plainly("over-limit-http2", "http_body_too_large", Listener.HTTP2, "rewrite .* /over-limit break;"),
                plainly("zipped-if-asked", "ok", Listener.HTTPS, "gzip on; gzip_min_length 1;"));
    }

    private static Case plainly(String name, String outcome, Listener listener, String location) {
        return new Case(name, outcome, listener, UnaryOperator.identity(), location);
    }

    private static Case certified(String name, String outcome, UnaryOperator<Certificate> certificate) {
        return new Case(name, outcome, Listener.HTTPS, certificate, SERVE);
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Authority authority = new Authority(SEED, Instant.now().truncatedTo(ChronoUnit.DAYS), () -> 0);
        port = freePort();
        writePolicies();
        StringBuilder servers = new StringBuilder();
        for (Case one : cases()) {
            servers.append(server(one, authority));
        }
        Files.writeString(folder.resolve("nginx.conf"), configuration(servers.toString()));
        nginx = new ProcessBuilder(
                        Program.NGINX.path().toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        awaitAnswer();
        FetchSettings settings = new FetchSettings(port, "stsurvey/test", STEP, STEP, STEP, 2, Duration.ofMillis(50));
        scanner = new TestScanner(settings, NginxFetchIT::answers, authority.rootPem());
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral(Listener.HTTPS.address))) {
            return any.getLocalPort();
        }
    }

    private static void awaitAnswer() throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral(Listener.PLAIN.address), port));
                return;
            } catch (IOException e) {
                if (!nginx.isAlive()) {
                    throw new IOException("nginx did not start: " + Files.readString(folder.resolve("nginx.log")), e);
                }
                Thread.sleep(10);
            }
        }
    }

    private static void writePolicies() throws IOException {
        Path wellKnown = Files.createDirectories(folder.resolve("html/.well-known"));
        // Covers the MX of every case; long enough to be slow at 10 octets a second.
        String policy = "version: STSv1\r\nmode: enforce\r\nmx: mail.example\r\nmax_age: 604800\r\n";
        Files.writeString(wellKnown.resolve("mta-sts.txt"), policy);
        Files.writeString(folder.resolve("html/at-limit"), padded(policy, 65_536));
        Files.writeString(folder.resolve("html/over-limit"), padded(policy, 65_537));
    }

    private static String padded(String policy, int size) {
        String name = "padding: ";
        return policy + name + "x".repeat(size - policy.length() - name.length());
    }

    private static String configuration(String servers) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                events { worker_connections 256; }
                http {
                  access_log off;
                  default_type text/plain;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  ssl_session_cache off;
                %s}
                """.formatted(servers);
    }

    private static String server(Case one, Authority authority) throws IOException {
        Certificate certificate = one.certificate().apply(Certificate.good(one.host(), Draw.of(SEED, one.domain())));
        Identity identity = authority.issue(certificate);
        Files.writeString(folder.resolve(one.name() + ".pem"), identity.chainPem());
        Files.writeString(folder.resolve(one.name() + ".key"), identity.keyPem());
        Files.writeString(folder.resolve("root.pem"), authority.rootPem());
        String ofServer = one.location().startsWith("ssl_verify_client")
                ? one.location() + " ssl_client_certificate root.pem;"
                : one.name().equals(REVOKED) ? stapling(authority, certificate, identity) : "";
        return """
                  server {
                    listen %s:%d %s;
                    server_name %s;
                    ssl_certificate %s.pem; ssl_certificate_key %s.key;
                    %s %s
                    root html;
                    location / { %s }
                  }
                """.formatted(
                        one.listener().address,
                        port,
                        one.listener().flags,
                        one.host(),
                        one.name(),
                        one.name(),
                        one.listener().settings,
                        ofServer,
                        ofServer.isEmpty() ? one.location() : "");
    }

    private static String stapling(Authority authority, Certificate certificate, Identity identity) throws IOException {
        Files.write(
                folder.resolve("revoked.ocsp"),
                authority.revocation(certificate, identity, Instant.now().minus(Duration.ofDays(1))));
        return "ssl_stapling on; ssl_stapling_file revoked.ocsp;";
    }

    /// The DNS of all cases.
    private static List<DnsLookup> answers(List<Question> questions, Deadline deadline) {
        return questions.stream()
                .map(question -> new DnsLookup(answer(question), 1, Duration.ZERO))
                .toList();
    }

    private static DnsAnswer answer(Question question) {
        for (Case one : cases()) {
            if (question.equals(new Question("_mta-sts." + one.domain(), RecordType.TXT))) {
                return found(new RecordData.Txt(List.of(ByteString.utf8("v=STSv1; id=1;"))));
            }
            if (question.equals(new Question(one.host(), RecordType.A))) {
                return found(new RecordData.Address(InetAddress.ofLiteral(one.listener().address)));
            }
            if (question.equals(new Question(one.domain(), RecordType.MX))) {
                return found(new RecordData.Mx(10, "mail.example"));
            }
        }
        return new DnsAnswer.NoData(List.of(), false, Optional.empty());
    }

    private static DnsAnswer found(RecordData data) {
        return new DnsAnswer.Found(List.of(data), List.of(), 300, false);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (scanner != null) {
            scanner.close();
        }
        if (nginx != null) {
            nginx.destroy();
            if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
                nginx.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOutcomeIsWhatTheServerDoes(Case one) throws Exception {
        Observation observation = scanner.observe(one.domain());
        Judgement judgement = scanner.judge(observation);
        assertThat(judgement.primary().code()).as("%s", observation.fetch()).isEqualTo(one.outcome());
    }

    @Test
    void aStapledResponseIsKeptAndRead() throws Exception {
        Observation observation = scanner.observe(REVOKED + ".example");
        assertThat(scanner.judge(observation).findings())
                .filteredOn(finding -> finding.outcome() == TlsOutcome.TLS_CERT_REVOKED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail()).containsEntry("reason", "keyCompromise"));
        assertThat(scanner.judge(scanner.observe("sound.example")).findings())
                .noneMatch(finding -> finding.outcome() == TlsOutcome.TLS_CERT_REVOKED);
    }

    @Test
    void bothVersionsOfHttpAreSpoken() throws Exception {
        assertThat(version("sound.example")).isEqualTo("HTTP/1.1");
        assertThat(version("sound-http2.example")).isEqualTo("HTTP/2");
    }

    private static String version(String domain) throws InterruptedException {
        return scanner.observe(domain)
                .fetch()
                .orElseThrow()
                .attempts()
                .getLast()
                .http()
                .orElseThrow()
                .version();
    }
}
