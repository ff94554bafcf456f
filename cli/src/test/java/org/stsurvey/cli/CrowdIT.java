package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;

/// Whole scans of many domains at once: each is told what it would be told alone, and over a network that loses
/// packets.
///
/// `-Dstsurvey.crowd=10000` makes the crowd as large as a chunk.
class CrowdIT {

    private static final String DAY = "2026-11-01";
    private static final int CROWD = Integer.getInteger("stsurvey.crowd", 3_000);

    @TempDir
    private Path folder;

    /// A scan over a path that loses so many packets in each direction.
    private record Lossy(double loss, double mostUnknown, Lab lab, LabScan scan, Process process)
            implements AutoCloseable {

        static Lossy start(Path folder, double loss, double mostUnknown) throws IOException {
            Lab lab = Lab.start(LabSettings.generated(CROWD).withLoss(loss));
            LabScan scan = new LabScan(Files.createDirectories(folder.resolve("loss-" + loss)), lab);
            return new Lossy(loss, mostUnknown, lab, scan, scan.start(DAY, lab.dns()));
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            lab.close();
        }
    }

    @Test
    void lossMakesNobodyAbsentAndHardlyAnybodyUnknown() throws Exception {
        try (Lossy little = Lossy.start(folder, 0.01, 0.001);
                Lossy more = Lossy.start(folder, 0.05, 0.001);
                Lossy much = Lossy.start(folder, 0.2, 0.01)) {
            for (Lossy lossy : List.of(little, more, much)) {
                assertThat(lossy.process().waitFor(9, TimeUnit.MINUTES)).isTrue();
                assertThat(lossy.process().exitValue()).as(lossy.scan().err()).isZero();
                String both = "SELECT domain FROM " + lossy.scan().truthTable() + " t JOIN "
                        + lossy.scan().rowTable(DAY) + " s USING (domain) WHERE ";
                assertThat(LabScan.names(both + "true")).hasSize(CROWD);
                assertThat(LabScan.names(both + "t.deployment_status NOT IN ('absent', 'indeterminate')"
                                + " AND s.deployment_status = 'absent'"))
                        .isEmpty();
                assertThat(LabScan.names(both + "t.deployment_status <> 'indeterminate'"
                                + " AND s.deployment_status = 'indeterminate'"))
                        .hasSizeLessThanOrEqualTo((int) Math.ceil(lossy.mostUnknown() * CROWD));
            }
        }
    }

    /// Without those whose name servers do not answer: one after the other they would take the test hours.
    @Test
    void aCrowdIsToldTheSameAsEachOfItAlone() throws Exception {
        try (Lab lab = Lab.start(LabSettings.generated(CROWD))) {
            LabScan scan = new LabScan(folder, lab);
            Set<String> unknown = LabScan.names(
                    "SELECT domain FROM " + scan.truthTable() + " WHERE deployment_status = 'indeterminate'");
            Path list = folder.resolve("lab.csv");
            Files.write(
                    list,
                    Files.readAllLines(list).stream()
                            .filter(line -> !unknown.contains(line.substring(line.indexOf(',') + 1)))
                            .toList());
            assertThat(scan.run("2026-11-01", lab.dns()).status()).isZero();
            assertThat(scan.run("2026-11-02", lab.dns(), "--concurrency", "1").status())
                    .isZero();
            String verdicts = "SELECT domain, outcome, list_transform(findings, lambda f: f.code) AS codes FROM ";
            String crowd = verdicts + scan.rowTable("2026-11-01");
            String alone = verdicts + scan.rowTable("2026-11-02");
            assertThat(LabScan.names(crowd + " INTERSECT " + alone)).hasSize(CROWD - unknown.size());
        }
    }
}
