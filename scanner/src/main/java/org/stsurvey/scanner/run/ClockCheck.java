package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.stsurvey.scanner.dataset.remote.RemoteFileSystem;

/// Compares the clock of a machine with that of the storage that all machines of a survey share: rows bear the
/// time of the machine that asked, certificates are judged by it, and a retest waits by it for what another
/// machine has seen.
final class ClockCheck {

    /// Far below what a certificate's validity or a retest's wait is told in, far above what any network
    /// delays.
    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private ClockCheck() {}

    /// @param runFolder where a file is made for a moment, to see what time it is given
    /// @throws RunRefusedException if the clocks differ by more than two minutes
    static void requireRight(Path runFolder, Clock clock) throws IOException, RunRefusedException {
        Path file = runFolder.resolve(TaskReport.FOLDER).resolve("clock-" + UUID.randomUUID());
        ((RemoteFileSystem) file.getFileSystem()).createNew(file, new byte[0]);
        Duration ahead;
        try {
            ahead = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
        } finally {
            Files.deleteIfExists(file);
        }
        if (ahead.abs().compareTo(TOLERANCE) > 0) {
            throw new RunRefusedException(
                    "the clock of this machine is " + ahead.abs().toSeconds() + " s "
                            + (ahead.isNegative() ? "behind" : "ahead of") + " that of the storage of " + runFolder
                            + ", and more than " + TOLERANCE.toSeconds()
                            + " s may not be; have NTP set it, or exclude the machine");
        }
    }
}
