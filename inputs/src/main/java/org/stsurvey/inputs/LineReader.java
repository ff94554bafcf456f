package org.stsurvey.inputs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts a stream into lines ending in LF, CRLF or with the stream, and keeps no more than a bounded start of
/// each. A UTF-8 byte order mark in front of the first line is dropped.
final class LineReader {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long lines;

    LineReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /// How many lines were read so far.
    long lines() {
        return lines;
    }

    /// The next line; empty at the end.
    Optional<RawLine> next() throws IOException {
        if (!fill()) {
            return Optional.empty();
        }
        int stop = stop();
        if (stop == end) {
            return Optional.of(nextOverBuffers());
        }
        RawLine line = line(buffer, position, Math.min(stop - position, maxLineBytes + 1), stop - position);
        position = stop + 1;
        return Optional.of(line);
    }

    /// A line that goes on where the buffer ends.
    private RawLine nextOverBuffers() throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        long length = 0;
        boolean ended = false;
        while (!ended && fill()) {
            int stop = stop();
            int room = maxLineBytes + 1 - start.size(); // one more for the CR, which is none of the line
            start.write(buffer, position, Math.min(room, stop - position));
            length += stop - position;
            ended = stop < end;
            position = ended ? stop + 1 : stop;
        }
        return line(start.toByteArray(), 0, start.size(), length);
    }

    /// Where the line ends, or the buffer.
    private int stop() {
        int stop = position;
        while (stop < end && buffer[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return position < end;
    }

    /// @param start of the line's bytes
    /// @param there how many of them are there
    /// @param lengthWithReturn how many the line has
    private RawLine line(byte[] bytes, int start, int there, long lengthWithReturn) {
        lines++;
        boolean carriageReturn = lengthWithReturn == there && there > 0 && bytes[start + there - 1] == '\r';
        long length = carriageReturn ? lengthWithReturn - 1 : lengthWithReturn;
        int kept = (int) Math.min(length, maxLineBytes);
        boolean cut = length > kept;
        Optional<String> decoded = decode(bytes, start, kept);
        String text = decoded.orElseGet(() -> new String(bytes, start, kept, StandardCharsets.ISO_8859_1));
        boolean marked = lines == 1 && decoded.isPresent() && text.startsWith(BYTE_ORDER_MARK);
        return new RawLine(lines, marked ? text.substring(1) : text, decoded.isPresent(), cut, length);
    }

    private static Optional<String> decode(byte[] bytes, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return decodeStrictly(ByteBuffer.wrap(bytes, start, length));
            }
        }
        return Optional.of(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> decodeStrictly(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
