package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregationOutputTest {

    private static final String RUN = "2026-11-01";

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path tables = Path.of("");

    @BeforeEach
    void folders() {
        data = folder.resolve("da'ta [1]");
        tables = folder.resolve("tables");
    }

    private void sample(String... changes) throws Exception {
        try (var sample = new SampleDataset(data)) {
            sample.draw(600, "a", true, 10);
            for (String change : changes) {
                sample.change(change);
            }
            sample.write("tranco", RUN, SampleDataset.manifest("tranco", RUN, 600));
        }
    }

    private AggregationResult aggregate(int threads) throws IOException {
        return new Aggregation(new AggregationSettings(threads, 512)).run(data, tables);
    }

    private Map<String, String> bytes() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(tables)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(tables.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void sameDatasetGivesTheSameBytesWhateverTheThreads() throws Exception {
        sample();
        aggregate(1);
        Map<String, String> once = bytes();
        aggregate(4);
        assertThat(bytes())
                .isEqualTo(once)
                .containsKeys("headline.csv", "headline.parquet", "_tables.json", "sql/definitions.sql");
    }

    @Test
    void indexNamesEveryTableItsColumnsAndItsRuns() throws Exception {
        sample();
        AggregationResult result = aggregate(2);
        TableIndex index = TableIndex.read(tables);
        assertThat(index.tables()).hasSize(result.tableCount()).allSatisfy(table -> {
            assertThat(tables.resolve(table.csv())).exists();
            assertThat(tables.resolve(table.parquet())).exists();
            assertThat(tables.resolve(table.sql())).exists();
            // No column is explained that is not there; the writer refuses one that is there and not explained.
            assertThat(TableScript.load(table.name()).columns().keySet())
                    .containsExactlyElementsOf(table.columns().stream()
                            .map(TableIndex.Column::name)
                            .toList());
        });
        assertThat(index.runs()).singleElement().satisfies(run -> {
            assertThat(run.rows()).isEqualTo(600);
            assertThat(tables.resolve(run.manifest()))
                    .hasSameBinaryContentAs(data.resolve("observations/list=tranco/run=" + RUN + "/_manifest.json"));
        });
        assertThat(index.numerators())
                .extracting(TableIndex.Term::code)
                .containsExactly("N1", "N2", "N3", "N4", "N5", "N6");
        assertThat(index.denominators()).extracting(TableIndex.Term::code).containsExactly("D1", "D2", "D3", "D4");
    }

    @Test
    void nothingTemporaryIsLeftBehind() throws Exception {
        sample();
        aggregate(2);
        assertThat(folder).isDirectoryNotContaining("glob:**/_tmp*");
        assertThat(tables).isDirectoryNotContaining("glob:**/_tmp*");
    }

    @Test
    void failureKeepsTheOldTables() throws Exception {
        sample();
        aggregate(2);
        Map<String, String> old = bytes();
        Path part = data.resolve("observations/list=tranco/run=" + RUN + "/part-00000.parquet");
        Files.writeString(part, "no Parquet");
        assertThatThrownBy(() -> aggregate(2)).isInstanceOf(UnusableDatasetException.class);
        assertThat(bytes()).isEqualTo(old);
        assertThat(folder).isDirectoryNotContaining("glob:**/_tmp*");
    }

    @Test
    void folderOfSomethingElseIsNotReplaced() throws Exception {
        sample();
        Files.createDirectories(tables);
        Files.writeString(tables.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> aggregate(2))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessage("output folder " + tables
                        + " is not empty and holds no _tables.json, so it is not an earlier output"
                        + " to be replaced; choose a new or empty folder");
        assertThat(tables.resolve("thesis.tex")).exists();
    }

    @Test
    void listWithoutRanksHasOneBucket() throws Exception {
        sample("UPDATE sample SET rank = NULL");
        aggregate(2);
        assertThat(Recount.table(tables, "rank_buckets").stream()
                        .map(row -> row.get("bucket"))
                        .distinct())
                .containsExactly("all");
    }

    @Test
    void listWithoutPublishersHasSharesOfZero() throws Exception {
        try (var sample = new SampleDataset(data)) {
            sample.draw(600, "a", true, 0).write("tranco", RUN, SampleDataset.manifest("tranco", RUN, 600));
        }
        aggregate(2);
        assertThat(Recount.table(tables, "headline"))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("domains", "0")
                        .containsEntry("share", "0.0")
                        .containsEntry("wilson_low", "0.0"));
        assertThat(Recount.table(tables, "failures_primary")).isEmpty();
        assertThat(Recount.table(tables, "modes"))
                .allSatisfy(
                        row -> assertThat(row).containsEntry("of_domains", "0").containsEntry("share", ""));
    }

    @Test
    void runsOfAnOlderSchemaHaveNullsWhereTheyLackAColumn() throws Exception {
        try (var sample = new SampleDataset(data)) {
            sample.draw(300, "a", true, 10)
                    .change("ALTER TABLE sample DROP COLUMN mx_provider")
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 300));
        }
        sample();
        aggregate(2);
        assertThat(Recount.table(tables, "mx_providers").stream()
                        .filter(row -> "2026-10-01".equals(row.get("run")))
                        .map(row -> row.get("provider")))
                .containsExactly("not recognised");
    }

    @Test
    void spreadsheetFormulasAreDefusedInCsvAndKeptInParquet() throws Exception {
        String formula = "=cmd()|' /C calc'!A0";
        sample("UPDATE sample SET certificate = struct_update(certificate, issuer := '" + formula.replace("'", "''")
                + "') WHERE certificate IS NOT NULL");
        aggregate(2);
        assertThat(Files.readString(tables.resolve("certificate_issuers.csv"))).contains(",'" + formula + ",");
        assertThat(Recount.table(tables, "certificate_issuers"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("issuer", formula));
    }
}
