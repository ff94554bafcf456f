package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final Window window = new Window(4_096);
    private long now;

    private void pulse(long tookMillis) {
        now += 10 * MILLI;
        window.pulseAnswered(tookMillis * MILLI, true, now);
    }

    @Test
    void itDoublesWhileNothingShowsCongestionUpToItsLimit() {
        assertThat(window.size()).isEqualTo(64);
        pulse(1);
        assertThat(window.size()).isEqualTo(128);
        for (int i = 0; i < 20; i++) {
            pulse(1);
        }
        assertThat(window.size()).isEqualTo(4_096);
    }

    @Test
    void itDoesNotGrowWhileItIsNotWhatLimits() {
        window.pulseAnswered(MILLI, false, now);
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void aLostPulseShrinksItAndEndsTheDoubling() {
        pulse(1);
        pulse(1);
        pulse(1);
        window.lost(now);
        assertThat(window.size()).isEqualTo(384);
        pulse(1);
        assertThat(window.size()).isEqualTo(408);
    }

    @Test
    void manyLossesAtOnceAreOneSign() {
        pulse(1);
        pulse(1);
        pulse(1);
        for (int i = 0; i < 10; i++) {
            window.lost(now);
        }
        assertThat(window.size()).isEqualTo(384);
    }

    @Test
    void itNeverFallsBelowWhatKeepsAScanGoing() {
        for (int i = 0; i < 100; i++) {
            now += 1_000 * MILLI;
            window.lost(now);
        }
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void aLongQueueShrinksItAndAMiddlingOneHoldsIt() {
        pulse(1);
        pulse(1);
        pulse(1);
        pulse(20);
        assertThat(window.size()).isEqualTo(512);
        pulse(60);
        assertThat(window.size()).isEqualTo(384);
    }

    /// A resolver that answers 20 questions a millisecond and drops what its buffer of 600 does not hold.
    @Test
    void itSettlesWhereAResolverWithASmallBufferLosesNextToNothing() {
        Random random = new Random(5);
        int capacity = 600;
        int lost = 0;
        int pulses = 20_000;
        long sum = 0;
        for (int i = 0; i < pulses; i++) {
            now += 10 * MILLI;
            int inFlight = window.size();
            double dropped = Math.max(0, (double) (inFlight - capacity) / inFlight);
            if (random.nextDouble() < dropped) {
                window.lost(now);
                lost += i > pulses / 2 ? 1 : 0;
            } else {
                window.pulseAnswered(MILLI + inFlight * MILLI / 20, true, now);
            }
            sum += i > pulses / 2 ? inFlight : 0;
        }
        assertThat(sum / (pulses / 2.0)).isGreaterThan(90);
        assertThat(lost).isLessThan(pulses / 200);
    }
}
