package org.stsurvey.scanner.run;

import java.time.Duration;

/// How a scan is run.
///
/// @param atQuestions how many domains may be at their questions at once
/// @param atFetch how many more may be at their fetch, most of them waiting at a gate; when all are, the scan goes as
///     fast as the gates let it
/// @param drain how long domains under way may go on once the run is asked to stop
public record ScanSettings(int atQuestions, int atFetch, Duration drain) {

    public static final int DEFAULT_AT_QUESTIONS = 500;

    public static final int DEFAULT_AT_FETCH = 2_000;

    /// With what follows, publishing what is complete, a stopped run comes to rest within 10 seconds.
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(8);

    public ScanSettings {
        if (atQuestions < 1 || atFetch < 0) {
            throw new IllegalArgumentException(
                    "nobody can be at work with " + atQuestions + " at questions and " + atFetch + " at fetches");
        }
    }
}
