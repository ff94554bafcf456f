package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.run.Pace;
import org.stsurvey.scanner.run.Phase;
import org.stsurvey.scanner.run.Progress.Snapshot;

class ProgressLineTest {

    private static final Snapshot START = snapshot(400_000, 0, 0, 0, 0, 0);

    private static Snapshot snapshot(long done, long found, long lookups, long answered, long fetches, long open) {
        return new Snapshot(
                Phase.SCAN, 1_000_000, done, done, found, lookups, answered, 0, fetches, open, 3, Optional.empty(), 0);
    }

    /// The pace between two snapshots that are so many seconds apart.
    private static Pace pace(Snapshot from, Snapshot to, int seconds) {
        Pace pace = new Pace();
        pace.note(0, from);
        pace.note(Duration.ofSeconds(seconds).toNanos(), to);
        return pace;
    }

    private static String line(Snapshot before, Snapshot now, int seconds, Pace pace) {
        return ProgressLine.ofScan(before, now, Duration.ofSeconds(seconds), pace, "", OptionalLong.empty());
    }

    @Test
    void itTellsShareTimeLeftRatesAndFinds() {
        Snapshot before = snapshot(490_000, 700, 270_000, 269_000, 640, 3_000);
        Snapshot now = snapshot(500_000, 750, 300_000, 298_500, 700, 3_102);
        assertThat(ProgressLine.ofScan(
                        before, now, Duration.ofSeconds(2), pace(START, now, 50), "ok", OptionalLong.of(1_181_116_006)))
                .isEqualTo("500,000/1,000,000 50.0 %  ETA 04:10  15,000 dns/s 30 https/s  found 750  answered 99.50 %"
                        + "  retry-queue 3,102  resolver ok  rss 1.1G");
    }

    @Test
    void theTimeLeftIsUnknownWhileNothingWasDone() {
        assertThat(line(START, START, 1, pace(START, START, 1))).contains("40.0 %", "ETA --:--");
    }

    @Test
    void theTimeLeftFollowsThePaceOfTheLastMinute() {
        Pace pace = new Pace();
        pace.note(0, START);
        pace.note(Duration.ofSeconds(100).toNanos(), snapshot(500_000, 0, 0, 0, 0, 0));
        Snapshot slow = snapshot(500_060, 0, 0, 0, 0, 0);
        pace.note(Duration.ofSeconds(160).toNanos(), slow);
        assertThat(line(slow, slow, 1, pace)).as("one a second, not a thousand").contains("ETA 138:52:20");
    }

    @Test
    void longTimesHaveHours() {
        Snapshot now = snapshot(401_000, 0, 3_000, 3_000, 0, 0);
        assertThat(line(START, now, 60, pace(START, now, 60))).contains("ETA 9:59:00");
    }

    @Test
    void anEmptyListIsDone() {
        Snapshot none = new Snapshot(Phase.SCAN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), 0);
        assertThat(line(none, none, 1, new Pace())).startsWith("0/0 100.0 %");
    }

    @Test
    void waitingIsSaid() {
        Snapshot waiting = new Snapshot(
                Phase.RETEST,
                100,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                90,
                16,
                Optional.of(Instant.parse("2026-11-01T04:10:00.5Z")),
                0);
        assertThat(line(waiting, waiting, 1, new Pace()))
                .startsWith("asking again 0/100")
                .contains("16 parts wait for slow domains", "waits until 2026-11-01T04:10:00Z");
    }

    @Test
    void mergingTellsOnlyHowFarItIs() {
        Snapshot merging = new Snapshot(Phase.MERGE, 100, 50, 50, 1, 2, 3, 4, 5, 6, 0, Optional.empty(), 0);
        assertThat(line(merging, merging, 1, new Pace())).isEqualTo("merging 50/100 50.0 %  ETA --:--");
    }

    @Test
    void checkingHasNoShareThatWouldStayAtNothing() {
        Snapshot checking = new Snapshot(Phase.CHECK, 20_000, 0, 0, 1, 2, 3, 4, 5, 6, 0, Optional.empty(), 0);
        assertThat(line(checking, checking, 1, new Pace())).isEqualTo("checking 20,000 rows");
    }

    @Test
    void rejudgingTellsOnlyOfRows() {
        Snapshot before =
                new Snapshot(Phase.REJUDGE, 1_000_000, 400_000, 400_000, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), 0);
        Snapshot now =
                new Snapshot(Phase.REJUDGE, 1_000_000, 500_000, 500_000, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), 0);
        assertThat(ProgressLine.ofRejudging(before, now, Duration.ofSeconds(2), pace(before, now, 10)))
                .isEqualTo("500,000/1,000,000 50.0 %  ETA 00:50  50,000 rows/s");
    }
}
