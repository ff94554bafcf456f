package org.stsurvey.inputs;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.stsurvey.inputs.ListedName.Place;

/// Occurrences of names in the order in which they were added: most of them in a file that is open only while it
/// is appended to, the last ones in memory. A small list never touches the disk.
final class Spill {
    /// Takes the occurrences back.
    interface Sink {
        /// Takes one occurrence.
        ///
        /// @param name only valid during the call
        void accept(long order, Place place, byte[] name, int length);
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LONGS = 3;
    private static final int MAX_NAME_OCTETS = 255;
    private static final int LIST_AT = LONGS * Long.BYTES;
    private static final int LENGTH_AT = LIST_AT + 1;
    private static final int NAME_AT = LENGTH_AT + 1;
    private static final int MAX_RECORD_BYTES = NAME_AT + MAX_NAME_OCTETS;
    private static final int FIRST_BYTES = 1 << 10;
    private static final int READ_BYTES = 256 << 10;

    private final Path file;
    private final int bufferBytes;
    private byte[] buffer = new byte[0];
    private int filled;
    private long size;
    private boolean spilled;

    Spill(Path file, int bufferBytes) {
        this.file = file;
        this.bufferBytes = bufferBytes;
    }

    /// How many occurrences were added.
    long size() {
        return size;
    }

    void add(long order, Place place, byte[] name) throws IOException {
        if (filled + MAX_RECORD_BYTES > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(FIRST_BYTES, 2 * buffer.length));
        }
        LONG.set(buffer, filled, order);
        LONG.set(buffer, filled + Long.BYTES, place.rank());
        LONG.set(buffer, filled + 2 * Long.BYTES, place.line());
        filled += LONGS * Long.BYTES;
        buffer[filled++] = (byte) place.list();
        buffer[filled++] = (byte) name.length;
        System.arraycopy(name, 0, buffer, filled, name.length);
        filled += name.length;
        size++;
        if (filled >= bufferBytes) {
            spill();
        }
    }

    private void spill() throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(buffer, 0, filled);
        }
        spilled = true;
        filled = 0;
    }

    /// Gives all occurrences back, and forgets them.
    void drainTo(Sink sink) throws IOException {
        byte[] records = new byte[READ_BYTES];
        byte[] name = new byte[MAX_NAME_OCTETS];
        int at = 0;
        int end = 0;
        try (InputStream in = open()) {
            for (long i = 0; i < size; i++) {
                if (end - at < MAX_RECORD_BYTES) {
                    System.arraycopy(records, at, records, 0, end - at);
                    end -= at;
                    at = 0;
                    end += in.readNBytes(records, end, records.length - end);
                }
                int length = records[at + LENGTH_AT] & 0xFF;
                requireWhole(at + NAME_AT + length <= end);
                System.arraycopy(records, at + NAME_AT, name, 0, length);
                long order = (long) LONG.get(records, at);
                long rank = (long) LONG.get(records, at + Long.BYTES);
                long line = (long) LONG.get(records, at + 2 * Long.BYTES);
                sink.accept(order, new Place(records[at + LIST_AT] & 0xFF, rank, line), name, length);
                at += NAME_AT + length;
            }
        }
        if (spilled) {
            Files.delete(file);
        }
        buffer = new byte[0];
        filled = 0;
        size = 0;
        spilled = false;
    }

    private void requireWhole(boolean whole) throws EOFException {
        if (!whole) {
            throw new EOFException("file " + file + " is shorter than what was written into it");
        }
    }

    private InputStream open() throws IOException {
        InputStream inMemory = new ByteArrayInputStream(buffer, 0, filled);
        return spilled ? new SequenceInputStream(Files.newInputStream(file), inMemory) : inMemory;
    }
}
