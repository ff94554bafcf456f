package org.stsurvey.scanner.observe.pace;

import java.time.Duration;

/// What became of the wish to begin an exchange.
public sealed interface Admission {

    /// It may begin; the places at the gates are held until this is closed.
    record Admitted(Duration waited, Runnable leave) implements Admission, AutoCloseable {
        @Override
        public void close() {
            leave.run();
        }
    }

    /// It was, or would be, kept waiting too long.
    ///
    /// @param gate the gate that kept it, in words
    record Deferred(Duration waited, String gate) implements Admission {}
}
