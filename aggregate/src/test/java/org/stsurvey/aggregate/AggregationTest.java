package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregationTest {

    @TempDir
    Path folder;

    @Test
    void writesEveryTable() throws Exception {
        Path keep = Path.of(System.getProperty("sample.out", folder.toString()));
        try (var sample = new SampleDataset(keep.resolve("data"))) {
            sample.draw(20_000, "a", true, 0.9)
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 20_000));
            sample.draw(20_000, "a", true, 1.0)
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 20_000));
        }
        AggregationResult result =
                new Aggregation(AggregationSettings.defaults()).run(keep.resolve("data"), keep.resolve("tables"));
        assertThat(result.tableCount()).isEqualTo(22);
    }
}
