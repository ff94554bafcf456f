package org.stsurvey.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/// Lets SIGINT and SIGTERM end the process at once, but not without a word: for work that needs no time to come
/// to rest, because what it writes appears as a whole or not at all.
final class SignalEnd implements AutoCloseable {

    private SignalEnd() {}

    /// @param words what to tell the operator, asked for when the signal comes
    static SignalEnd install(PrintWriter err, Supplier<String> words) {
        SignalStop.onSignal(status -> {
            err.println();
            err.println("stsurvey: " + words.get());
            err.flush();
            Runtime.getRuntime().halt(status.code());
        });
        return new SignalEnd();
    }

    @Override
    public void close() {
        SignalStop.byDefault();
    }
}
