package org.stsurvey.scanner.observe.pace;

import java.time.Duration;

/// How much may pass a gate.
///
/// @param atOnce exchanges under way
/// @param perSecond exchanges begun in a second, evenly spaced
public record Limit(int atOnce, int perSecond) {

    public Limit {
        if (atOnce < 1 || perSecond < 1) {
            throw new IllegalArgumentException("a gate for " + atOnce + " at once and " + perSecond
                    + " a second is always closed; give at least 1");
        }
    }

    /// The time from one beginning to the next.
    public Duration interval() {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }

    @Override
    public String toString() {
        return atOnce + " at once, " + perSecond + "/s";
    }
}
