package org.stsurvey.inputs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts a stream into lines ending in LF, CRLF or with the stream, and keeps no more than a bounded start of each. A
/// UTF-8 byte order mark in front of the first line is dropped.
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
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        long length = 0;
        while (fill()) {
            int stop = position;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int room = maxLineBytes + 1 - start.size(); // one more for the CR, which is none of the line
            start.write(buffer, position, Math.min(room, stop - position));
            length += stop - position;
            boolean ended = stop < end;
            position = ended ? stop + 1 : stop;
            if (ended) {
                return Optional.of(line(start.toByteArray(), length));
            }
        }
        return length == 0 ? Optional.empty() : Optional.of(line(start.toByteArray(), length));
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return position < end;
    }

    private RawLine line(byte[] start, long lengthWithReturn) {
        lines++;
        boolean carriageReturn =
                lengthWithReturn == start.length && start.length > 0 && start[start.length - 1] == '\r';
        long length = carriageReturn ? lengthWithReturn - 1 : lengthWithReturn;
        int kept = (int) Math.min(length, maxLineBytes);
        boolean cut = length > kept;
        Optional<String> decoded = decode(start, kept);
        String text = decoded.orElseGet(() -> new String(start, 0, kept, StandardCharsets.ISO_8859_1));
        boolean marked = lines == 1 && decoded.isPresent() && text.startsWith(BYTE_ORDER_MARK);
        return new RawLine(lines, marked ? text.substring(1) : text, decoded.isPresent(), cut, length);
    }

    private static Optional<String> decode(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return decodeStrictly(ByteBuffer.wrap(bytes, 0, length));
            }
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.US_ASCII));
    }

    private static Optional<String> decodeStrictly(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
