package org.stsurvey.scanner.run;

import java.time.Duration;

/// How a scan is run.
///
/// @param concurrency domains in flight
/// @param drain how long domains under way may go on once the run is asked to stop
public record ScanSettings(int concurrency, Duration drain) {

    public static final int DEFAULT_CONCURRENCY = 500;

    /// With what follows, publishing what is complete, a stopped run comes to rest within 10 seconds.
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(8);

    public ScanSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency " + concurrency + " is below 1");
        }
    }
}
