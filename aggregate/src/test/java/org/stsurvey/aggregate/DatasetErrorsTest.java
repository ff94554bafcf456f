package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every message names the thing, the value, the rule and the next step.
class DatasetErrorsTest {

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private AggregationResult aggregate() throws Exception {
        return new Aggregation(new AggregationSettings(2, 512)).run(data(), folder.resolve("tables"));
    }

    private Path write(String run, String manifest) throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(100, "a", true, 10).write("tranco", run, manifest);
            return sample.folder("tranco", run);
        }
    }

    @Test
    void folderWithoutObservations() {
        assertThatThrownBy(this::aggregate)
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessage(
                        "data folder " + data() + " has no folder observations/: a dataset is laid out as"
                                + " observations/list=<list>/run=<YYYY-MM-DD>/; give the folder that `stsurvey scan --out` wrote to");
    }

    @Test
    void unfinishedRunIsLeftOutAndNamed() throws Exception {
        write("2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 100));
        Path unfinished = write("2026-11-01", "{}");
        Files.delete(unfinished.resolve("_manifest.json"));
        AggregationResult result = aggregate();
        assertThat(result.runs()).containsExactly(new AggregationResult.Run("tranco", "2026-10-01", 100, false));
        assertThat(result.skipped()).containsExactly(unfinished + ": no _manifest.json; the scan has not finished");
    }

    @Test
    void datasetOfUnfinishedRunsOnly() throws Exception {
        Path unfinished = write("2026-11-01", "{}");
        Files.delete(unfinished.resolve("part-00000.parquet"));
        Files.delete(unfinished.resolve("part-00001.parquet"));
        assertThatThrownBy(this::aggregate)
                .hasMessage(
                        "data folder " + data() + " has no finished run under observations/list=*/run=*/ (" + unfinished
                                + ": no published part; the scan has not finished); finish one with `stsurvey scan`, which resumes where"
                                + " it stopped");
    }

    @Test
    void lostPartIsNoSmallerNumber() throws Exception {
        Path run = write("2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 100));
        Files.delete(run.resolve("part-00001.parquet"));
        assertThatThrownBy(this::aggregate)
                .hasMessage("run " + run
                        + " holds 50 rows, its manifest says 100: a part is missing or foreign; restore the folder"
                        + " or scan again");
    }

    @Test
    void manifestMayLackEverything() throws Exception {
        write("2026-11-01", "{}");
        assertThat(aggregate().runs()).hasSize(1);
        assertThat(Recount.table(folder.resolve("tables"), "funnel"))
                .noneMatch(row -> "lines read".equals(row.get("step")))
                .anyMatch(row -> "targets".equals(row.get("step")));
    }

    @Test
    void manifestThatIsNoJson() throws Exception {
        Path run = write("2026-11-01", "not json");
        assertThatThrownBy(this::aggregate)
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageStartingWith("manifest " + run.resolve("_manifest.json") + " is not JSON (")
                .hasMessageEndingWith("restore it from a copy or scan again");
    }

    @Test
    void folderNameThatIsNoDate() throws Exception {
        Path run = write("2026-11-01", "{}");
        Files.move(run, run.resolveSibling("run=november"));
        assertThatThrownBy(this::aggregate)
                .hasMessage("folder " + run.resolveSibling("run=november")
                        + " does not match run=(\\d{4}-\\d{2}-\\d{2}), which"
                        + " names of list and run folders must; rename it or move it out of the dataset");
    }

    @Test
    void partWithoutTheColumns() throws Exception {
        try (var sample = new SampleDataset(data())) {
            sample.draw(10, "a", true, 10)
                    .change("ALTER TABLE sample DROP COLUMN outcome")
                    .write("tranco", "2026-11-01", "{}");
        }
        assertThatThrownBy(this::aggregate)
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("outcome")
                .hasMessageEndingWith("its parts must have the columns of the dataset's schema (`stsurvey schema`)");
    }
}
