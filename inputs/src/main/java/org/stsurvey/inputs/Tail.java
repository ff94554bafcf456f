package org.stsurvey.inputs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A stream that remembers the last bytes that were read of it.
final class Tail extends FilterInputStream {
    private final int length;
    private final byte[] last;
    private int filled;

    /// @param length how many bytes are remembered at least, if there were so many
    Tail(InputStream in, int length) {
        super(in);
        this.length = length;
        this.last = new byte[2 * length];
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        int count = super.read(target, offset, Math.min(wanted, length));
        if (count > 0) {
            makeRoom(count);
            System.arraycopy(target, offset, last, filled, count);
            filled += count;
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    byte[] last() {
        return Arrays.copyOfRange(last, Math.max(0, filled - length), filled);
    }

    private void makeRoom(int count) {
        if (filled + count > last.length) {
            System.arraycopy(last, filled - length, last, 0, length);
            filled = length;
        }
    }
}
