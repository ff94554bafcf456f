package org.stsurvey.scanner.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes UUIDs of version 7, RFC 9562 §5.7: 48 bits of milliseconds, then random bits.
final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedId() {}

    static String at(Instant moment) {
        long high = moment.toEpochMilli() << 16 | VERSION_7 | (RANDOM.nextLong() & 0xfffL);
        long low = VARIANT | (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(high, low).toString();
    }
}
