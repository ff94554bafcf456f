package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.stsurvey.scanner.dataset.PartStore;

/// Consecutive targets of a pass that become one part: the unit of durability, resume and distribution.
///
/// @param index position among the chunks, from 0; it names the part
/// @param from the position of the first target in the pass; in the first pass, its ordinal
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

    /// Whether its part is published.
    ///
    /// @throws IOException if the part of that name is not of this chunk
    boolean isPublished(PartStore store) throws IOException {
        var part = store.find(partName());
        if (part.isPresent() && part.get().rows() != size) {
            throw new IOException(
                    "%s/%s holds %d rows, but its chunk has %d targets; remove that file to have them seen to again"
                            .formatted(store, partName(), part.get().rows(), size));
        }
        return part.isPresent();
    }

    /// Those of the chunks that have no published part.
    static List<Chunk> missing(List<Chunk> chunks, PartStore store) throws IOException {
        List<Chunk> missing = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (!chunk.isPublished(store)) {
                missing.add(chunk);
            }
        }
        return missing;
    }

    /// How many targets chunks have in all.
    static long targets(List<Chunk> chunks) {
        return chunks.stream().mapToLong(Chunk::size).sum();
    }
}
