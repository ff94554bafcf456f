package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Keeps the status of a run current while it goes on, from a thread of its own.
///
/// A status that cannot be written is no reason to end a run: whatever keeps it from being written will keep
/// parts from being published too, and those are worth a message.
final class StatusFile implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Path runFolder;
    private final Progress progress;
    private final NetworkHealth health;
    private final Clock clock;
    private final Pace pace = new Pace();
    private final Thread thread;

    StatusFile(Path runFolder, Progress progress, NetworkHealth health, Clock clock) {
        this.runFolder = runFolder;
        this.progress = progress;
        this.health = health;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("status").start(this::writeUntilInterrupted);
    }

    private void writeUntilInterrupted() {
        boolean goOn = true;
        while (goOn) {
            write(Manifest.RUNNING, "");
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException _) {
                goOn = false;
            }
        }
    }

    /// Says how the run ended; the last word, whatever the thread was about to say.
    void ended(String state, String message) throws InterruptedException {
        thread.interrupt();
        thread.join();
        write(state, message);
    }

    private void write(String state, String message) {
        Progress.Snapshot now = progress.snapshot();
        pace.note(System.nanoTime(), now);
        try {
            RunStatus.of(state, now, clock.instant().truncatedTo(ChronoUnit.SECONDS), health.now(), pace, message)
                    .write(runFolder);
        } catch (IOException | UncheckedIOException _) {
            // The next part will tell.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
