package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Resident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--log-format json`: nothing but objects on stderr, whatever happens.
class EventLogTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private static List<JsonNode> objects(String err) {
        return err.lines()
                .map(line -> {
                    JsonNode object = JSON.readTree(line);
                    assertThat(object.isObject()).as(line).isTrue();
                    assertThat(Instant.parse(object.get("time").asString())).isNotNull();
                    assertThat(object.get("level").asString()).isIn("info", "warning", "error");
                    assertThat(object.get("event").asString()).isNotEmpty();
                    assertThat(object.has("message")).isTrue();
                    assertThat(line).as("printable ASCII only").matches("[\\x20-\\x7e]+");
                    return object;
                })
                .toList();
    }

    private static JsonNode event(String err, String event) {
        return objects(err).stream()
                .filter(object -> object.get("event").asString().equals(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + event + " in " + err));
    }

    private record Result(int status, String err) {}

    private static Result run(Surroundings surroundings, String... words) {
        StringWriter err = new StringWriter();
        var command = Stsurvey.commandLine(surroundings);
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(words), err.toString());
    }

    @Test
    void aScanTellsItsCourseInFields() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(300))) {
            // Whoever never answers would be waited for.
            List<String> answering = lab.world()
                    .residents()
                    .filter(each ->
                            List.of("ok", "txt_nxdomain").contains(each.truth().outcome()))
                    .map(Resident::domain)
                    .toList();
            Files.write(folder.resolve("lab.csv"), answering);
            lab.writeCa(folder.resolve("ca.pem"));
            Result result = run(
                    Surroundings.none(),
                    "scan",
                    folder.resolve("lab.csv").toString(),
                    "--out",
                    folder.resolve("data").toString(),
                    "--resolver",
                    "127.0.0.1:" + lab.dns().getPort(),
                    "--https-port",
                    Integer.toString(lab.httpsPort()),
                    "--ca-file",
                    folder.resolve("ca.pem").toString(),
                    "--allow-non-public",
                    "--retest-after",
                    "0s",
                    "--log-format",
                    "json",
                    "--progress",
                    "bar");
            assertThat(result.status()).as(result.err()).isZero();
            JsonNode started = event(result.err(), "run_started");
            assertThat(started.get("targets").asInt()).isEqualTo(answering.size());
            assertThat(started.get("resumed").asBoolean()).isFalse();
            JsonNode progress = event(result.err(), "progress");
            assertThat(progress.get("total").asInt()).isPositive();
            assertThat(progress.get("phase").asString()).isIn("scan", "retest", "merge", "check");
            JsonNode finished = event(result.err(), "run_finished");
            assertThat(finished.get("rows").asInt()).isEqualTo(answering.size());
            assertThat(finished.get("deployment_status").get("absent").asInt()).isPositive();
        }
    }

    @Test
    void usageErrorsAndFailuresAreObjectsToo() {
        Result usage = run(Surroundings.none(), "scann", "--log-format=json");
        assertThat(usage.status()).isEqualTo(2);
        assertThat(event(usage.err(), "failed").get("status").asInt()).isEqualTo(2);
        Result failure = run(
                Surroundings.none(),
                "scan",
                folder.resolve("nobody\u001b[31m.csv").toString(),
                "--out",
                folder.toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                "--log-format",
                "JSON");
        assertThat(failure.status()).isEqualTo(3);
        JsonNode failed = event(failure.err(), "failed");
        assertThat(failed.get("level").asString()).isEqualTo("error");
        assertThat(failed.get("message").asString()).contains("nobody");
    }

    /// As `main` does, so that what libraries print becomes an object too.
    @Test
    void thatSystemErrIsTheLogDoesNotEndTheLog() {
        PrintStream before = System.err;
        StringWriter err = new StringWriter();
        ConfiguredCommandLine command = Stsurvey.commandLine(Surroundings.none());
        command.onJson(log -> System.setErr(log.asStream()));
        command.setErr(new PrintWriter(err));
        try {
            int status = command.execute(
                    "inputs", "check", folder.resolve("none.csv").toString(), "--log-format", "json");
            assertThat(status).isEqualTo(3);
        } finally {
            System.setErr(before);
        }
        assertThat(event(err.toString(), "failed").get("status").asInt()).isEqualTo(3);
    }

    @Test
    void aFileOfSettingsCanAskForIt() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "log-format = json\nretries = -1\n");
        Result result = run(new Surroundings(Map.of(), List.of(file)), "check", "a.example", "--allow-non-public");
        assertThat(result.status()).isEqualTo(2);
        assertThat(objects(result.err()))
                .anyMatch(object -> object.get("message").asString().contains("--retries is set by " + file));
    }

    @Test
    void textBecomesObjectsLineByLineAndIsBounded() {
        StringWriter out = new StringWriter();
        EventLog log =
                new EventLog(new PrintWriter(out), Clock.fixed(Instant.parse("2026-11-25T08:00:00Z"), ZoneOffset.UTC));
        log.print("stsurvey: one");
        log.flush();
        log.println(" line\r");
        log.println();
        log.println("\u001b[2J\u202eevil \u007f\ud83d\ude00");
        log.println("stsurvey: " + "x".repeat(1_000_000));
        log.write(
                EventLog.Level.WARNING,
                "e",
                "m",
                Map.of("long", "ü".repeat(100_000), "n", 5, "all", List.of("z".repeat(5_000), "short")));
        log.asStream().println("from a library");
        log.asStream().println("é".repeat(50_000));
        List<JsonNode> objects = objects(out.toString());
        assertThat(objects).hasSize(6);
        assertThat(objects.getFirst().get("message").asString()).isEqualTo("one line");
        assertThat(objects.getFirst().get("time").asString()).isEqualTo("2026-11-25T08:00:00Z");
        assertThat(objects.get(1).get("message").asString()).isEqualTo("\u001b[2J\u202eevil \u007f\ud83d\ude00");
        assertThat(objects.get(2).get("message").asString()).isEqualTo("x".repeat(1_024) + "…(1000000 bytes)");
        assertThat(objects.get(3).get("long").asString()).isEqualTo("ü".repeat(512) + "…(200000 bytes)");
        assertThat(objects.get(3).get("n").asInt()).isEqualTo(5);
        assertThat(objects.get(3).get("all").get(0).asString()).isEqualTo("z".repeat(1_024) + "…(5000 bytes)");
        assertThat(objects.get(3).get("all").get(1).asString()).isEqualTo("short");
        assertThat(objects.get(4).get("message").asString()).isEqualTo("from a library");
        assertThat(objects.get(5).get("message").asString()).isEqualTo("é".repeat(512) + "…(100000 bytes)");
    }

    @Test
    void anInternalErrorCarriesItsTrace() {
        StringWriter out = new StringWriter();
        new EventLog(new PrintWriter(out), Clock.systemUTC())
                .failed(ExitStatus.INTERNAL_ERROR, new IllegalStateException("broken"));
        JsonNode failed = event(out.toString(), "failed");
        assertThat(failed.get("trace").toString()).contains("IllegalStateException: broken", "EventLogTest");
        assertThat(failed.get("trace").isArray()).isTrue();
        assertThat(failed.get("status").asInt()).isEqualTo(1);
    }

    @Test
    void asTextNothingChanges() {
        assertThat(run(Surroundings.none(), "scann").err()).startsWith("stsurvey: ");
    }
}
