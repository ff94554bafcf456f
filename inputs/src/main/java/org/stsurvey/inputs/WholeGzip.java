package org.stsurvey.inputs;

import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/// A gzip stream that is read to the last byte of its file.
///
/// The JDK's stream takes whatever follows a member and is no member itself for the end. In a list that is a damaged
/// half of a concatenation, and its rows would be lost silently; so here it is an error.
final class WholeGzip extends GZIPInputStream {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int TRAILER_BYTES = 8;

    private final CountingInputStream packed;
    private long filledTo;

    WholeGzip(CountingInputStream packed) throws IOException {
        super(packed, BUFFER_BYTES);
        this.packed = packed;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filledTo = packed.getCount();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count < 0) {
            long memberEnd = filledTo - inf.getRemaining() + TRAILER_BYTES;
            packed.transferTo(OutputStream.nullOutputStream());
            if (packed.getCount() > memberEnd) {
                throw new BrokenListException("has %d bytes after its gzip data that are no gzip data; fetch it again"
                        .formatted(packed.getCount() - memberEnd));
            }
        }
        return count;
    }
}
