package org.stsurvey.inputs;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// A Zstandard stream (RFC 8878) that is read to the last byte of its file, frame after frame.
///
/// A frame may ask its reader for a window of gigabytes; more than 128 MiB, what `zstd --ultra` makes without
/// `--long`, is refused.
final class WholeZstd extends FilterInputStream {
    private static final int MAX_WINDOW_LOG = 27;

    WholeZstd(InputStream packed) throws IOException {
        super(new ZstdInputStreamNoFinalizer(packed).setLongMax(MAX_WINDOW_LOG));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// The library says all it has to say in words.
    private static IOException explained(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Truncated source") || message.contains("Unexpected end")) {
            EOFException truncated = new EOFException(message);
            truncated.initCause(failure);
            return truncated;
        }
        if (message.contains("too much memory")) {
            return new BrokenListException(
                    "needs over 128 MiB of memory to be unpacked (zstd --long); pipe it in: zstd -dc --long=31 LIST | stsurvey scan -");
        }
        ZipException damaged = new ZipException(message);
        damaged.initCause(failure);
        return damaged;
    }
}
