package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The one thread that turns complete chunks into parts.
///
/// Judging and Parquet burn CPU, so this is a platform thread; there is one, so that parts are never written
/// beside each other and memory holds the columns of one part only. A failure to publish, running out of memory
/// included, ends the run.
final class ChunkWriter implements AutoCloseable {

    private final PartPublisher publisher;
    private final NetworkHealth health;
    private final Progress progress;
    private final RunFailure failure;
    private final Semaphore places;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("part-writer").factory());

    /// @param health vouches for what was seen
    /// @param places given back one for each part published
    ChunkWriter(
            PartPublisher publisher, NetworkHealth health, Progress progress, RunFailure failure, Semaphore places) {
        this.publisher = publisher;
        this.health = health;
        this.progress = progress;
        this.failure = failure;
        this.places = places;
    }

    /// Takes a complete chunk and returns at once.
    void write(OpenChunk chunk) {
        thread.execute(() -> publish(chunk));
    }

    private void publish(OpenChunk chunk) {
        if (failure.reported()) {
            return;
        }
        try {
            health.vouch();
            PartPublisher.Made made = publisher.publish(
                    chunk.chunk().partName(), chunk.observations(health).iterator());
            progress.published(chunk.chunk().size(), made.incomplete());
            progress.judged(made.outcomes());
            places.release();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // given up
        } catch (IOException | RuntimeException e) {
            failure.report(e);
        } catch (OutOfMemoryError e) {
            failure.report(e, "part " + chunk.chunk().partName() + " cannot be written");
        }
    }

    /// Waits until every chunk taken is published, or, after a failure, passed over.
    void finish() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    /// Gives up what is not published. Nothing is written any more once this returns, so that the run's lock
    /// can be let go.
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
