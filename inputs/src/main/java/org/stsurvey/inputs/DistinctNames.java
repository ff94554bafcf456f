package org.stsurvey.inputs;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Names in, each of them once out, in a seeded order, in memory that does not grow with their number.
///
/// Every name has a place in the run's order: its 64-bit SipHash under the seed as key. The high bits of that hash also
/// choose the name's partition, so partitions are ranges of the order: all occurrences of a name meet in one partition,
/// and the partitions, each deduplicated and sorted by itself, make up the whole order one after the other.
/// Deduplication and permutation are thus one pass. The order is a function of seed and name alone, so the same names
/// give the same order whatever list, line or
/// partition they came from.
///
/// A partition collects in memory and spills to its file when its buffer is full; no file stays open. Memory is that of
/// all buffers and of one partition's distinct names (repeated names take none).
final class DistinctNames {
    /// SipHash takes a 128-bit key. The seed is one half; this is the other, an arbitrary constant that must never
    /// change, or no seed would give its order again.
    private static final long KEY_HALF = 0x737473757276_6579L;

    /// Takes the distinct names in order.
    interface Sink {
        void accept(ListedName name) throws IOException;
    }

    private final HashFunction hash;
    private final List<Partition> partitions;

    /// Makes an empty set.
    ///
    /// @param folder where partitions spill, each under this purpose and its number
    DistinctNames(Path folder, String purpose, long seed, PrepareLimits limits) {
        this.hash = Hashing.sipHash24(seed, KEY_HALF);
        this.partitions = IntStream.range(0, limits.partitions())
                .mapToObj(number ->
                        new Partition(folder.resolve(purpose + "-" + number + ".spill"), limits.partitionBufferBytes()))
                .toList();
    }

    void add(long rank, long line, String name) throws IOException {
        long order = hash.hashBytes(name.getBytes(StandardCharsets.US_ASCII)).asLong();
        int partition = (int) Math.unsignedMultiplyHigh(order, partitions.size());
        partitions.get(partition).add(new ListedName(order, rank, line, name));
    }

    /// Gives each name once, with its best rank, and forgets all. Returns how many additions were of a name already
    /// there.
    long drainTo(Sink sink) throws IOException {
        long merged = 0;
        for (Partition partition : partitions) {
            Map<String, ListedName> distinct = new HashMap<>();
            long added = partition.drainTo(name -> distinct.merge(name.name(), name, ListedName::better));
            merged += added - distinct.size();
            List<ListedName> ordered = new ArrayList<>(distinct.values());
            ordered.sort(DistinctNames::compare);
            for (ListedName name : ordered) {
                sink.accept(name);
            }
        }
        return merged;
    }

    private static int compare(ListedName a, ListedName b) {
        int byOrder = Long.compareUnsigned(a.order(), b.order());
        return byOrder != 0 ? byOrder : a.name().compareTo(b.name());
    }

    /// The names of one range of the order, as they were added: some in a file, the rest in memory.
    private static final class Partition {
        private final Path file;
        private final int bufferBytes;
        private ByteArrayOutputStream buffer = new ByteArrayOutputStream(0);
        private long added;
        private boolean spilled;

        Partition(Path file, int bufferBytes) {
            this.file = file;
            this.bufferBytes = bufferBytes;
        }

        void add(ListedName name) throws IOException {
            DataOutputStream out = new DataOutputStream(buffer);
            out.writeLong(name.order());
            out.writeLong(name.rank());
            out.writeLong(name.line());
            out.writeByte(name.name().length());
            out.writeBytes(name.name());
            added++;
            if (buffer.size() >= bufferBytes) {
                spill();
            }
        }

        private void spill() throws IOException {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                buffer.writeTo(out);
            }
            spilled = true;
            buffer.reset();
        }

        /// Gives all names added, and forgets them. Returns how many they were.
        long drainTo(Sink sink) throws IOException {
            try (DataInputStream in = new DataInputStream(open())) {
                for (long i = 0; i < added; i++) {
                    long order = in.readLong();
                    long rank = in.readLong();
                    long line = in.readLong();
                    byte[] name = in.readNBytes(in.readUnsignedByte());
                    sink.accept(new ListedName(order, rank, line, new String(name, StandardCharsets.US_ASCII)));
                }
            }
            if (spilled) {
                Files.delete(file);
            }
            long given = added;
            added = 0;
            spilled = false;
            buffer = new ByteArrayOutputStream(0);
            return given;
        }

        private InputStream open() throws IOException {
            InputStream inMemory = new ByteArrayInputStream(buffer.toByteArray());
            return spilled
                    ? new BufferedInputStream(new SequenceInputStream(Files.newInputStream(file), inMemory))
                    : inMemory;
        }
    }
}
