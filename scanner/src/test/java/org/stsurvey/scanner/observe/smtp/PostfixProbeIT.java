package org.stsurvey.scanner.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observe.Deadline;

/// The probe against a real mail server, so that the lab is not the only witness.
///
/// One Postfix from a folder of its own, on free ports of loopback addresses, one service for each case. Its
/// master runs in the foreground as a child of this JVM; the system's Postfix, its configuration and its queue
/// stay as they are. Postfix insists on root, and on folders that belong to its user, so the test is skipped
/// for anybody else.
@NeedsProgram(Program.POSTFIX)
class PostfixProbeIT {

    private static final long SEED = 25;
    private static final String HOST = "mail.example.com";
    private static final Authority AUTHORITY = authority();

    private static Authority authority() {
        return new Authority(SEED, Instant.now().truncatedTo(ChronoUnit.DAYS), () -> 0);
    }

    /// One service of the server: how it is set up, and what a sender is to make of it.
    record Case(String name, String address, Optional<Certificate> certificate, String options, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private static Path folder;

    private static int port;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Process postfix;

    static List<Case> cases() {
        Certificate good = Certificate.good(HOST, Draw.of(SEED, "example.com"));
        return List.of(
                new Case("sound", "127.0.0.31", Optional.of(good), "", ""),
                new Case(
                        "tls12",
                        "127.0.0.32",
                        Optional.of(good),
                        "-o smtpd_tls_mandatory_protocols=TLSv1.2 -o smtpd_tls_protocols=TLSv1.2",
                        ""),
                new Case(
                        "tls11",
                        "127.0.0.33",
                        Optional.of(good),
                        "-o smtpd_tls_protocols=TLSv1.1 -o smtpd_tls_ciphers=null",
                        "mx_tls_failed"),
                new Case(
                        "plain",
                        "127.0.0.34",
                        Optional.empty(),
                        "-o smtpd_tls_security_level=none",
                        "mx_starttls_missing"),
                new Case("expired", "127.0.0.35", Optional.of(good.expired(4)), "", "mx_cert_expired"),
                new Case(
                        "other",
                        "127.0.0.36",
                        Optional.of(good.names("mx.hosting.example")),
                        "",
                        "mx_cert_name_mismatch"),
                new Case("cn-only", "127.0.0.37", Optional.of(good.withoutDnsNames()), "", "mx_cert_name_mismatch"),
                new Case("self-signed", "127.0.0.38", Optional.of(good.from(Issuer.SELF)), "", "mx_cert_untrusted"),
                new Case(
                        "rejecting",
                        "127.0.0.39",
                        Optional.of(good),
                        "-o smtpd_delay_reject=no -o smtpd_client_restrictions=reject",
                        "mx_smtp_banner_rejected"),
                new Case(
                        "deferring",
                        "127.0.0.40",
                        Optional.of(good),
                        "-o smtpd_delay_reject=no -o smtpd_client_restrictions=defer",
                        "mx_smtp_tempfail"));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "Postfix's master starts as root only");
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.31"))) {
            port = any.getLocalPort();
        }
        // Postfix's processes run as its own user and have to come here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.createDirectories(folder.resolve("etc"));
        for (String name : List.of("queue", "data")) {
            Files.createDirectories(folder.resolve(name));
        }
        run("chown", "postfix", folder.resolve("data").toString());
        Files.writeString(configuration.resolve("main.cf"), main());
        Files.writeString(configuration.resolve("master.cf"), master(configuration));
        makeQueue();
        postfix = new ProcessBuilder("/usr/lib/postfix/sbin/master", "-c", configuration.toString(), "-d")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("postfix.log").toFile())
                .start();
        awaitGreeting();
    }

    private static void makeQueue() throws IOException, InterruptedException {
        Path queue = folder.resolve("queue");
        for (String name : List.of(
                "active",
                "bounce",
                "corrupt",
                "defer",
                "deferred",
                "flush",
                "hold",
                "incoming",
                "private",
                "saved",
                "trace")) {
            run("chown", "postfix", Files.createDirectories(queue.resolve(name)).toString());
        }
        for (String name : List.of("maildrop", "public")) {
            run(
                    "chown",
                    "postfix:postdrop",
                    Files.createDirectories(queue.resolve(name)).toString());
        }
        Files.createDirectories(queue.resolve("pid"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private static String main() {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                myhostname = %2$s
                mydestination =
                mynetworks =
                relay_domains =
                alias_maps =
                alias_database =
                maillog_file =
                smtpd_tls_security_level = may
                smtpd_tls_session_cache_database =
                smtpd_relay_restrictions = reject
                smtpd_peername_lookup = no
                """.formatted(folder, HOST);
    }

    private static String master(Path configuration) throws IOException {
        StringBuilder services = new StringBuilder();
        for (Case one : cases()) {
            String tls = "";
            if (one.certificate().isPresent()) {
                Identity identity = AUTHORITY.issue(one.certificate().get());
                Path pem = configuration.resolve(one.name() + ".pem");
                Files.writeString(pem, identity.keyPem() + identity.chainPem());
                tls = " -o smtpd_tls_chain_files=" + pem;
            }
            services.append("%s:%d inet n - n - - smtpd%s %s%n".formatted(one.address(), port, tls, one.options()));
        }
        return services + """
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                proxymap unix - - n - - proxymap
                cleanup unix n - n - 0 cleanup
                postlog unix-dgram n - n - 1 postlogd
                """;
    }

    private static void awaitGreeting() throws IOException, InterruptedException {
        while (attempt("127.0.0.31").end() != End.SECURED) {
            if (!postfix.isAlive()) {
                throw new IOException("Postfix did not start: " + Files.readString(folder.resolve("postfix.log")));
            }
            Thread.sleep(50);
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (postfix != null) {
            // The master ends its services before it ends.
            postfix.destroy();
            if (!postfix.waitFor(10, TimeUnit.SECONDS)) {
                Stream.concat(postfix.descendants(), Stream.of(postfix.toHandle()))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static SmtpAttempt attempt(String address) throws InterruptedException {
        SmtpSettings settings = SmtpSettings.of(port, "probe.example.org");
        try (SmtpClient client = new SmtpClient(settings, InetAddress::isLoopbackAddress)) {
            return client.attempt(HOST, InetAddress.ofLiteral(address), Deadline.after(Duration.ofSeconds(20)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOutcomeIsWhatTheServerDoes(Case one) throws InterruptedException {
        SmtpAttempt attempt = attempt(one.address());
        Judge judge = new Judge(Rulebook.of(
                new ChainRules(TrustAnchors.fromPem(AUTHORITY.rootPem(), "the test's root"), Intermediates.none()),
                Optional::of));
        Judgement judgement = judge.judge(Observations.working()
                .probes(new MxProbe(HOST, Instant.now(), List.of(attempt), Optional.empty()))
                .build());

        assertThat(judgement.findings().stream()
                        .map(finding -> finding.outcome().code())
                        .filter(code -> code.matches("mx_(cert|tls|smtp|starttls)_.*"))
                        .toList())
                .as("%s", attempt)
                .isEqualTo(one.outcome().isEmpty() ? List.of() : List.of(one.outcome()));
    }

    @Test
    void bothVersionsOfTlsAreSpoken() throws InterruptedException {
        assertThat(attempt("127.0.0.31").tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
        assertThat(attempt("127.0.0.32").tls().orElseThrow().protocol()).isEqualTo("TLSv1.2");
        assertThat(attempt("127.0.0.31").reply()).isEqualTo("mail.example.com ESMTP Postfix");
    }
}
