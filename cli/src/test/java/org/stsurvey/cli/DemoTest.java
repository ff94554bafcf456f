package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.judge.registry.DaneOutcome;
import picocli.CommandLine;

/// The whole chain over real sockets: a world with every scenario of the lab, scanned, compared, counted,
/// printed; and what was stored, judged anew.
class DemoTest {

    private static final String RUN = "observations/list=lab/run=2026-11-01";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    private static Result demo = new Result(-1, "", "");

    private record Result(int status, String out, String err) {}

    @BeforeAll
    static void runTheDemo() {
        demo = run("demo", "--domains", "2500", "--out", folder.toString(), "--progress", "none");
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private static Path scanned() {
        return folder.resolve("data").resolve(RUN);
    }

    @Test
    void everyRowOfAScannedLabSaysWhatIsTrue() throws Exception {
        assertThat(demo.err()).contains("2,500 of 2,500 rows agree with the lab's truth (100.00 %)");
        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("index.html");
        assertThat(Files.readString(folder.resolve("report").resolve("index.html")))
                .contains("<svg", "2,500")
                .doesNotContain("<script src", "http-equiv=\"refresh\"");
        assertThat(Files.readString(scanned().resolve("_manifest.json")))
                .contains("\"status\" : \"finished\"", "\"rows\" : 2500");
    }

    @Test
    void everyStateOfDaneIsMetAndJudgedAsTheLabSays() throws Exception {
        List<String> states = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckdb.createStatement()
                        .executeQuery("SELECT DISTINCT f.code FROM (SELECT unnest(findings) AS f FROM read_parquet('"
                                + scanned().resolve("part-*.parquet") + "')) WHERE f.code LIKE 'dane%' ORDER BY 1")) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        assertThat(states)
                .containsExactly(Stream.of(DaneOutcome.values())
                        .map(DaneOutcome::code)
                        .sorted()
                        .toArray(String[]::new));
        assertThat(Files.readString(scanned().resolve("_manifest.json")))
                .contains("\"ad_trusted\" : \"true\"", "\"companions\" : \"publishers\"");
        assertThat(Files.readString(folder.resolve("tables").resolve("dane_status.csv")))
                .contains("every MX secured", "TLSA records unusable")
                .doesNotContain("not measured");
    }

    @Test
    void judgedAnewByTheSameRulesTheRowsAreTheSameBytes(@TempDir Path data2) {
        Result rejudged = run("rejudge", scanned().toString(), "--out", data2.toString(), "--progress", "none");
        assertThat(rejudged.status()).as(rejudged.err()).isZero();
        assertThat(rejudged.out().lines().map(String::strip))
                .containsExactly("2,500 as before", "no outcome changed", "no deployment status changed");
        assertThat(data2.resolve(RUN).resolve("part-00000.parquet"))
                .hasSameBinaryContentAs(scanned().resolve("part-00000.parquet"));
    }

    @Test
    void judgedAnewByOtherRootsTheLabsCertificatesAreNotTrusted(@TempDir Path data2) throws Exception {
        Path roots = Files.writeString(
                data2.resolve("roots.pem"),
                TrustAnchors.jdkDefault().certificates().toPem());
        String[] command = {
            "rejudge",
            scanned().toString(),
            "--out",
            data2.toString(),
            "--ca-file",
            roots.toString(),
            "--progress",
            "none"
        };
        Result rejudged = run(command);
        assertThat(rejudged.status()).as(rejudged.err()).isZero();
        assertThat(rejudged.out())
                .containsPattern("\\d ok -> tls_cert_")
                .contains("valid_enforce -> policy_unreachable");
        assertThat(run(command).out()).as("kept in the manifest").isEqualTo(rejudged.out());
    }

    @Test
    void rootsThatTheRunWasNotJudgedByAreNotTakenForItsOwn(@TempDir Path data) throws Exception {
        Path copy = Files.createDirectories(data.resolve(RUN));
        Files.copy(scanned().resolve("_manifest.json"), copy.resolve("_manifest.json"));
        Files.writeString(
                copy.resolve("_roots.pem"),
                TrustAnchors.jdkDefault().certificates().toPem());
        Result refused =
                run("rejudge", copy.toString(), "--out", data.resolve("data2").toString());
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("_roots.pem", "not those that the run was judged by", "--ca-file");
    }

    @Test
    void aRunIsNotJudgedIntoItself() {
        Result refused = run(
                "rejudge", scanned().toString(), "--out", folder.resolve("data").toString());
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("into itself");
    }
}
