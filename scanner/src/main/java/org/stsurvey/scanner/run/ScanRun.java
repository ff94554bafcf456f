package org.stsurvey.scanner.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.stsurvey.inputs.Target;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.observation.Observation;

/// The scan itself: every target of the sealed list that has no published part yet is observed, judged and
/// published.
///
/// ```
/// target file -> chunk by chunk -> workers -> open chunks (at most 16) -> writer -> published parts
///                (waits while       (one domain                          (judges, writes,
///                 16 are open)       at a time each)                      verifies, publishes)
/// ```
///
/// Chunks overlap in time: while the slowest domains of one are still waited for, the next ones fill. What ends
/// the run
/// early, be it a [StopRequest] or a failure to write, loses the open chunks and nothing else.
public final class ScanRun {

    /// More would only hide a stall and cost memory.
    static final int MAX_OPEN_CHUNKS = 16;

    private static final Duration STOP_POLL = Duration.ofMillis(200);

    private final Observing observing;
    private final PartStore store;
    private final PartPublisher publisher;
    private final ScanSettings settings;
    private final Progress progress;
    private final StopRequest stop;

    /// Observes one target; the scan's only view of the network.
    public interface Observing {
        Observation observe(Target target) throws InterruptedException;
    }

    public ScanRun(
            Observing observing,
            PartStore store,
            PartPublisher publisher,
            ScanSettings settings,
            Progress progress,
            StopRequest stop) {
        this.observing = observing;
        this.store = store;
        this.publisher = publisher;
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
    }

    /// Runs until all parts are published or the run is stopped.
    ///
    /// @return true if every chunk of the list is published
    /// @throws IOException if a part cannot be written or published; what was published before stays
    public boolean run(TargetFile targets) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(MAX_OPEN_CHUNKS);
        RunFailure failure = new RunFailure(stop);
        List<Chunk> chunks = missing(targets);
        try (Workers workers = new Workers(settings.concurrency());
                ChunkWriter writer = new ChunkWriter(publisher, progress, failure, places)) {
            for (Chunk chunk : chunks) {
                if (!admit(places)) {
                    break;
                }
                OpenChunk open = new OpenChunk(chunk);
                for (Target target : targets.read(chunk.from(), chunk.size())) {
                    handOut(workers, () -> observe(target, open, writer, failure));
                }
            }
            drain(workers);
            writer.finish();
        }
        failure.throwIfReported();
        return missing(targets).isEmpty();
    }

    /// The chunks of a list that have no published part.
    private List<Chunk> missing(TargetFile targets) throws IOException {
        List<Chunk> missing = new ArrayList<>();
        for (Chunk chunk : Chunk.of(targets.size(), settings.chunkSize())) {
            if (!store.exists(chunk.partName())) {
                missing.add(chunk);
            }
        }
        return missing;
    }

    /// Waits for a place among the open chunks; false if the run is to stop.
    private boolean admit(Semaphore places) throws InterruptedException {
        while (!stop.made()) {
            if (places.tryAcquire(STOP_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return !stop.made();
            }
        }
        return false;
    }

    /// Gives a task to the crew, unless the run is to stop first.
    private void handOut(Workers workers, Workers.Task task) throws InterruptedException {
        while (!stop.made()) {
            if (workers.offer(task, STOP_POLL)) {
                return;
            }
        }
    }

    private void observe(Target target, OpenChunk open, ChunkWriter writer, RunFailure failure)
            throws InterruptedException {
        try {
            Observation observation = observing.observe(target);
            progress.observed(observation);
            if (open.put(observation)) {
                writer.write(open);
            }
        } catch (RuntimeException e) {
            failure.report(e);
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
