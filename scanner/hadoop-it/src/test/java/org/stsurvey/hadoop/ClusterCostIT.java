package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.ContentSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What a scan on the cluster costs beside the same scan on one machine, and how far both are from what
/// SCALE.md predicts: printed, with the rows compared, for a list as long as
/// `-Dstsurvey.cluster.domains=200000` says.
@EnabledIfSystemProperty(named = "stsurvey.cluster.domains", matches = "\\d+")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ClusterCostIT {

    private static final int DOMAINS = Integer.getInteger("stsurvey.cluster.domains", 0);
    private static final int RATE = Integer.getInteger("stsurvey.cluster.rate", 10_000);
    /// So few that what they take is what a run on a cluster takes at the least: the archive made and unpacked,
    /// two jobs.
    private static final int FEW = 100;

    private static final int CHUNK = Math.max(100, Math.min(10_000, DOMAINS / 24));

    @TempDir
    private Path folder;

    /// What a scan took.
    private record Cost(double seconds, Map<String, Double> cpu, double domains, JsonNode status, long bytes) {

        double scanning() {
            return cpu.entrySet().stream()
                    .filter(kind -> !kind.getKey().equals("the lab"))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }

        double per(String counter) {
            return status.get(counter).asDouble() / domains;
        }
    }

    @Test
    void theSameListIsScannedHereAndThere() throws Exception {
        try (SmallCluster cluster = SmallCluster.start(folder.resolve("cluster"));
                Survey survey = Survey.begin(folder, cluster, DOMAINS, CHUNK)) {
            String[] rate = {"--dns-rate", Integer.toString(RATE)};
            Cost here = measured(survey, "local", DOMAINS, () -> survey.scanHere(rate));
            Cost fixed = there(survey, "fixed", FEW, "--limit", Integer.toString(FEW));
            Cost there = there(survey, "there", DOMAINS, rate);
            survey.requireAlike("there");
            print(System.out, here, fixed, there);
        }
    }

    private interface Scan {
        void run() throws Exception;
    }

    private Cost there(Survey survey, String name, int domains, String... more) throws Exception {
        return measured(survey, name, domains, () -> {
            Program.Ended ended = survey.program().end(name, survey.startThere(name, name, more));
            assertThat(ended.status()).as(ended.said()).isZero();
        });
    }

    private Cost measured(Survey survey, String name, int domains, Scan scan) throws Exception {
        long begun = System.nanoTime();
        try (CpuWatch watch = CpuWatch.start()) {
            scan.run();
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Cost(seconds, watch.used(), domains, status(survey, name), bytes(survey, name));
        }
    }

    private JsonNode status(Survey survey, String name) throws IOException {
        if (name.equals("local")) {
            return new ObjectMapper().readTree(survey.here("_status.json").toFile());
        }
        return new ObjectMapper().readTree(survey.read(name, "_status.json"));
    }

    private static long bytes(Survey survey, String name) throws IOException {
        if (name.equals("local")) {
            return 0;
        }
        ContentSummary all =
                survey.cluster().files().getContentSummary(new org.apache.hadoop.fs.Path(survey.runFolder(name)));
        return all.getLength();
    }

    private static void print(PrintStream out, Cost here, Cost fixed, Cost there) {
        out.printf("%n%,d domains, %,d queries a second in all, chunks of %,d%n", DOMAINS, RATE, CHUNK);
        out.printf("%-42s %10s %10s %10s%n", "", "here", "cluster", "of that few");
        out.printf("%-42s %10.1f %10.1f %10.1f%n", "wall seconds", here.seconds(), there.seconds(), fixed.seconds());
        there.cpu().keySet().stream()
                .sorted()
                .forEach(kind -> out.printf(
                        "%-42s %10.1f %10.1f %10.1f%n",
                        "CPU s, " + kind,
                        here.cpu().getOrDefault(kind, 0.0),
                        there.cpu().getOrDefault(kind, 0.0),
                        fixed.cpu().getOrDefault(kind, 0.0)));
        out.printf(
                "%-42s %10.1f %10.1f %10.1f%n",
                "CPU s, without the lab", here.scanning(), there.scanning(), fixed.scanning());
        out.printf("%n%-42s %10s %10s %10s%n", "prediction of SCALE.md, and what was", "predicted", "here", "cluster");
        row(out, "lookups a domain", 3.36, here.per("lookups"), there.per("lookups"));
        row(out, "fetches a domain", 0.0065, here.per("fetches"), there.per("fetches"));
        row(out, "bytes of the run a domain", 95, Double.NaN, there.bytes() / (double) DOMAINS);
        row(out, "wall seconds, queries / rate", DOMAINS * 3.44 / RATE, here.seconds(), there.seconds());
        row(out, "CPU s of scanning, 30 + 170 a million", 30 + 170e-6 * DOMAINS, here.scanning(), there.scanning());
    }

    private static void row(PrintStream out, String what, double predicted, double here, double there) {
        out.printf(
                "%-42s %10.4g %10.4g %10.4g   %+.0f %% %+.0f %%%n",
                what, predicted, here, there, (here / predicted - 1) * 100, (there / predicted - 1) * 100);
    }
}
