package org.stsurvey.scanner.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stsurvey.lab.https.Authority;
import org.stsurvey.lab.https.Identity;
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
import org.stsurvey.scanner.observation.SmtpAttempt.Step;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.smtp.ScriptedMailServer.Script;

/// What mail servers do, what the probe sees of it, and what a sender would make of it.
@Timeout(60)
class HostileMailServersTest {

    private static final String HOST = "mail.example.com";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final long SEED = 25;
    private static final Authority AUTHORITY = authority();

    private static Authority authority() {
        return new Authority(SEED, Instant.now().truncatedTo(ChronoUnit.DAYS), () -> 0);
    }

    /// One kind of server, how the conversation ends, and the outcome; empty if all is well.
    record Case(String name, Script script, Step step, End end, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("silent", c -> c.readToEnd(), Step.BANNER, End.TIMEOUT, "mx_smtp_timeout"),
                new Case("drips a greeting", c -> c.drip("220-mx\r\n"), Step.BANNER, End.TIMEOUT, "mx_smtp_timeout"),
                new Case("closes at once", _ -> {}, Step.BANNER, End.CLOSED, "mx_smtp_closed"),
                new Case(
                        "resets",
                        c -> {
                            c.say("220 mx");
                            c.socket().setSoLinger(true, 0);
                        },
                        Step.EHLO,
                        End.RESET,
                        "mx_smtp_closed"),
                new Case("greets with 554", c -> c.say("554 no"), Step.BANNER, End.REPLY, "mx_smtp_banner_rejected"),
                new Case("greets with 421", c -> c.say("421 busy"), Step.BANNER, End.REPLY, "mx_smtp_tempfail"),
                broken("speaks HTTP", c -> c.send("HTTP/1.1 400 Bad Request\r\n\r\n")),
                broken("has a NUL in its greeting", c -> c.send("220 mx\0\r\n")),
                broken("has a line without end", c -> c.sendForEver("220 " + "x".repeat(1_000))),
                broken("greets without end", c -> c.sendForEver("220-again\r\n")),
                new Case("defers EHLO", ehlo("450 later"), Step.EHLO, End.REPLY, "mx_smtp_tempfail"),
                new Case("rejects EHLO", ehlo("550 who are you"), Step.EHLO, End.REPLY, "mx_smtp_ehlo_rejected"),
                new Case("knows no EHLO", ehlo("502 what?"), Step.EHLO, End.REPLY, "mx_starttls_missing"),
                new Case("hangs up at EHLO", c -> c.say("220 mx"), Step.EHLO, End.CLOSED, "mx_smtp_closed"),
                new Case(
                        "answers EHLO without end",
                        c -> {
                            c.say("220 mx");
                            c.sendForEver("250-AGAIN\r\n");
                        },
                        Step.EHLO,
                        End.PROTOCOL_ERROR,
                        "mx_smtp_protocol_error"),
                new Case("has no STARTTLS", ehlo("250-mx", "250 8BITMIME"), Step.EHLO, End.NOT_OFFERED, MISSING),
                // The name of the server is no extension.
                new Case("is called STARTTLS", ehlo("250 STARTTLS"), Step.EHLO, End.NOT_OFFERED, MISSING),
                new Case("has XSTARTTLS", ehlo("250-mx", "250 XSTARTTLS"), Step.EHLO, End.NOT_OFFERED, MISSING),
                new Case("defers STARTTLS", startTls("454 later"), Step.STARTTLS, End.REPLY, "mx_starttls_tempfail"),
                new Case("refuses STARTTLS", startTls("554 no"), Step.STARTTLS, End.REPLY, MISSING),
                afterStartTls("closes after STARTTLS", _ -> {}, End.CLOSED, "mx_tls_interrupted"),
                afterStartTls("falls silent after STARTTLS", c -> c.readToEnd(), End.TIMEOUT, "mx_tls_interrupted"),
                afterStartTls("goes on in the clear", c -> c.send("250 hello\r\n"), End.NOT_TLS, "mx_tls_failed"),
                afterStartTls("alerts", c -> c.send("\25\3\3\0\2\2\50"), End.ALERT, "mx_tls_failed"),
                new Case(
                        "says more than its reply to STARTTLS",
                        c -> {
                            c.say("220 mx");
                            c.say("250-mx", "250 STARTTLS");
                            c.send("220 go\r\n250 injected\r\n");
                            c.readToEnd();
                        },
                        Step.TLS,
                        End.NOT_TLS,
                        "mx_tls_failed"),
                sound("is sound", "", c -> c),
                sound("writes bare LF and small letters", "", c -> c),
                sound("has a wildcard", "", c -> c.names("*.example.com")),
                sound("has another name", "mx_cert_name_mismatch", c -> c.names("mx.hosting.example")),
                sound("has its name as common name only", "mx_cert_name_mismatch", Certificate::withoutDnsNames),
                sound("signs itself", "mx_cert_untrusted", c -> c.from(Issuer.SELF)),
                sound("has an unknown root", "mx_cert_untrusted", c -> c.from(Issuer.UNTRUSTED_ROOT)),
                sound("does not send its issuer", "mx_cert_untrusted", c -> c.from(Issuer.UNSENT_INTERMEDIATE)),
                sound("has expired", "mx_cert_expired", c -> c.expired(3)),
                sound("has a chain that has expired", "mx_cert_expired", c -> c.from(Issuer.EXPIRED_INTERMEDIATE)),
                sound("is ahead of its time", "mx_cert_not_yet_valid", c -> c.valid(3, 90)),
                sound("is no server", "mx_cert_constraint", c -> c.purpose(Certificate.Purpose.CLIENT_ONLY)),
                sound(
                        "signs with SHA-1",
                        "mx_cert_weak",
                        c -> c.strength(Certificate.Key.EC_256, Certificate.Digest.SHA1)));
    }

    private static final int NOBODYS_PORT = 1;
    private static final String MISSING = "mx_starttls_missing";

    private static Case broken(String name, Script script) {
        return new Case(name, script, Step.BANNER, End.PROTOCOL_ERROR, "mx_smtp_protocol_error");
    }

    private static Script ehlo(String... reply) {
        return connection -> {
            connection.say("220-mx.example", "220 ESMTP");
            connection.say(reply);
        };
    }

    private static Script startTls(String reply) {
        return connection -> {
            connection.say("220 mx.example");
            connection.say("250-mx.example", "250 STARTTLS");
            connection.say(reply);
        };
    }

    private static Case afterStartTls(String name, Script script, End end, String outcome) {
        return new Case(
                name,
                connection -> {
                    connection.untilTls();
                    connection.socket().getInputStream().readNBytes(5);
                    script.serve(connection);
                    connection.socket().shutdownOutput();
                    connection.readToEnd();
                },
                Step.TLS,
                end,
                outcome);
    }

    private static Case sound(String name, String outcome, UnaryOperator<Certificate> certificate) {
        Script script = connection -> {
            if (name.contains("bare LF")) {
                connection.send("220 mx\n");
                connection.readLine();
                connection.send("250-mx\n250-starttls \n250 SIZE 1\n");
                connection.readLine();
                connection.send("220\n");
            } else {
                connection.untilTls();
            }
            connection.tls(identity(certificate));
        };
        return new Case(name, script, Step.TLS, End.SECURED, outcome);
    }

    private static Identity identity(UnaryOperator<Certificate> change) {
        return AUTHORITY.issue(change.apply(Certificate.good(HOST, Draw.of(SEED, "example.com"))));
    }

    private static SmtpAttempt attempt(int port) throws InterruptedException {
        SmtpSettings settings = new SmtpSettings(port, "probe.example.org", SHORT, SHORT, 2);
        try (SmtpClient client = new SmtpClient(settings, InetAddress::isLoopbackAddress)) {
            return client.attempt(HOST, InetAddress.getLoopbackAddress(), Deadline.after(Duration.ofSeconds(30)));
        }
    }

    private static Judgement judge(SmtpAttempt attempt) {
        Judge judge = new Judge(Rulebook.of(
                new ChainRules(TrustAnchors.fromPem(AUTHORITY.rootPem(), "the test's root"), Intermediates.none()),
                Optional::of));
        return judge.judge(Observations.working()
                .probes(new MxProbe(HOST, Instant.now(), List.of(attempt), Optional.empty()))
                .build());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOutcomeIsWhatTheServerDoes(Case one) throws Exception {
        try (ScriptedMailServer server = ScriptedMailServer.start(one.script())) {
            long began = System.nanoTime();
            SmtpAttempt attempt = attempt(server.port());
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(attempt.end()).as("%s", attempt).isEqualTo(one.end());
            assertThat(attempt.step()).isEqualTo(one.step());
            // The whole exchange has one deadline, whatever the server does; the farewell shares it.
            assertThat(took).isLessThan(SHORT.multipliedBy(5));
            Judgement judgement = judge(attempt);
            assertThat(judgement.findings().stream()
                            .map(finding -> finding.outcome().code())
                            .filter(code -> code.matches("mx_(cert|tls|smtp|starttls)_.*"))
                            .toList())
                    .isEqualTo(one.outcome().isEmpty() ? List.of() : List.of(one.outcome()));
            while (server.open() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsSaidButEhloStartTlsAndQuit(Case one) throws Exception {
        try (ScriptedMailServer server = ScriptedMailServer.start(one.script())) {
            attempt(server.port());
            while (server.open() > 0) {
                Thread.onSpinWait();
            }

            assertThat(server.lines()).isSubsetOf("EHLO probe.example.org", "STARTTLS", "QUIT");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void leaveIsTakenUnderTlsToo() throws Exception {
        Case sound = sound("is sound", "", c -> c);
        try (ScriptedMailServer server = ScriptedMailServer.start(sound.script())) {
            SmtpAttempt attempt = attempt(server.port());
            while (server.open() > 0) {
                Thread.onSpinWait();
            }

            assertThat(server.lines()).containsExactly("EHLO probe.example.org", "STARTTLS", "QUIT");
            assertThat(attempt.tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
            assertThat(attempt.reply()).isEqualTo("mx.example ESMTP");
        }
    }

    @Test
    void aHostThatListensNowhereIsRefused() throws Exception {
        SmtpAttempt attempt = attempt(NOBODYS_PORT);

        assertThat(attempt.step()).isEqualTo(Step.TCP);
        assertThat(attempt.end()).isEqualTo(End.REFUSED);
        assertThat(judge(attempt).findings())
                .anyMatch(finding -> finding.outcome().code().equals("mx_smtp_refused"));
    }

    @Test
    void anAddressThatNobodyVettedIsNotDialled() throws IOException {
        try (ScriptedMailServer server = ScriptedMailServer.start(_ -> {});
                SmtpClient client = new SmtpClient(SmtpSettings.of(server.port(), "probe.example.org"), _ -> false)) {
            assertThatThrownBy(() -> client.attempt(
                            HOST, InetAddress.getLoopbackAddress(), Deadline.after(Duration.ofSeconds(1))))
                    .hasMessage("mail.example.com must not be dialled at 127.0.0.1, which nobody has vetted");
            assertThat(client.answers(InetAddress.getLoopbackAddress())).isFalse();
            assertThat(server.connections()).isZero();
        }
    }
}
