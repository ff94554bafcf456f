package org.stsurvey.scanner.observe.pace;

import java.math.BigDecimal;
import java.time.Duration;

/// How much may pass a gate.
///
/// @param atOnce exchanges under way
/// @param perSecond exchanges begun in a second, evenly spaced
public record Limit(int atOnce, double perSecond) {

    private static final double NANOS_A_SECOND = 1e9;

    public Limit {
        if (atOnce < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException("a gate for " + atOnce + " at once and " + perSecond
                    + " a second is always closed; give at least 1 at once, and more than 0 a second");
        }
    }

    /// The time from one beginning to the next.
    public Duration interval() {
        return Duration.ofNanos(Math.round(NANOS_A_SECOND / perSecond));
    }

    /// What each of several processes may let pass so that together they let pass this much. Rates are divided; of
    /// what is under way at once each has at least one.
    Limit sharedBy(int processes) {
        return new Limit(Math.max(1, atOnce / processes), perSecond / processes);
    }

    @Override
    public String toString() {
        return atOnce + " at once, "
                + BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString() + "/s";
    }
}
