package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.run.Progress.Snapshot;

class ProgressLineTest {

    private static final Snapshot START = new Snapshot(1_000_000, 400_000, 400_000, 0, 0, 0, 0, 0);

    @Test
    void itTellsShareTimeLeftRatesAndFinds() {
        Snapshot before = new Snapshot(1_000_000, 490_000, 480_000, 700, 270_000, 269_000, 900, 640);
        Snapshot now = new Snapshot(1_000_000, 500_000, 490_000, 750, 300_000, 298_500, 1_000, 700);
        assertThat(ProgressLine.ofScan(START, before, now, Duration.ofSeconds(2), Duration.ofSeconds(100)))
                .isEqualTo("500,000/1,000,000 50.0 %  ETA 08:20  15,000 dns/s 30 https/s  found 750  answered 99.50 %"
                        + "  resent 1,000");
    }

    @Test
    void theTimeLeftCountsOnlyWhatThisProcessHasDone() {
        assertThat(ProgressLine.ofScan(START, START, START, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .contains("40.0 %", "ETA --:--");
    }

    @Test
    void longTimesHaveHours() {
        Snapshot now = new Snapshot(1_000_000, 401_000, 400_000, 0, 3_000, 3_000, 0, 0);
        assertThat(ProgressLine.ofScan(START, START, now, Duration.ofSeconds(60), Duration.ofSeconds(60)))
                .contains("ETA 9:59:00");
    }

    @Test
    void anEmptyListIsDone() {
        Snapshot none = new Snapshot(0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(ProgressLine.ofScan(none, none, none, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .startsWith("0/0 100.0 %");
    }

    @Test
    void rejudgingTellsOnlyOfRows() {
        Snapshot now = new Snapshot(1_000_000, 500_000, 500_000, 0, 0, 0, 0, 0);
        assertThat(ProgressLine.ofRejudging(START, START, now, Duration.ofSeconds(2), Duration.ofSeconds(100)))
                .isEqualTo("500,000/1,000,000 50.0 %  ETA 08:20  50,000 rows/s");
    }
}
