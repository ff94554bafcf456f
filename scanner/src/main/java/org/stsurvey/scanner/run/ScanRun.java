package org.stsurvey.scanner.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.observation.Observation;

/// One pass of a run: every target that has no published part yet is observed, judged and published.
///
/// ```
/// targets -> chunk by chunk -> workers -> open chunks (at most 16) -> writer -> published parts
///            (waits while       (one domain                          (judges, writes,
///             16 are open)       at a time each)                      verifies, publishes)
/// ```
///
/// Chunks overlap in time: while the slowest domains of one are still waited for, the next ones fill. What ends
/// the run early, be it a [StopRequest] or a failure to write, loses the open chunks and nothing else.
public final class ScanRun {

    /// More would only hide a stall and cost memory.
    static final int MAX_OPEN_CHUNKS = 16;

    private static final Duration STOP_POLL = Duration.ofMillis(200);

    /// How long whoever hands out rests while the crew has enough to do. Being woken for each place that comes
    /// free would cost as much as a question.
    private static final Duration FULL_POLL = Duration.ofMillis(2);

    private final Observing observing;
    private final PartStore store;
    private final PartPublisher publisher;
    private final NetworkHealth health;
    private final ScanSettings settings;
    private final Progress progress;
    private final StopRequest stop;
    private final Clock clock;

    /// Observes one target; the scan's only view of the network.
    @FunctionalInterface
    public interface Observing {

        /// Observes it, with all that takes.
        ///
        /// @param goesOn to be called when the questions are settled and it goes on to its fetch, where it may
        ///     wait for long: another domain may then begin with its questions
        Observation observe(Target target, Runnable goesOn) throws InterruptedException;
    }

    /// @param health vouches for what was seen, before it is published
    /// @param clock tells when a target may be asked again
    public ScanRun(
            Observing observing,
            PartStore store,
            PartPublisher publisher,
            NetworkHealth health,
            ScanSettings settings,
            Progress progress,
            StopRequest stop,
            Clock clock) {
        this.observing = observing;
        this.store = store;
        this.publisher = publisher;
        this.health = health;
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
        this.clock = clock;
    }

    /// Runs until all parts of the pass are published or the run is stopped.
    ///
    /// @return true if every chunk of the pass is published
    /// @throws IOException if a part cannot be written or published; what was published before stays
    boolean run(PassTargets pass) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(MAX_OPEN_CHUNKS);
        RunFailure failure = new RunFailure(stop);
        long waitsUntil = System.nanoTime() + pass.longestWait().toNanos();
        try (Workers workers = new Workers(settings.atQuestions(), settings.atFetch());
                ChunkWriter writer = new ChunkWriter(publisher, health, progress, failure, places)) {
            for (Chunk chunk : Chunk.missing(pass.chunks(), store)) {
                if (!admit(places)) {
                    break;
                }
                OpenChunk open = new OpenChunk(chunk, pass.read(chunk));
                handOut(pass.number(), open, waitsUntil, workers, writer, failure);
            }
            drain(workers);
            writer.finish();
        }
        progress.openChunks(0);
        failure.throwIfReported();
        return Chunk.missing(pass.chunks(), store).isEmpty();
    }

    /// Waits for a place among the open chunks; false if the run is to stop.
    private boolean admit(Semaphore places) throws InterruptedException {
        while (!stop.made()) {
            progress.openChunks(MAX_OPEN_CHUNKS - places.availablePermits());
            if (places.tryAcquire(STOP_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return !stop.made();
            }
        }
        return false;
    }

    /// Gives the targets of a chunk to the crew, one by one, unless the run is to stop first.
    private void handOut(
            int pass, OpenChunk open, long waitsUntil, Workers workers, ChunkWriter writer, RunFailure failure)
            throws InterruptedException {
        List<PassTargets.Assignment> assignments = open.assignments();
        for (int slot = 0; slot < assignments.size(); slot++) {
            PassTargets.Assignment assignment = assignments.get(slot);
            int place = slot;
            awaitItsTime(assignment.notBefore(), waitsUntil);
            handOut(workers, goesOn -> observe(pass, assignment, place, goesOn, open, writer, failure));
            progress.handedOut();
        }
    }

    /// Waits until a target may be asked, or the run is to stop.
    ///
    /// @param waitsUntil the monotonic moment at which any waiting ends
    private void awaitItsTime(Instant notBefore, long waitsUntil) throws InterruptedException {
        while (!stop.made()
                && waitsUntil - System.nanoTime() > 0
                && clock.instant().isBefore(notBefore)) {
            progress.waitingUntil(Optional.of(notBefore));
            Thread.sleep(STOP_POLL);
        }
        progress.waitingUntil(Optional.empty());
    }

    private void handOut(Workers workers, Workers.Task task) throws InterruptedException {
        while (!stop.made() && !workers.offer(task)) {
            Thread.sleep(FULL_POLL);
        }
    }

    private void observe(
            int pass,
            PassTargets.Assignment assignment,
            int slot,
            Runnable goesOn,
            OpenChunk open,
            ChunkWriter writer,
            RunFailure failure)
            throws InterruptedException {
        if (stop.made()) {
            return; // its chunk is not published any more
        }
        try {
            long begun = System.nanoTime();
            Observation seen = observing.observe(assignment.target(), goesOn);
            long ended = System.nanoTime();
            Duration took = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(ended - begun));
            Observation observation = seen.inPass(pass, assignment.history(), took);
            progress.observed(observation);
            if (open.put(slot, observation, begun, ended)) {
                writer.write(open);
            }
        } catch (RuntimeException e) {
            failure.report(e);
        } catch (OutOfMemoryError e) {
            failure.report(e, assignment.target().domain() + " cannot be observed");
        }
    }

    /// Lets the domains under way come to their end; when stopping, only for the time the settings allow.
    private void drain(Workers workers) throws InterruptedException {
        Thread finishing = Thread.ofVirtual().start(() -> finish(workers));
        while (finishing.isAlive()) {
            finishing.join(STOP_POLL);
            if (stop.made()) {
                finishing.join(settings.drain());
                break;
            }
        }
        finishing.interrupt();
    }

    private static void finish(Workers workers) {
        try {
            workers.finish();
        } catch (InterruptedException _) {
            // The time to drain is over; closing the crew interrupts what is left.
        }
    }
}
