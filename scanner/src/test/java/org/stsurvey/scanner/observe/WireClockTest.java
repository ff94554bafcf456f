package org.stsurvey.scanner.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireClockTest {

    private long system = 1_000;
    private final WireClock clock = WireClock.tickedByHand(() -> system);

    private void pass(Duration time) {
        system += time.toNanos();
        clock.tick();
    }

    @Test
    void itCountsTheTimeThatPasses() {
        long before = clock.nanos();
        pass(Duration.ofMillis(10));
        pass(Duration.ofMillis(15));
        assertThat(clock.nanos() - before).isEqualTo(Duration.ofMillis(25).toNanos());
        assertThat(clock.stops()).isZero();
    }

    @Test
    void aStoppedProcessHasNotWaitedForAnybody() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), clock::nanos);
        pass(Duration.ofSeconds(60));
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(4_750));
        assertThat(clock.stops()).isEqualTo(1);
    }

    @Test
    void nothingHasPassedForWhoeverRunsBeforeTheTick() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(5), clock::nanos);
        system += Duration.ofSeconds(60).toNanos();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(5));
        assertThat(clock.stops()).isEqualTo(1);
        clock.tick();
        assertThat(clock.stops()).isEqualTo(1);
    }

    @Test
    void aStartedClockTicksByItself() throws InterruptedException {
        try (WireClock started = WireClock.start()) {
            long begin = System.nanoTime();
            long first = started.nanos();
            while (started.nanos() == first) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
                Thread.onSpinWait();
            }
        }
    }
}
