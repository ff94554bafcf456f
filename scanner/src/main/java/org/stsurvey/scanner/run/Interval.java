package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A stretch of time, UTC.
///
/// @param until empty while it lasts, or if nobody was left to note its end
/// @param reason why it was, or how it ended
public record Interval(Instant from, Optional<Instant> until, String reason) {

    Interval ended(Instant at, String how) {
        return new Interval(from, Optional.of(at), how);
    }

    /// The same with what a function makes of its reason.
    Interval saying(UnaryOperator<String> words) {
        return new Interval(from, until, words.apply(reason));
    }
}
