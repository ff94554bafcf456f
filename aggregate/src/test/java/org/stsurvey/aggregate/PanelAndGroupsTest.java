package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Domains of the panel are in no rate of the list, domains in groups are counted by group, and the panel is
/// whoever ever published.
class PanelAndGroupsTest {

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void panelRowsAreOutsideOfTheListsRates() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(400, "panel", true, 30)
                    .change("ALTER TABLE sample ADD COLUMN panel BOOLEAN")
                    .change("UPDATE sample SET panel = ordinal >= 300")
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 400));
        }
        aggregate();

        assertThat(table("headline")).isNotEmpty().allSatisfy(row -> {
            if ("D1".equals(row.get("denominator"))) {
                assertThat(row).containsEntry("of_domains", "300");
            }
        });
        assertThat(table("groups")).as("the run has no labels").isEmpty();
        assertThat(table("source_lists")).as("the run has one list").isEmpty();
    }

    @Test
    void runsOfBeforeThePanelStandBesideLaterOnes() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(200, "old", true, 30)
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 200))
                    .draw(200, "new", true, 30)
                    .change("ALTER TABLE sample ADD COLUMN panel BOOLEAN DEFAULT false")
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 200));
        }
        aggregate();

        assertThat(table("headline"))
                .filteredOn(row -> "D1".equals(row.get("denominator")))
                .allSatisfy(row -> assertThat(row).containsEntry("of_domains", "200"));
    }

    @Test
    void partsOfTwoSchemasMakeOneRun() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(200, "mixed", true, 30)
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 200))
                    .change("ALTER TABLE sample ADD COLUMN panel BOOLEAN DEFAULT true")
                    .change("COPY (SELECT * FROM sample WHERE ordinal % 2 = 1 ORDER BY ordinal) TO '"
                            + sample.folder("tranco", "2026-11-01").resolve("part-00001.parquet")
                            + "' (FORMAT parquet)");
        }
        aggregate();
        assertThat(table("headline"))
                .filteredOn(row -> "D1".equals(row.get("denominator")))
                .as("the second part is all panel")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("of_domains", "100"));
    }

    @Test
    void aDomainCountsInEachOfItsGroupsAndOthersUnderNone() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(400, "groups", true, 30)
                    .change("ALTER TABLE sample ADD COLUMN groups VARCHAR[]")
                    .change("UPDATE sample SET groups = CASE WHEN ordinal % 4 = 0 THEN ['bank', 'uk']"
                            + " WHEN ordinal % 4 = 1 THEN ['uk'] ELSE [] END")
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 400));
        }
        aggregate();

        List<Map<String, String>> rows = table("groups");
        assertThat(rows)
                .extracting(row -> row.get("domain_group") + " " + row.get("of_domains"))
                .containsExactlyInAnyOrder("bank 100", "uk 200", " 200");
        long published = Recount.domains(data().resolve("observations/list=tranco/run=2026-11-01")).stream()
                .filter(domain -> domain.in("N1"))
                .count();
        assertThat(sum(rows, "published") - published)
                .as("those in two groups count twice")
                .isEqualTo(published(rows, "bank"));
    }

    @Test
    void aDomainCountsInEachListThatNamesIt() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(3_000, "lists", true, 30)
                    .change("ALTER TABLE sample ADD COLUMN lists STRUCT(list VARCHAR, rank BIGINT)[]")
                    .change("UPDATE sample SET lists = CASE WHEN ordinal % 3 = 0"
                            + " THEN [{'list': 'a', 'rank': ordinal + 1}]"
                            + " WHEN ordinal % 3 = 1 THEN [{'list': 'a', 'rank': ordinal + 1}, {'list': 'b', 'rank': NULL}]"
                            + " ELSE [{'list': 'b', 'rank': NULL}] END")
                    .write("both", "2026-11-01", SampleDataset.manifest("both", "2026-11-01", 3_000));
        }
        aggregate();

        List<Map<String, String>> rows = table("source_lists");
        assertThat(rows)
                .extracting(row -> row.get("source") + ": " + row.get("of_domains"))
                .containsExactly("a: 2000", "b: 2000");
        Path run = data().resolve("observations/list=both/run=2026-11-01");
        long published =
                Recount.domains(run).stream().filter(domain -> domain.in("N1")).count();
        assertThat(sum(rows, "published"))
                .as("who is in both lists counts twice")
                .isBetween(published, 2 * published);
    }

    @Test
    void everybodyWhoEverPublishedIsOnThePanelOnce() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(300, "october", true, 60)
                    .change("UPDATE sample SET published = ordinal < 3")
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 300));
            List<String> october = EverPublished.in(data());
            assertThat(october).hasSize(3).isSorted();

            sample.draw(300, "october", true, 60)
                    .change("UPDATE sample SET published = ordinal IN (2, 3)")
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 300));
            Files.delete(data().resolve("observations/list=tranco/run=2026-11-01/_manifest.json"));
            assertThat(EverPublished.in(data()))
                    .as("an unfinished run counts too, and nobody twice")
                    .hasSize(4)
                    .containsAll(october)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aDatasetWithoutARunHasNobodyOnItsPanel() throws Exception {
        assertThat(EverPublished.in(Files.createDirectories(data()))).isEmpty();
    }

    @Test
    void aDamagedPartIsNamed() throws Exception {
        Path run = Files.createDirectories(data().resolve("observations/list=a/run=2026-10-01"));
        Files.writeString(run.resolve("part-00000.parquet"), "PAR1 nothing that makes sense PAR1");
        assertThatThrownBy(() -> EverPublished.in(data()))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageStartingWith("dataset " + data() + " cannot be read for the panel: ")
                .hasMessageContaining("part-00000.parquet");
    }

    private void aggregate() throws Exception {
        new Aggregation(AggregationSettings.defaults()).run(data(), folder.resolve("tables"));
    }

    private List<Map<String, String>> table(String name) throws Exception {
        return Recount.table(folder.resolve("tables"), name);
    }

    private static long sum(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .mapToLong(row -> Long.parseLong(row.getOrDefault(column, "")))
                .sum();
    }

    private static long published(List<Map<String, String>> rows, String group) {
        return sum(
                rows.stream()
                        .filter(row -> group.equals(row.get("domain_group")))
                        .toList(),
                "published");
    }
}
