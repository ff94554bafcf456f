package org.stsurvey.inputs;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.stsurvey.inputs.ListedName.Place;

/// Names in, each of them once out, in a seeded order, in memory that does not grow with their number.
///
/// Every name has a place in the run's order: its 64-bit SipHash under the seed as key. The high bits of that
/// hash also choose the name's partition, so partitions are ranges of the order: all occurrences of a name meet
/// in one partition, and the partitions, each deduplicated and sorted by itself, make up the whole order one
/// after the other. Deduplication and permutation are thus one pass. The order is a function of seed and name
/// alone, so the same names give the same order whatever list, line or partition they came from.
///
/// A partition collects in memory and spills to its file when its buffer is full; no file stays open. Memory is
/// that of all buffers and of one partition's distinct names (repeated names take none).
final class DistinctNames {
    /// SipHash takes a 128-bit key. The seed is one half; this is the other, an arbitrary constant that must never
    /// change, or no seed would give its order again.
    private static final long KEY_HALF = 0x737473757276_6579L;

    /// Takes the distinct names in order.
    interface Sink {
        void accept(ListedName name) throws IOException;
    }

    /// Is told of an occurrence that another one of the same name and list speaks for.
    interface Repeats {
        Repeats IGNORED = (_, _) -> {};

        void repeated(String name, Place place);
    }

    private final HashFunction hash;
    private final List<Spill> partitions;

    /// Makes an empty set.
    ///
    /// @param folder where partitions spill, each under this purpose and its number
    DistinctNames(Path folder, String purpose, long seed, PrepareLimits limits) {
        this.hash = Hashing.sipHash24(seed, KEY_HALF);
        this.partitions = IntStream.range(0, limits.partitions())
                .mapToObj(number ->
                        new Spill(folder.resolve(purpose + "-" + number + ".spill"), limits.partitionBufferBytes()))
                .toList();
    }

    /// Adds an occurrence.
    ///
    /// @param name in normal form, so ASCII and at most 253 characters
    void add(Place place, String name) throws IOException {
        byte[] octets = name.getBytes(StandardCharsets.ISO_8859_1);
        long order = hash.hashBytes(octets).asLong();
        partitions
                .get((int) Math.unsignedMultiplyHigh(order, partitions.size()))
                .add(order, place, octets);
    }

    /// Gives each name once, and forgets all.
    void drainTo(Sink sink, Repeats repeats) throws IOException {
        for (Spill partition : partitions) {
            NameTable table = new NameTable(partition.size(), repeats);
            partition.drainTo(table);
            table.giveTo(sink);
        }
    }
}
