package org.stsurvey.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.stsurvey.scanner.observation.ByteString;

/// The lines of a stream, one at a time, of which no more than a limit is kept in memory.
final class BoundedLines {

    private final InputStream in;
    private final int maxOctets;

    BoundedLines(InputStream in, int maxOctets) {
        this.in = new BufferedInputStream(in);
        this.maxOctets = maxOctets;
    }

    /// One line without its end.
    ///
    /// @param octets what was kept of it
    /// @param tooLong there was more
    record Line(ByteString octets, boolean tooLong) {}

    /// The next line; empty at the end.
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        boolean tooLong = false;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (kept.size() < maxOctets) {
                kept.write(octet);
            } else {
                tooLong = true;
            }
        }
        return Optional.of(new Line(ByteString.copyOf(kept.toByteArray()), tooLong));
    }
}
