package org.stsurvey.scanner.run;

import java.time.Duration;

/// How a scan is run.
///
/// @param concurrency domains in flight
/// @param chunkSize targets per part
/// @param drain how long domains under way may go on once the run is asked to stop
public record ScanSettings(int concurrency, int chunkSize, Duration drain) {

    public static final int DEFAULT_CONCURRENCY = 500;
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

    public ScanSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency " + concurrency + " is below 1");
        }
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunk size " + chunkSize + " is below 1");
        }
    }
}
