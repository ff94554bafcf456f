package org.stsurvey.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.SampleDataset;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void writesAFolder() throws Exception {
        Path keep = Path.of(System.getProperty("sample.out", folder.toString()));
        try (var sample = new SampleDataset(keep.resolve("data"))) {
            sample.draw(20_000, "a", true, 0.9)
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 20_000));
            sample.draw(20_000, "a", true, 1.0)
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 20_000));
        }
        new Aggregation(AggregationSettings.defaults()).run(keep.resolve("data"), keep.resolve("tables"));
        new Report().write(keep.resolve("tables"), keep.resolve("report"));
        assertThat(keep.resolve("report/index.html")).exists();
    }
}
