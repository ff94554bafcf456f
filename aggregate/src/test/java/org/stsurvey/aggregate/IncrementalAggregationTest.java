package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that has not changed is not read again, and the tables are the same bytes as if it had been.
class IncrementalAggregationTest {

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path tables = Path.of("");

    @BeforeEach
    void threeMonths() throws Exception {
        data = folder.resolve("data");
        tables = folder.resolve("tables");
        for (String run : List.of("2026-08-01", "2026-09-01", "2026-10-01")) {
            month(run, run);
        }
    }

    private void month(String run, String seed, String... changes) throws Exception {
        try (var sample = new SampleDataset(data)) {
            sample.draw(400, seed, true, 30).change("UPDATE sample SET domain = 'domain' || ordinal || '.com'");
            for (String change : changes) {
                sample.change(change);
            }
            sample.write("tranco", run, SampleDataset.manifest("tranco", run, 400));
        }
    }

    private List<Boolean> aggregate(Path out, AggregationSettings settings) throws IOException {
        return new Aggregation(settings)
                .run(data, out).runs().stream()
                        .map(AggregationResult.Run::reused)
                        .toList();
    }

    private List<Boolean> aggregate() throws IOException {
        return aggregate(tables, new AggregationSettings(2, 512));
    }

    private static Map<String, String> published(Path tables) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(tables)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = tables.relativize(file).toString();
                if (!name.startsWith(RunExtracts.FOLDER)) {
                    files.put(name, Arrays.toString(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    private void assertTablesAreAsIfMadeAnew() throws IOException {
        Path anew = folder.resolve("anew");
        assertThat(aggregate(anew, new AggregationSettings(1, 512))).doesNotContain(true);
        assertThat(published(tables)).isEqualTo(published(anew));
    }

    @Test
    void unchangedRunsAreTakenOverAndANewOneIsAdded() throws Exception {
        assertThat(aggregate()).containsExactly(false, false, false);
        Map<String, String> before = published(tables);
        assertThat(aggregate()).containsExactly(true, true, true);
        assertThat(published(tables)).isEqualTo(before);

        month("2026-11-01", "later");
        assertThat(aggregate()).containsExactly(true, true, true, false);
        assertTablesAreAsIfMadeAnew();
    }

    @Test
    void runThatWasJudgedAnewIsReadAgainAndSoAreThoseAfterIt() throws Exception {
        aggregate();
        month("2026-09-01", "other rules");
        assertThat(aggregate()).containsExactly(true, false, false);
        assertTablesAreAsIfMadeAnew();
    }

    @Test
    void partThatWasReplacedWithoutItsManifestIsNoticed() throws Exception {
        aggregate();
        Path run = data.resolve("observations/list=tranco/run=2026-10-01");
        String manifest = Files.readString(run.resolve("_manifest.json"));
        month("2026-10-01", "other world");
        Files.writeString(run.resolve("_manifest.json"), manifest);
        assertThat(aggregate()).containsExactly(true, true, false);
        assertTablesAreAsIfMadeAnew();
    }

    @Test
    void runThatIsGoneLeavesNothingBehind() throws Exception {
        aggregate();
        Path run = data.resolve("observations/list=tranco/run=2026-08-01");
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(run);
        // What is frozen stays, so the comparison with tables made anew needs the same file.
        Path entities = Files.copy(tables.resolve(EntityClasses.FILE), folder.resolve("frozen.tsv"));
        assertThat(aggregate()).containsExactly(false, false);
        assertThat(tables.resolve(RunExtracts.FOLDER).resolve("tranco/2026-08-01"))
                .doesNotExist();
        Path anew = folder.resolve("anew");
        aggregate(
                anew,
                new AggregationSettings(2, 512)
                        .with(Optional.empty(), Optional.empty(), Optional.of(entities), Optional.empty()));
        assertThat(published(tables)).isEqualTo(published(anew));
    }

    @Test
    void otherProviderRulesReadAllRunsAgain() throws Exception {
        aggregate();
        Path rules = Files.writeString(folder.resolve("rules.tsv"), "mx\tmail.example\tBackup\n");
        var settings = new AggregationSettings(2, 512)
                .with(Optional.of(rules), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(aggregate(tables, settings)).containsExactly(false, false, false);
        assertThat(aggregate(tables, settings)).containsExactly(true, true, true);
        Files.writeString(rules, "mx\tmail.example\tAnother name\n");
        assertThat(aggregate(tables, settings)).containsExactly(false, false, false);
    }

    @Test
    void damagedCacheIsMadeAnew() throws Exception {
        aggregate();
        Map<String, String> before = published(tables);
        Files.delete(tables.resolve(RunExtracts.FOLDER).resolve("tranco/2026-09-01/moves.parquet"));
        assertThat(aggregate()).containsExactly(true, false, true);
        assertThat(published(tables)).isEqualTo(before);
    }
}
