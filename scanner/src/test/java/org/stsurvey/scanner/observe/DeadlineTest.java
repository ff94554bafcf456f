package org.stsurvey.scanner.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private long now = Long.MAX_VALUE - 5; // the nanosecond clock may wrap at any time

    private Deadline in(Duration budget) {
        return Deadline.after(budget, () -> now);
    }

    @Test
    void itCountsDownToZeroAndNoFurther() {
        Deadline deadline = in(SECOND);
        now += SECOND.toNanos() / 4;
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(750));
        assertThat(deadline.passed()).isFalse();
        now += SECOND.toNanos();
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.passed()).isTrue();
    }

    @Test
    void aStepHasTheShorterOfItsOwnAndTheWholeBudget() {
        Deadline whole = in(SECOND);
        assertThat(whole.orAfter(SECOND.multipliedBy(2)).remaining()).isEqualTo(SECOND);
        assertThat(whole.orAfter(Duration.ofMillis(1)).remaining()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void timeAtOurOwnGatesIsGivenBack() {
        Deadline deadline = in(SECOND);
        now += SECOND.toNanos() * 3;
        deadline.extend(SECOND.multipliedBy(3));
        assertThat(deadline.remaining()).isEqualTo(SECOND);
    }
}
