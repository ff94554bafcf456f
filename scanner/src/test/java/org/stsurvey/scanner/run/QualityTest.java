package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.dataset.RunCheck;

/// A run is compared with those before it, not with a number.
class QualityTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path list;

    private void earlier(String run, long indeterminate, String status) throws Exception {
        Path folder = Files.createDirectories(list.resolve("run=" + run));
        Files.writeString(
                folder.resolve("_manifest.json"), """
                {"manifest_version": 1, "run": "%s", "status": "%s", "chunk_size": 10, "seed": 1, "rows": 1000,
                 "schema_version": 1, "deployment_status": {"absent": %d, "indeterminate": %d}}
                """.formatted(run, status, 1000 - indeterminate, indeterminate));
    }

    private Quality of(long indeterminate, NetworkHealth.Sample... samples) throws Exception {
        return of(check(indeterminate, new TreeMap<>()), samples);
    }

    private Quality of(RunCheck check, NetworkHealth.Sample... samples) throws Exception {
        return Quality.of(
                Files.createDirectories(list.resolve("run=2026-11-01")), "2026-11-01", check, List.of(samples));
    }

    private static RunCheck check(long indeterminate, SortedMap<String, Long> excluded) {
        return new RunCheck(
                1_000, new TreeMap<>(), new TreeMap<>(Map.of("indeterminate", indeterminate)), excluded, List.of());
    }

    private static NetworkHealth.Sample sample(boolean ok) {
        return new NetworkHealth.Sample(NOW, "192.0.2.53:53", "canary.example", ok, "");
    }

    @Test
    void aFirstRunIsNotJudgedByANumber() throws Exception {
        assertThat(of(900).faults()).isEmpty();
        assertThat(of(900).medianOfEarlierRuns()).isEmpty();
    }

    @Test
    void muchMoreThanTheMedianOfTheLastRunsIsAFault() throws Exception {
        earlier("2026-08-01", 10, "finished");
        earlier("2026-09-01", 30, "finished");
        earlier("2026-10-01", 20, "finished");
        assertThat(of(44).faults()).isEmpty();
        assertThat(of(46).faults())
                .containsExactly("4.60 % of the rows are indeterminate, where the median of the last 3 runs is 2.00 %; "
                        + "check the resolver and the network, then scan again");
    }

    @Test
    void whoAskedNotToBeScannedIsNotIndeterminateForWantOfAnAnswer() throws Exception {
        earlier("2026-08-01", 10, "finished");
        earlier("2026-09-01", 30, "finished");
        earlier("2026-10-01", 20, "finished");
        Quality quality = of(check(220, new TreeMap<>(Map.of("cidr 192.0.2.0/24 2026-10-02", 200L))));
        assertThat(quality.faults()).isEmpty();
        assertThat(quality.indeterminateShare()).isEqualTo(20 / 800.0);
    }

    @Test
    void onlyTheLastSixFinishedRunsBeforeItCount() throws Exception {
        earlier("2026-01-01", 999, "finished");
        for (int month = 5; month <= 9; month++) {
            earlier("2026-0" + month + "-01", 10, "finished");
        }
        earlier("2026-10-01", 10, "finished");
        earlier("2026-10-15", 999, "stopped");
        earlier("2026-12-01", 999, "finished");
        assertThat(of(26).faults()).hasSize(1);
        assertThat(of(26).earlierRuns()).isEqualTo(6);
    }

    @Test
    void canariesThatAreWrongTooOftenAreAFault() throws Exception {
        NetworkHealth.Sample[] oneOfTen = Stream.concat(
                        Stream.of(sample(false)),
                        Stream.generate(() -> sample(true)).limit(9))
                .toArray(NetworkHealth.Sample[]::new);
        assertThat(of(0, oneOfTen).faults()).isEmpty();
        assertThat(of(0, sample(false), sample(true)).faults())
                .singleElement()
                .asString()
                .contains("1 of 2 questions");
    }
}
