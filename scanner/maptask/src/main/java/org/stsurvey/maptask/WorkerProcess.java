package org.stsurvey.maptask;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The process that does a task's work, and what it says of it: lines on its standard output, a word and its arguments
 * separated by tabs.
 *
 * <pre>
 * status   TEXT             where it is, for people
 * count    NAME   NUMBER    a counter, how much more than the last time
 * </pre>
 *
 * Any other line is a sign of life and nothing else. Its standard error goes to the task's. It ends when its standard
 * input does, as it does when this JVM dies.
 */
final class WorkerProcess {

    private static final int FIELDS = 3;
    private static final long PATIENCE_SECONDS = 15;

    private final List<String> command;
    private final Map<String, String> environment;

    /** What a process says goes here, on the thread that runs it. */
    interface Listener {
        void status(String text);

        void count(String name, long more);

        void alive();
    }

    WorkerProcess(List<String> command, Map<String, String> environment) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs it to its end.
     *
     * @return its exit status
     */
    int run(Listener listener) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line, listener);
            }
            return process.waitFor();
        } finally {
            end(process);
        }
    }

    private static void take(String line, Listener listener) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals("status") && fields.length > 1) {
            listener.status(fields[1]);
        } else if (fields[0].equals("count") && fields.length == FIELDS && fields[2].matches("-?\\d{1,18}")) {
            listener.count(fields[1], Long.parseLong(fields[2]));
        }
        listener.alive();
    }

    /** Asks it to end, if it has not, and makes it. */
    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
