package org.stsurvey.inputs;

import com.google.common.io.CountingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The unpacked bytes of a list, ended with an error where they are more than a list can be: too many in all, or too
/// many for the packed bytes they came from.
final class BoundedUnpacking extends FilterInputStream {
    private final CountingInputStream packed;
    private final PrepareLimits limits;
    private long unpacked;

    BoundedUnpacking(InputStream in, CountingInputStream packed, PrepareLimits limits) {
        super(in);
        this.packed = packed;
        this.limits = limits;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        check(count);
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        check(value < 0 ? 0 : 1);
        return value;
    }

    private void check(int count) throws BrokenListException {
        unpacked += Math.max(0, count);
        if (unpacked > limits.maxUnpackedBytes()) {
            throw new BrokenListException(
                    "is longer than %d bytes unpacked (limit maxUnpackedBytes); if it truly is a list, split it"
                            .formatted(limits.maxUnpackedBytes()));
        }
        if (unpacked > limits.expansionGraceBytes() && unpacked / limits.maxExpansion() > packed.getCount()) {
            throw new BrokenListException(
                    "unpacks to more than %d times its size (limit maxExpansion), like a decompression bomb; if it truly is a list, unpack it first"
                            .formatted(limits.maxExpansion()));
        }
    }
}
