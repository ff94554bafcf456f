package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.Database;
import org.stsurvey.aggregate.DuckDb;
import org.stsurvey.reports.Report;
import picocli.CommandLine;

/// Six months of a changing world, scanned over real sockets: the tables over runs say, cell by cell, what the
/// lab did.
class DemoMonthsTest {

    private static final int MONTHS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    private static Result demo = new Result(-1, "");

    private record Result(int status, String err) {}

    @BeforeAll
    static void runTheDemo() {
        demo = run("--months", Integer.toString(MONTHS), "--domains", "600", "--out", folder.toString());
    }

    private static Result run(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--progress", "none"));
        arguments.addAll(List.of(more));
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments.toArray(String[]::new)), err.toString());
    }

    private static Path tables() {
        return folder.resolve("tables");
    }

    private static List<DemoMonth> months() {
        return IntStream.range(0, MONTHS)
                .mapToObj(month -> new DemoMonth(folder, month, MONTHS))
                .toList();
    }

    @Test
    void everyRowAndEveryCellIsWhatTheLabDid() throws Exception {
        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.err().lines().filter(line -> line.contains("rows agree with the lab's truth (100.00 %)")))
                .hasSize(MONTHS);
        TrendCheck check = TrendCheck.of(months(), tables());
        assertThat(check.examples()).isEmpty();
        assertThat(check.agrees()).isTrue();
        assertThat(check.cells()).isGreaterThan(400);
    }

    /// So that the comparison is one that can fail.
    @Test
    void aCellThatIsWrongIsSeen(@TempDir Path copy) throws Exception {
        new TrendTables(tables())
                .copyTo(copy, "trends", "domains = domains + CASE WHEN code = 'trend_mode_up' THEN 1 ELSE 0 END");
        TrendCheck check = TrendCheck.of(months(), copy);
        assertThat(check.agrees()).isFalse();
        assertThat(check.examples()).isNotEmpty().allMatch(example -> example.contains("trend_mode_up"));
    }

    @Test
    void everyTransitionOfTheStoriesIsInTheTables() throws Exception {
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), folder.resolve("_tmp-spill"))) {
            long codes = database.count("SELECT count(DISTINCT code) FROM read_parquet("
                    + Database.literal(tables().resolve("trends.parquet").toString()) + ") WHERE domains > 0");
            assertThat(codes).isGreaterThanOrEqualTo(20);
            assertThat(database.count("SELECT count(*) FROM read_parquet("
                            + Database.literal(
                                    tables().resolve("method_changes.parquet").toString())
                            + ") WHERE component LIKE 'roots%' AND run = '2026-09-01'"))
                    .isPositive();
        }
    }

    @Test
    void theReportMarksWhereTheRootsChanged() throws Exception {
        assertThat(Files.readString(folder.resolve("report/index.html")))
                .contains("The method changed before 2026-09-01: trusted roots.", "class=\"c-break\"");
    }

    @Test
    void theSameTablesGiveTheSameReport(@TempDir Path again) throws Exception {
        new Report().write(tables(), again.resolve("report"));
        assertThat(again.resolve("report/SHA256SUMS")).hasSameBinaryContentAs(folder.resolve("report/SHA256SUMS"));
    }

    @Test
    void aFolderOfSomethingElseIsNotCleared(@TempDir Path mine) throws Exception {
        Files.writeString(mine.resolve("thesis.tex"), "text");
        Result refused = run("--domains", "10", "--out", mine.toString());
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("holds no folder lab");
        assertThat(mine.resolve("thesis.tex")).hasContent("text");
    }

    @Test
    void monthsBeyondThreeYearsAreRefused() {
        assertThat(run("--months", "37").status()).isEqualTo(2);
        assertThat(run("--months", "0").err()).contains("--months 0 is not within 1 to 36");
    }

    /// Tables copied with one of them changed.
    private record TrendTables(Path tables) {
        void copyTo(Path copy, String changed, String replacement) throws Exception {
            for (String table : List.of(
                    "adoption_trend", "flows", "list_churn", "change_split", "testing_streaks", "survival", "trends")) {
                Files.copy(tables.resolve(table + ".parquet"), copy.resolve(table + ".parquet"));
            }
            String column = replacement.substring(0, replacement.indexOf(' '));
            String value = replacement.substring(replacement.indexOf('=') + 1);
            Path file = copy.resolve(changed + ".parquet");
            try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), copy.resolve("_tmp-spill"))) {
                database.execute("CREATE TABLE other AS SELECT * REPLACE (" + value + " AS " + column
                        + ") FROM read_parquet(" + Database.literal(file.toString()) + ")");
                database.execute("COPY other TO " + Database.literal(file.toString()) + " (FORMAT parquet)");
            }
        }
    }
}
