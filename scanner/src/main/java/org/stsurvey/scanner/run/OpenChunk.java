package org.stsurvey.scanner.run;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.stsurvey.scanner.observation.Observation;

/// A chunk whose targets are being observed: one slot per target, filled in any order by many workers.
///
/// The worker that fills the last slot learns so, and only it: the counter is decremented after the slot is
/// set.
final class OpenChunk {

    private final Chunk chunk;
    private final List<PassTargets.Assignment> assignments;
    private final AtomicReferenceArray<Observation> slots;
    private final AtomicInteger missing;

    /// @param assignments as many as the chunk has targets
    OpenChunk(Chunk chunk, List<PassTargets.Assignment> assignments) {
        this.chunk = chunk;
        this.assignments = assignments;
        this.slots = new AtomicReferenceArray<>(chunk.size());
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
    boolean put(int slot, Observation observation) {
        if (!slots.compareAndSet(slot, null, observation)) {
            throw new IllegalStateException(
                    "ordinal " + observation.target().ordinal() + " of chunk " + chunk.index() + " was observed twice");
        }
        return missing.decrementAndGet() == 0;
    }

    /// The observations by ordinal, once the chunk is complete.
    List<Observation> observations() {
        Observation[] all = new Observation[chunk.size()];
        Arrays.setAll(all, slots::get);
        return List.of(all);
    }
}
