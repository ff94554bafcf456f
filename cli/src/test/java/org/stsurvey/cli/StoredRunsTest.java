package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.run.RunLock;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What can be done with a run that lies on the disk, without the network: look at it, explain its rows, publish
/// it.
class StoredRunsTest {

    /// The first month's run of the scanner's tests, with every fault of the lab in it.
    private static final Path MONTH_ONE = Path.of(
            "..", "scanner/src/test/resources/org/stsurvey/scanner/run/month-1/observations/list=lab/run=2026-11-01");

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private static List<String> query(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /// A copy of the run that may be changed.
    private Path copy() throws IOException {
        Path run = Files.createDirectories(folder.resolve("data/observations/list=lab/run=2026-11-01"));
        try (Stream<Path> files = Files.list(MONTH_ONE)) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(file.getFileName().toString()));
            }
        }
        return run;
    }

    @Test
    void aStoredRowIsExplainedWithoutTheNetwork() {
        Result result = run("check", "--from", MONTH_ONE.toString(), "zoo-host-nxdomain.example");
        assertThat(result.status()).as(result.err()).isEqualTo(10);
        assertThat(result.out()).contains("zoo-host-nxdomain.example", "host_nxdomain", "RFC 8461", "v=STSv1");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void storedRowsHaveTheJsonOfALiveCheck() {
        Result result = run(
                "check",
                "--from",
                MONTH_ONE.toString(),
                "--json",
                "zoo-host-nxdomain.example",
                "ZOO-host-nodata.example");
        assertThat(result.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"domain\":\"zoo-host-n"))
                .allMatch(line -> line.contains("\"deployment_status\":\"policy_unreachable\""));
    }

    @Test
    void aDomainThatIsNotInTheRunIsUnusableInput() {
        Result result = run("check", "--from", MONTH_ONE.toString(), "nobody.example");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("has no row of nobody.example");
    }

    @Test
    void aFolderThatIsNoRunIsUnusableInput() {
        for (String[] command : new String[][] {
            {"status", folder.toString()},
            {"check", "--from", folder.toString(), "a.example"},
            {
                "export",
                "--public",
                folder.toString(),
                "--out",
                folder.resolve("out").toString()
            }
        }) {
            Result result = run(command);
            assertThat(result.status()).as(command[0]).isEqualTo(3);
            assertThat(result.err()).as(command[0]).contains("DATA/observations/list=NAME/run=DATE");
        }
    }

    @Test
    void theStatusOfAFinishedRunIsItsFunnel() {
        Result result = run("status", MONTH_ONE.toString());
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("list lab, run 2026-11-01", "finished 2026-11-25", "300 rows", "89   absent");
        assertThat(run("status", "--json", MONTH_ONE.toString()).out())
                .startsWith("{\"state\":\"finished\",\"run\":\"2026-11-01\"")
                .contains("\"targets\":300");
    }

    @Test
    void aRunWhoseProcessIsGoneHasStopped() throws Exception {
        Path run = copy();
        Files.writeString(
                run.resolve("_manifest.json"),
                Files.readString(run.resolve("_manifest.json")).replace("\"finished\"", "\"running\""));
        Result result = run("status", run.toString());
        assertThat(result.status()).isEqualTo(5);
        assertThat(result.out()).contains("stopped", "the command that began it goes on where it stopped");
    }

    @Test
    void aRunThatAProcessHoldsIsBeingWorkedOn() throws Exception {
        Path run = copy();
        Files.writeString(run.resolve("_status.json"), """
                {"status_version": 1, "state": "running", "phase": "retest", "pid": 4711,
                 "updated": "2026-11-01T05:00:00Z", "targets": 200, "done": 50, "published": 20, "found": 3,
                 "lookups": 9, "answered": 8, "resent": 1, "fetches": 2, "undetermined": 7, "open_chunks": 1,
                 "waiting_until": null, "resolver": "", "eta_seconds": 90, "resident_bytes": null, "message": ""}
                """);
        try (RunLock _ = RunLock.acquire(run)) {
            Result result = run("status", run.toString());
            assertThat(result.status()).isZero();
            assertThat(result.out())
                    .contains(
                            "being worked on by process 4711",
                            "asking again: 50 of 200 done, 20 of them published, 01:30 left",
                            "no sign of life for");
        }
    }

    @Test
    void aPublicCopyHasNoBodiesNoCertificatesNoAddressesOfPeopleAndNothingOfTheMachine() throws Exception {
        Path out = folder.resolve("public");
        Path key = folder.resolve("key");
        Result result =
                run("export", "--public", MONTH_ONE.toString(), "--out", out.toString(), "--key-file", key.toString());
        assertThat(result.status()).as(result.err()).isZero();
        Path run = out.resolve("observations/list=lab/run=2026-11-01");
        String parts = run + "/part-*.parquet";
        String before = MONTH_ONE + "/part-*.parquet";

        assertThat(query("SELECT count(*) FROM '" + parts + "'")).containsExactly("300");
        assertThat(query("SELECT max(octet_length(attempt.http.body)) FROM"
                        + " (SELECT unnest(policy_fetch.attempts) AS attempt FROM '" + parts + "')"))
                .containsExactly("0");
        assertThat(query("SELECT count(*) FROM (SELECT unnest(attempt.tls.chain) AS certificate FROM"
                        + " (SELECT unnest(policy_fetch.attempts) AS attempt FROM '" + parts + "'))"
                        + " WHERE octet_length(certificate) > 0"))
                .containsExactly("0");
        assertThat(query("SELECT DISTINCT regexp_extract(unnest(tlsrpt.rua), 'mailto:([^@]*)@', 1) AS l FROM '" + parts
                        + "' ORDER BY l"))
                .allMatch(local -> local.matches("[0-9a-f]{16}|"))
                .hasSizeGreaterThan(1);
        assertThat(query("SELECT count(*) FROM '" + parts + "' WHERE decode(txt_lookup.records[1][1]) LIKE 'v=STSv1%'"))
                .isEqualTo(query("SELECT count(*) FROM '" + before
                        + "' WHERE decode(txt_lookup.records[1][1]) LIKE 'v=STSv1%'"));
        String verdicts = "SELECT string_agg(domain || outcome || deployment_status, ' ' ORDER BY ordinal) FROM ";
        assertThat(query(verdicts + "'" + parts + "'")).isEqualTo(query(verdicts + "'" + before + "'"));
        assertThat(Files.readString(run.resolve("_manifest.json")))
                .doesNotContain("127.0.0.1", "--resolver")
                .contains("\"command_line\" : [ ]", "\"sha256\"");
        assertThat(run.toFile().list())
                .contains("SHA256SUMS", "_outcomes.parquet")
                .doesNotContain("_targets.tsv");

        assertThat(run("status", run.toString()).out()).contains("300 rows");
        assertThat(run("export", "--public", MONTH_ONE.toString(), "--out", out.toString())
                        .status())
                .as("what is published is never replaced")
                .isEqualTo(3);
    }

    @Test
    void aPublicDatasetDescribesItself() throws Exception {
        Path out = folder.resolve("public");
        Result result = run("export", "--public", MONTH_ONE.toString(), "--out", out.toString());
        assertThat(result.status()).as(result.err()).isZero();
        JsonNode descriptor = JsonMapper.shared().readTree(Files.readString(out.resolve("datapackage.json")));
        assertThat(descriptor.at("/licenses/0/name").asString()).isEqualTo("CC-BY-4.0");
        assertThat(descriptor.at("/sources/0/title").asString()).startsWith("list lab, id T1, of 2026-11-01, sha256 ");
        assertThat(descriptor.at("/created").asString()).startsWith("2026-11-");
        JsonNode rows = descriptor.at("/resources/0");
        assertThat(rows.at("/name").asString()).isEqualTo("lab-2026-11-01");
        assertThat(rows.at("/rows").asInt()).isEqualTo(300);
        for (JsonNode resource : descriptor.at("/resources")) {
            for (String path : paths(resource)) {
                assertThat(out.resolve(path)).isRegularFile();
            }
        }
        long bytes = 0;
        for (String path : paths(rows)) {
            bytes += Files.size(out.resolve(path));
        }
        assertThat(rows.at("/bytes").asLong()).isEqualTo(bytes);
        List<String> columns = query("SELECT column_name FROM (DESCRIBE SELECT * FROM '" + out
                + "/observations/*/*/part-*.parquet') WHERE column_name NOT IN ('list', 'run')");
        assertThat(rows.at("/schema/fields")
                        .valueStream()
                        .map(field -> field.at("/name").asString()))
                .containsAll(columns)
                .contains("observed_at", "findings");
        assertThat(out.resolve("DATASET.md")).isRegularFile();

        assertThat(run("export", "--public", MONTH_ONE.toString(), "--out", folder + "/x", "--license", "no licence")
                        .status())
                .isEqualTo(2);
    }

    private static List<String> paths(JsonNode resource) {
        JsonNode path = resource.at("/path");
        return path.isArray() ? path.valueStream().map(JsonNode::asString).toList() : List.of(path.asString());
    }

    @Test
    void oneKeyMakesTheSameCopy() throws Exception {
        Path key = folder.resolve("key");
        for (String out : List.of("one", "two")) {
            run(
                    "export",
                    "--public",
                    MONTH_ONE.toString(),
                    "--out",
                    folder.resolve(out).toString(),
                    "--key-file",
                    key.toString());
        }
        String part = "observations/list=lab/run=2026-11-01/part-00001.parquet";
        assertThat(folder.resolve("one").resolve(part))
                .hasSameBinaryContentAs(folder.resolve("two").resolve(part));
    }
}
