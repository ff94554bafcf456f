package org.stsurvey.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.stsurvey.scanner.run.NetworkHealth;
import org.stsurvey.scanner.run.Progress;

/// What a task says of itself every two seconds: a status, and how much its counters have grown. It speaks from
/// the beginning on, so that opening a run on a slow storage is not taken for hanging.
final class TaskVoice implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final PrintStream out;
    private final AtomicReference<Optional<Subject>> subject = new AtomicReference<>(Optional.empty());
    private final Map<String, Long> told = new LinkedHashMap<>();
    private final Thread thread;

    private record Subject(Progress progress, NetworkHealth health) {}

    private TaskVoice(PrintStream out) {
        this.out = out;
        this.thread = Thread.ofPlatform().daemon().name("voice").start(this::speakUntilInterrupted);
    }

    /// Begins to speak.
    static TaskVoice on(PrintStream out) {
        return new TaskVoice(out);
    }

    void speakOf(Progress progress, NetworkHealth health) {
        subject.set(Optional.of(new Subject(progress, health)));
    }

    private void speakUntilInterrupted() {
        try {
            while (true) {
                speak();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException _) {
            speak();
        }
    }

    private void speak() {
        Optional<Subject> now = subject.get();
        if (now.isEmpty()) {
            out.println("status\topening the run");
        } else {
            Progress.Snapshot snapshot = now.get().progress().snapshot();
            out.println(String.format(
                    Locale.ROOT,
                    "status\t%,d of %,d domains, %,d published, resolver %s",
                    snapshot.done(),
                    snapshot.total(),
                    snapshot.published(),
                    now.get().health().now()));
            count("done", snapshot.done());
            count("published", snapshot.published());
            count("incomplete", snapshot.undetermined());
            count("found", snapshot.found());
            count("lookups", snapshot.lookups());
            count("answered", snapshot.answered());
            count("resent", snapshot.resent());
            count("fetches", snapshot.fetches());
        }
        out.flush();
    }

    private void count(String name, long value) {
        long more = value - told.getOrDefault(name, 0L);
        told.put(name, value);
        if (more != 0) {
            out.println("count\t" + name + "\t" + more);
        }
    }

    /// Says the last word.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
