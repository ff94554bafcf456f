package org.stsurvey.scanner.observe.dns;

import java.security.SecureRandom;

/// Unpredictable numbers for ids and ports, drawn in batches, since a draw each would cost more than a query.
///
/// For one thread.
final class RandomBits {

    private static final int BATCH_OCTETS = 8_192;

    private final SecureRandom random;
    private final byte[] batch = new byte[BATCH_OCTETS];
    private int used = BATCH_OCTETS;

    RandomBits(SecureRandom random) {
        this.random = random;
    }

    /// A number from 0 to 65,535.
    int next16() {
        if (used == BATCH_OCTETS) {
            random.nextBytes(batch);
            used = 0;
        }
        int high = batch[used++] & 0xff;
        return high << 8 | (batch[used++] & 0xff);
    }

    /// A number from 0 to `bound` - 1.
    int below(int bound) {
        return (int) (((long) next16() * bound) >>> 16);
    }
}
