package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;

/// `scan --dry-run`: tells what would be done, and does none of it.
class DryRunTest {

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {}

    private Result dryRun(String resolver, Path list, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "scan",
                list.toString(),
                "--out",
                folder.resolve("data").toString(),
                "--list-name",
                "lab",
                "--run",
                "2026-12-01",
                "--allow-non-public",
                "--resolver",
                resolver,
                "--dry-run"));
        words.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Stsurvey.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    @Test
    void itTellsWhatWouldBeAskedAndSendsAndLeavesNothing() throws Exception {
        Path list = Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, 1_000).mapToObj(i -> "name" + i + ".example").toList());
        try (InventedResolver resolver = new InventedResolver(InventedResolver::good, Duration.ZERO)) {
            Result result = dryRun(resolver.address(), list, "--dns-rate", "10");
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("1,000 targets")
                    .contains("published shares", "7 policy fetches", "10 domains asked again")
                    .contains("time: about 5 min (DNS 5 min at 10 questions a second, as --dns-rate says")
                    .contains("the run would be new")
                    .containsPattern("TXT _mta-sts\\.name\\d+\\.example")
                    .contains("nothing was sent, and nothing is left");
            assertThat(result.out().lines().filter(line -> line.matches("  (TXT|MX ) .*")))
                    .hasSize(10);
            assertThat(resolver.asked()).isZero();
        }
        assertThat(folder).isDirectoryContaining("glob:**list.txt");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theFirstRequestsAreThoseThatAScanSendsFirst() throws Exception {
        Path list = Files.write(
                folder.resolve("list.txt"),
                IntStream.range(0, 200).mapToObj(i -> "name" + i + ".example").toList());
        String first = dryRun("127.0.0.1:1", list)
                .out()
                .lines()
                .filter(line -> line.startsWith("  MX"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("  MX +", "");
        Result again = dryRun("127.0.0.1:1", list, "--seed", "2");
        assertThat(again.out()
                        .lines()
                        .filter(line -> line.startsWith("  MX"))
                        .findFirst()
                        .orElseThrow())
                .as("the seed orders them")
                .doesNotEndWith(" " + first);
    }

    @Test
    void theLastRunOfTheDatasetIsWhatItReckonsBy() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(500))) {
            LabScan scan = new LabScan(folder, lab);
            assertThat(scan.run("2026-11-01", lab.dns()).status()).isZero();
            Result result = dryRun("127.0.0.1:1", folder.resolve("lab.csv"));
            assertThat(result.out()).contains("expected, by the run of 2026-11-01 of list lab:");
            assertThat(folder.resolve("data/observations/list=lab/run=2026-12-01"))
                    .doesNotExist();
        }
    }

    @Test
    void whatAScanWouldRefuseItRefusesToo() throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "example.com\n");
        assertThat(dryRun("127.0.0.1:1", list, "--concurrency", "0").status()).isEqualTo(2);
        assertThat(dryRun("127.0.0.1:1", folder.resolve("nobody")).status()).isEqualTo(3);
    }
}
