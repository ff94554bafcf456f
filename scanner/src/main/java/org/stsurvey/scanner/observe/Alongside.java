package org.stsurvey.scanner.observe;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work about a domain that goes on beside other work about it, on a virtual thread of its own, so that the one
/// need not wait until the other has waited.
///
/// @param <T> what comes of it
final class Alongside<T> implements AutoCloseable {

    private final FutureTask<Optional<T>> task;
    private final Thread thread;

    private Alongside(FutureTask<Optional<T>> task) {
        this.task = task;
        this.thread = Thread.ofVirtual().start(task);
    }

    /// The work.
    interface Work<T> {
        Optional<T> done() throws InterruptedException;
    }

    static <T> Alongside<T> begin(Work<T> work) {
        return new Alongside<>(new FutureTask<>(work::done));
    }

    /// What came of it, once it is done; throws what it threw.
    Optional<T> result() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("the work alongside was interrupted");
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Ends the work if it is still going on; nobody is interested in it any more.
    @Override
    public void close() {
        thread.interrupt();
    }
}
