package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The first failure that a run cannot go on from; whoever meets it reports it here, and the run stops.
final class RunFailure {

    private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();
    private final StopRequest stop;

    RunFailure(StopRequest stop) {
        this.stop = stop;
    }

    void report(Exception failure) {
        first.compareAndSet(null, failure);
        stop.because("it failed: " + failure.getMessage());
    }

    /// Out of memory is reported like a full disk: what is published stays, and more memory is all that it
    /// takes.
    ///
    /// @param what could not be done for want of it
    void report(OutOfMemoryError failure, String what) {
        report(new IOException(
                what
                        + ": out of memory; give the JVM more (STSURVEY_JAVA_OPTS=-Xmx..., --task-memory on a cluster), and "
                        + "the same command goes on, or begin a new run with a smaller --chunk-size",
                failure));
    }

    boolean reported() {
        return first.get() != null;
    }

    /// @throws IOException the failure, if it is one of input or output; any other is thrown as it came
    void throwIfReported() throws IOException {
        switch (first.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }
}
