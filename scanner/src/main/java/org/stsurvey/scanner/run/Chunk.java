package org.stsurvey.scanner.run;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.scanner.dataset.LocalPartStore;
import org.stsurvey.scanner.dataset.PartStore;

/// Consecutive targets that become one part: the unit of durability, resume and distribution.
///
/// @param index position among the chunks, from 0; it names the part
/// @param from the first ordinal
/// @param size how many targets, at least 1
record Chunk(int index, long from, int size) {

    /// Small enough that a kill costs seconds, large enough that a part compresses well.
    static final int MIN_SIZE = 10_000;

    /// More parts than this make a folder slow to open for every reader.
    private static final int MAX_PARTS = 1_000;

    String partName() {
        return PartStore.partName(index);
    }

    /// The size that gives a list of so many targets at most about 1,000 parts.
    static int sizeFor(long targets) {
        return (int) Math.max(MIN_SIZE, Math.ceilDiv(targets, MAX_PARTS));
    }

    /// Cuts a list of so many targets.
    static List<Chunk> of(long targets, int size) {
        List<Chunk> chunks = new ArrayList<>();
        for (long from = 0; from < targets; from += size) {
            chunks.add(new Chunk(chunks.size(), from, (int) Math.min(size, targets - from)));
        }
        return chunks;
    }

    /// How many of so many targets have a published part.
    static long published(LocalPartStore store, long targets, int size) {
        return of(targets, size).stream()
                .filter(chunk -> store.exists(chunk.partName()))
                .mapToLong(Chunk::size)
                .sum();
    }
}
