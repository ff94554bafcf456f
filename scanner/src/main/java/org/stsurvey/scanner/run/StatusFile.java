package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
    // Not an interrupt: a storage may take it for its own and forget it.
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    StatusFile(Path runFolder, Progress progress, NetworkHealth health, Clock clock) {
        this.runFolder = runFolder;
        this.progress = progress;
        this.health = health;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("status").start(this::writeUntilOver);
    }

    private void writeUntilOver() {
        try {
            do {
                write(Manifest.RUNNING, "");
            } while (!over.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // Nobody does.
        }
    }

    /// Says how the run ended; the last word, whatever the thread was about to say.
    void ended(String state, String message) throws InterruptedException {
        over.countDown();
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
        over.countDown();
    }
}
