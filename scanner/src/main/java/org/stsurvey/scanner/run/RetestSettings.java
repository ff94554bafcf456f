package org.stsurvey.scanner.run;

import java.time.Duration;

/// How the second pass is run.
///
/// @param after how long after its last attempt a target is asked again, at the earliest
/// @param publishers how many determinate rows with a record are asked again, to learn how much changes by itself
/// @param others how many determinate rows without a record
public record RetestSettings(Duration after, int publishers, int others) {

    public static final Duration DEFAULT_AFTER = Duration.ofMinutes(10);
    public static final int DEFAULT_PUBLISHERS = 1_000;
    public static final int DEFAULT_OTHERS = 10_000;

    public RetestSettings {
        if (after.isNegative()) {
            throw new IllegalArgumentException("the retest cannot come " + after + " after the first pass");
        }
        if (publishers < 0 || others < 0) {
            throw new IllegalArgumentException("a sample of " + Math.min(publishers, others) + " rows");
        }
    }

    /// The usual sample, after this time.
    public static RetestSettings after(Duration after) {
        return new RetestSettings(after, DEFAULT_PUBLISHERS, DEFAULT_OTHERS);
    }
}
