package org.stsurvey.aggregate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.Database;
import org.stsurvey.aggregate.DuckDb;
import org.stsurvey.aggregate.TableIndex;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// The same dataset, aggregated by DuckDB from a local disk and by Spark from a storage that only Hadoop's
/// client knows: the tables are the same, cell by cell.
class SparkTablesEqualThoseOfDuckDbTest {

    /// Sums of fractions may be added up in another order.
    private static final double RELATIVE = 1e-12;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TableIndex duckDb;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TableIndex spark;

    @BeforeAll
    static void aggregateTwice() throws Exception {
        SparkMonths.write(folder.resolve("data"));
        Path asn = Files.writeString(
                folder.resolve("asn.txt"),
                "192.0.2.0\t24\t64496\n198.51.100.0\t24\t64497\n198.51.100.2\t32\t64498_64499\n2001:db8::\t32\t64500\n");
        Path providers = Files.writeString(
                folder.resolve("ours.tsv"),
                "policy_host\tedge1.cdn.net\tEdge One\nmx\tbackup.mail.example\tBackup\nmx\tsmtp.google.com\tGmail\n");
        new Aggregation(new AggregationSettings(2, 512)
                        .with(Optional.of(providers), Optional.of(asn), Optional.empty(), Optional.empty())
                        .withRulebook(Outcomes.VERSION))
                .run(folder.resolve("data"), folder.resolve("by-duckdb"));
        SparkSession session = session();
        assertThat(SparkAggregate.run(
                        session,
                        "elsewhere:///data",
                        "--out=elsewhere:///by-spark",
                        "--providers=" + providers,
                        "--asn-db=" + asn,
                        "--tables-at-once=2"))
                .isZero();
        duckDb = TableIndex.read(folder.resolve("by-duckdb"));
        spark = TableIndex.read(folder.resolve("by-spark"));
    }

    /// What Spark compiles for each query costs more than it saves on a few rows.
    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.catalogImplementation", "in-memory")
                .config("spark.hadoop.fs.elsewhere.impl", ElsewhereFileSystem.class.getName())
                .config(
                        "spark.hadoop.fs.AbstractFileSystem.elsewhere.impl",
                        ElsewhereFileSystem.Context.class.getName())
                .config("spark.hadoop.elsewhere.root", folder.toString())
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        SparkSession.active().stop();
    }

    @Test
    void theIndexIsTheSame() {
        assertThat(spark).isEqualTo(duckDb);
    }

    @Test
    void everyTableHasRowsToCompare() {
        assertThat(duckDb.tables())
                .hasSizeGreaterThan(45)
                .allSatisfy(table -> assertThat(table.rows()).as(table.name()).isPositive());
    }

    @Test
    void everyCellIsTheSameInCsv() throws Exception {
        for (TableIndex.Table table : duckDb.tables()) {
            List<String> expected =
                    Files.readAllLines(folder.resolve("by-duckdb").resolve(table.csv()));
            List<String> found = Files.readAllLines(folder.resolve("by-spark").resolve(table.csv()));
            assertThat(found).as(table.name()).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                if (!found.get(i).equals(expected.get(i))) {
                    // Fields with a comma stand in quotes; numbers have none, and words must not differ at all.
                    equal(
                            table.name(),
                            List.of(expected.get(i).split(",", -1)),
                            List.of(found.get(i).split(",", -1)));
                }
            }
        }
    }

    @Test
    void everyCellIsTheSameInParquet() throws Exception {
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), folder.resolve("spill"))) {
            for (TableIndex.Table table : duckDb.tables()) {
                List<List<String>> expected =
                        parquet(database, folder.resolve("by-duckdb").resolve(table.parquet()));
                List<List<String>> found =
                        parquet(database, folder.resolve("by-spark").resolve(table.parquet()));
                assertThat(found).as(table.name()).hasSameSizeAs(expected);
                for (int i = 0; i < found.size(); i++) {
                    equal(table.name(), expected.get(i), found.get(i));
                }
            }
        }
    }

    @Test
    void theFrozenEntitiesAreTheSame() {
        assertThat(folder.resolve("by-spark/entities.tsv"))
                .hasSameTextualContentAs(folder.resolve("by-duckdb/entities.tsv"));
    }

    @Test
    void nothingOfTheWorkIsLeftBehind() throws Exception {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "asn.txt", "ours.tsv", "by-duckdb", "by-spark");
        }
        assertThat(folder.resolve("by-spark/_tmp-spill")).doesNotExist();
    }

    private static void equal(String table, List<String> expected, List<String> found) {
        assertThat(found).as(table).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(expected.get(i))) {
                double number = Double.parseDouble(expected.get(i));
                assertThat(Double.parseDouble(found.get(i)))
                        .as("%s: %s", table, expected)
                        .isCloseTo(number, org.assertj.core.data.Offset.offset(Math.abs(number) * RELATIVE));
            }
        }
    }

    private static List<List<String>> parquet(DuckDb database, Path file) throws Exception {
        return database.query("SELECT * FROM read_parquet(" + Database.literal(file.toString()) + ")", rows -> {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(cells(rows));
            }
            return all;
        });
    }

    private static List<String> cells(ResultSet row) throws java.sql.SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(
                    row.getMetaData().getColumnName(i) + " " + row.getMetaData().getColumnTypeName(i));
            cells.add(String.valueOf(row.getObject(i)));
        }
        return cells;
    }
}
