package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void overAnySpanAtMostTheRateAndOneBurstPasses() {
        for (int rate : new int[] {1, 7, 100, 5_000}) {
            RateLimit limit = RateLimit.perSecond(rate, 0);
            Random random = new Random(rate);
            long now = 0;
            int passed = 0;
            while (now < 20 * SECOND) {
                now += random.nextLong(SECOND / rate / 2 + 1);
                passed += limit.tryTake(now) ? 1 : 0;
            }
            assertThat(passed).isBetween(rate * 16, rate * 20 + Math.max(1, rate / 100) + 1);
        }
    }

    @Test
    void whatWasNotUsedIsNotSavedUp() {
        RateLimit limit = RateLimit.perSecond(1_000, 0);
        int passed = 0;
        while (limit.tryTake(100 * SECOND)) {
            passed++;
        }
        assertThat(passed).isEqualTo(10);
    }

    @Test
    void withoutALimitEverythingPasses() {
        RateLimit limit = RateLimit.none();
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.tryTake(0)).isTrue();
        }
        assertThat(limit.nanosToNext()).isZero();
    }
}
