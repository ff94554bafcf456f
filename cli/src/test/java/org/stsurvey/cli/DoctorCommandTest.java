package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.xbill.DNS.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `doctor` beside a lab, and beside resolvers that are dead, slow, dishonest or silent about DNSSEC.
class DoctorCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {
        JsonNode check(String name) {
            return JSON.readTree(out)
                    .get("checks")
                    .valueStream()
                    .filter(check -> check.get("check").asString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no check " + name + " in " + out));
        }

        String verdict(String name) {
            return check(name).get("verdict").asString();
        }

        boolean has(String name) {
            return JSON.readTree(out)
                    .get("checks")
                    .valueStream()
                    .anyMatch(check -> check.get("check").asString().equals(name));
        }
    }

    private Result doctor(String resolver, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "doctor",
                "--allow-non-public",
                "--resolver",
                resolver,
                "--out",
                folder.resolve("data").toString()));
        all.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Stsurvey.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Result doctorBeside(Function<Message, Optional<Message>> answers, Duration delay) throws Exception {
        try (InventedResolver resolver = new InventedResolver(answers, delay)) {
            return doctor(resolver.address(), "--json");
        }
    }

    private Result doctorBeside(Function<Message, Optional<Message>> answers) throws Exception {
        return doctorBeside(answers, Duration.ZERO);
    }

    @Test
    void aGoodResolverOnThisMachineIsFitAndItsSignaturesBearWitnessForTheClock() throws Exception {
        Result result = doctorBeside(InventedResolver::good);
        for (String check : List.of("resolver", "resolver_honesty", "resolver_dnssec", "resolver_ede")) {
            assertThat(result.verdict(check)).as(check + result.out()).isEqualTo("ok");
        }
        assertThat(result.check("resolver_ede").get("seen").asString()).contains("extended error 6");
        assertThat(result.check("clock").get("seen").asString()).contains("signatures of today's root zone are valid");
        assertThat(result.status()).isZero();
        assertThat(JSON.readTree(result.out()).get("fit").asBoolean()).isTrue();
    }

    @Test
    void aDeadResolverIsBadAndNothingElseIsSaidOfItNorLeftOnTheDisk() {
        Result result = doctor("127.0.0.1:1", "--json");
        assertThat(result.status()).isEqualTo(10);
        assertThat(result.verdict("resolver")).isEqualTo("bad");
        assertThat(result.check("resolver").get("remedy").asString()).contains("--resolver");
        assertThat(result.has("resolver_speed")).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aResolverThatSwallowsQuestionsIsBad() throws Exception {
        Result result = doctorBeside(_ -> Optional.empty());
        assertThat(result.verdict("resolver")).isEqualTo("bad");
        assertThat(result.status()).isEqualTo(10);
    }

    @Test
    void aResolverThatInventsAddressesIsBad() throws Exception {
        Result result = doctorBeside(query -> InventedResolver.asksForAddress(query)
                ? Optional.of(InventedResolver.address(query))
                : InventedResolver.good(query));
        assertThat(result.verdict("resolver_honesty")).isEqualTo("bad");
        assertThat(result.status()).isEqualTo(10);
    }

    @Test
    void aResolverThatInventsOnlyOutsideComIsFoundOutToo() throws Exception {
        Result result =
                doctorBeside(query -> query.getQuestion().getName().toString().matches("stsurvey-.*\\.org\\.")
                        ? Optional.of(InventedResolver.address(query))
                        : InventedResolver.good(query));
        assertThat(result.verdict("resolver_honesty")).isEqualTo("bad");
        assertThat(result.status()).isEqualTo(10);
    }

    @Test
    void aResolverThatDoesNotValidateWantsAttention() throws Exception {
        Result result = doctorBeside(query -> Optional.of(
                switch (query.getQuestion().getName().toString()) {
                    case ".", "org." -> InventedResolver.nameServers(query);
                    case "dnssec-failed.org." -> InventedResolver.address(query);
                    default -> InventedResolver.denied(query);
                }));
        assertThat(result.verdict("resolver_dnssec")).isEqualTo("attention");
        assertThat(result.check("resolver_ede").get("remedy").asString()).contains("let it validate");
        assertThat(result.check("clock").get("seen").asString()).doesNotContain("signatures");
        assertThat(result.status()).as("a scan can be made").isZero();
    }

    @Test
    void failuresWithoutAReasonWantAttention() throws Exception {
        Result result =
                doctorBeside(query -> query.getQuestion().getName().toString().equals("dnssec-failed.org.")
                        ? Optional.of(InventedResolver.failing(query))
                        : InventedResolver.good(query));
        assertThat(result.verdict("resolver_ede")).isEqualTo("attention");
        assertThat(result.check("resolver_ede").get("seen").asString()).contains("without an extended error");
        assertThat(result.check("resolver_ede").get("remedy").asString()).contains("ede: yes");
    }

    @Test
    void aSlowResolverWantsAttention() throws Exception {
        Result result = doctorBeside(InventedResolver::good, Duration.ofMillis(300));
        assertThat(result.verdict("resolver_speed")).isEqualTo("attention");
        assertThat(result.verdict("resolver")).isEqualTo("ok");
        assertThat(result.status()).isZero();
    }

    @Test
    void aResolverThatDiesOnTheWayIsBad() throws Exception {
        var left = new java.util.concurrent.atomic.AtomicInteger(2);
        Result result =
                doctorBeside(query -> left.getAndDecrement() > 0 ? InventedResolver.good(query) : Optional.empty());
        assertThat(result.status()).as(result.out()).isEqualTo(10);
    }

    @Test
    void theBurstIsTwoHundredQuestionsAndLittleElse() throws Exception {
        try (InventedResolver resolver = new InventedResolver(InventedResolver::good, Duration.ZERO)) {
            doctor(resolver.address(), "--json");
            assertThat(resolver.asked()).isBetween(200L, 400L);
        }
    }

    @Test
    void besideALabADomainIsReachedAndPeopleAreToldWhatToDo() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(1_000))) {
            lab.writeCa(folder.resolve("ca.pem"));
            Result result = doctor(
                    "127.0.0.1:" + lab.dns().getPort(),
                    "--https-port",
                    Integer.toString(lab.httpsPort()),
                    "--ca-file",
                    folder.resolve("ca.pem").toString(),
                    "--live",
                    "zoo-healthy.example",
                    "--domains",
                    "5000");
            assertThat(result.status()).as(result.out()).isZero();
            assertThat(result.out())
                    .contains("ok         https_live zoo-healthy.example: reached at 127.")
                    .contains("5,000 domains")
                    .contains("do:     ")
                    .contains("a scan can be made: ");
        }
    }

    @Test
    void theGreetingOfAMailHostIsReadAndNothingIsSentButQuit() throws Exception {
        try (ServerSocket mail = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                InventedResolver resolver = new InventedResolver(InventedResolver::good, Duration.ZERO)) {
            var heard = new java.util.concurrent.CompletableFuture<String>();
            Thread.ofVirtual().start(() -> {
                try (Socket client = mail.accept()) {
                    client.getOutputStream().write("220 mx.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    heard.complete(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    heard.completeExceptionally(e);
                }
            });
            Result result = doctor(resolver.address(), "--json", "--mail-host", "127.0.0.1:" + mail.getLocalPort());
            assertThat(result.verdict("port_25")).as(result.out()).isEqualTo("ok");
            assertThat(heard.get()).isEqualTo("QUIT\r\n");
        }
    }

    @Test
    void aMailPortThatIsShutIsBad() throws Exception {
        int shut;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            shut = once.getLocalPort();
        }
        try (InventedResolver resolver = new InventedResolver(InventedResolver::good, Duration.ZERO)) {
            Result result = doctor(resolver.address(), "--json", "--mail-host", "127.0.0.1:" + shut);
            assertThat(result.verdict("port_25")).isEqualTo("bad");
            assertThat(result.status()).isEqualTo(10);
        }
    }

    @Test
    void aDiskThatCannotBeWrittenToIsBad() throws Exception {
        Files.writeString(folder.resolve("data"), "a file where the dataset should be");
        Result result = doctorBeside(InventedResolver::good);
        assertThat(result.verdict("disk")).isEqualTo("bad");
    }
}
