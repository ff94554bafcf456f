package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.stsurvey.scanner.run.StopRequest;

/// A process that works until a signal asks it to stop, and then does so or, if told to be stubborn, does not.
final class SignalChild {

    private SignalChild() {}

    public static void main(String[] arguments) {
        boolean stubborn = arguments[0].equals("stubborn");
        StopRequest stop = new StopRequest();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        ExitStatus status;
        try (SignalStop signals = SignalStop.install(stop, err, "soon")) {
            System.out.println("ready");
            while (stubborn || !stop.made()) {
                LockSupport.parkNanos(1_000_000);
            }
            status = signals.status(ExitStatus.STOPPED);
        }
        System.exit(status.code());
    }
}
