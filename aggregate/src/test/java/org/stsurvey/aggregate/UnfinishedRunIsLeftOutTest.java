package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRunIsLeftOutTest {

    private static void run(Path data, String date, String manifest) throws IOException {
        Path run = Files.createDirectories(data.resolve("observations/list=test/run=" + date));
        Files.writeString(run.resolve("part-00000.parquet"), "");
        Files.writeString(run.resolve("_outcomes.parquet"), "");
        Files.writeString(run.resolve("_manifest.json"), manifest);
    }

    @Test
    void aStoppedScanIsNamedAndNotCounted(@TempDir Path data) throws IOException {
        run(data, "2026-10-01", "{\"status\" : \"finished\"}");
        run(data, "2026-11-01", "{\"status\" : \"stopped\"}");
        run(data, "2026-12-01", "{\"status\" : \"running\"}");
        Dataset dataset = Dataset.find(data);
        assertThat(dataset.runs()).hasSize(1);
        assertThat(dataset.skipped())
                .hasSize(2)
                .anyMatch(reason -> reason.contains("run=2026-11-01") && reason.contains("status stopped"))
                .anyMatch(reason -> reason.contains("run=2026-12-01") && reason.contains("status running"));
    }

    @Test
    void nothingButAStoppedScanIsNoDataset(@TempDir Path data) throws IOException {
        run(data, "2026-11-01", "{\"status\" : \"stopped\"}");
        assertThatThrownBy(() -> Dataset.find(data))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("status stopped");
    }
}
