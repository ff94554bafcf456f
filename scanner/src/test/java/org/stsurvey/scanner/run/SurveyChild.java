package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.stsurvey.scanner.run.disk.Watch;
import org.stsurvey.scanner.run.disk.WatchedDisk;

/// A process that runs a small survey and may have itself killed at a named step.
final class SurveyChild {

    private SurveyChild() {}

    /// Arguments: data folder, list, chunk size, milliseconds an observation takes; then, if it is to be killed,
    /// the kind of call, the end of the file's path and the turn of that call.
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        if (arguments.length > 4) {
            data = new WatchedDisk(
                            killing(Watch.Call.valueOf(arguments[4]), arguments[5], Integer.parseInt(arguments[6])))
                    .watched(data);
        }
        new SmallSurvey(
                        data,
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Duration.ofMillis(Long.parseLong(arguments[3])))
                .execute();
        System.exit(0);
    }

    private static Watch killing(Watch.Call step, String file, int turn) {
        AtomicInteger seen = new AtomicInteger();
        return (call, path) -> {
            if (call == step && path.toString().endsWith(file) && seen.incrementAndGet() == turn) {
                kill();
            }
        };
    }

    /// SIGKILL, as from outside: no hook runs, nothing is closed or flushed.
    private static void kill() throws IOException {
        new ProcessBuilder(
                        "kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                .start();
        while (true) {
            Thread.onSpinWait();
        }
    }
}
