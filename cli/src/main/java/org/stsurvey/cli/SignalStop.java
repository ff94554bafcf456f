package org.stsurvey.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.stsurvey.scanner.run.StopRequest;

/// Turns SIGINT and SIGTERM into a request to stop, and holds the JVM until the scan has come to rest.
///
/// The JVM answers both signals by running its shutdown hooks and then exits with 130 or 143 by itself.
final class SignalStop implements AutoCloseable {

    private final CountDownLatch atRest = new CountDownLatch(1);
    private final Thread hook;

    private SignalStop(StopRequest stop, PrintWriter err, String when) {
        hook = new Thread(() -> {
            err.println();
            err.println("stsurvey: stopping " + when + "; the same command resumes the run");
            err.flush();
            stop.because("a signal asked to stop");
            awaitRest();
        });
    }

    /// @param when the work comes to rest, for the operator who has asked it to stop
    static SignalStop install(StopRequest stop, PrintWriter err, String when) {
        SignalStop installed = new SignalStop(stop, err, when);
        Runtime.getRuntime().addShutdownHook(installed.hook);
        return installed;
    }

    private void awaitRest() {
        try {
            atRest.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        atRest.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is shutting down: the hook runs, and now comes to its end.
        }
    }
}
