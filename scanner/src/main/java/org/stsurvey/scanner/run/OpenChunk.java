package org.stsurvey.scanner.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.observation.Observation;

/// A chunk whose targets are being observed: one slot per target, filled in any order by many workers.
///
/// The worker that fills the last slot learns so, and only it: the counter is decremented after the slot is
/// set.
final class OpenChunk {

    private final Chunk chunk;
    private final List<PassTargets.Assignment> assignments;
    private final AtomicReferenceArray<Observation> slots;
    private final long[] begun;
    private final long[] ended;
    private final AtomicInteger missing;

    /// @param assignments as many as the chunk has targets
    OpenChunk(Chunk chunk, List<PassTargets.Assignment> assignments) {
        this.chunk = chunk;
        this.assignments = assignments;
        this.slots = new AtomicReferenceArray<>(chunk.size());
        this.begun = new long[chunk.size()];
        this.ended = new long[chunk.size()];
        this.missing = new AtomicInteger(chunk.size());
    }

    Chunk chunk() {
        return chunk;
    }

    /// The targets, each in its slot.
    List<PassTargets.Assignment> assignments() {
        return assignments;
    }

    /// Takes the observation of the target in a slot; true for the one that completes the chunk.
    ///
    /// @param from when its first question left, as of `System.nanoTime`; `to` when the last fact was known
    boolean put(int slot, Observation observation, long from, long to) {
        begun[slot] = from;
        ended[slot] = to;
        if (!slots.compareAndSet(slot, null, observation)) {
            throw new IllegalStateException(
                    "ordinal " + observation.target().ordinal() + " of chunk " + chunk.index() + " was observed twice");
        }
        return missing.decrementAndGet() == 0;
    }

    /// The observations by ordinal, once the chunk is complete and somebody has vouched for the time in which they
    /// were made. What a resolver said while it could not be believed is not kept: such a target was not observed,
    /// and is asked again by the retest.
    List<Observation> observations(NetworkHealth health) {
        Observation[] all = new Observation[chunk.size()];
        Arrays.setAll(all, slot -> believable(slot, health));
        return List.of(all);
    }

    private Observation believable(int slot, NetworkHealth health) {
        Observation seen = slots.get(slot);
        if (health.isDoubted(Doubt.ANSWERS, begun[slot], ended[slot])) {
            return seen.fault().isPresent() ? seen : seen.disbelieved();
        }
        return seen.dane().isPresent() && health.isDoubted(Doubt.SIGNATURES, begun[slot], ended[slot])
                ? seen.withDane(Optional.empty())
                : seen;
    }
}
