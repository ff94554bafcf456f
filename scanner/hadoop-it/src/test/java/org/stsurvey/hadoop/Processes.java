package org.stsurvey.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The processes that a cluster in this process has started, as those who kill them see them.
final class Processes {

    private static final long MINUTES = 12;

    private Processes() {}

    /// Those at work on chunks of a run.
    static Stream<ProcessHandle> scanning(String data) {
        return named("scan-chunks", "/" + data + "/");
    }

    /// One at work on chunks of a run, as soon as there is one whose map task is none of some.
    static ProcessHandle awaitScanning(String data, Set<ProcessHandle> otherThanOf) throws InterruptedException {
        return await(
                "a process that scans chunks of " + data,
                () -> scanning(data)
                        .filter(process -> process.parent()
                                .filter(task -> !otherThanOf.contains(task))
                                .isPresent()));
    }

    /// One whose command line has a word, as soon as there is one.
    static ProcessHandle await(String word) throws InterruptedException {
        return await("a process " + word, () -> named(word));
    }

    private interface Looking {
        Stream<ProcessHandle> look();
    }

    private static ProcessHandle await(String what, Looking looking) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (System.nanoTime() < until) {
            List<ProcessHandle> found = looking.look().toList();
            if (!found.isEmpty()) {
                return found.getFirst();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("there is not " + what);
    }

    private static Stream<ProcessHandle> named(String... words) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> Arrays.stream(words).allMatch(commandLine(process)::contains))
                // Whatever a shell was asked to start stands in its command line too.
                .filter(process -> !commandLine(process).contains("bash"));
    }

    /// All of it, which the JDK cuts off.
    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }

    static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }
}
