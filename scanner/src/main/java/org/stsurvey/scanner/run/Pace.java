package org.stsurvey.scanner.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How fast something goes on, over the last minute: a scan is slower while it waits for slow hosts than on
/// average.
///
/// Not safe for use by several threads.
public final class Pace {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long nanos, long done, Phase phase) {}

    /// Notes how far it has come.
    ///
    /// @param nanos by the JVM's monotonic clock
    public void note(long nanos, Progress.Snapshot now) {
        if (!marks.isEmpty() && marks.getLast().phase() != now.phase()) {
            marks.clear();
        }
        while (marks.size() > 1 && nanos - marks.getFirst().nanos() > WINDOW.toNanos()) {
            marks.removeFirst();
        }
        marks.addLast(new Mark(nanos, now.done(), now.phase()));
    }

    /// Targets a second; empty before it can be told.
    public Optional<Double> rate() {
        if (marks.size() < 2) {
            return Optional.empty();
        }
        double seconds = (marks.getLast().nanos() - marks.getFirst().nanos()) / 1e9;
        return seconds <= 0
                ? Optional.empty()
                : Optional.of((marks.getLast().done() - marks.getFirst().done()) / seconds);
    }

    /// How long so many targets will take; empty before it can be told.
    public Optional<Duration> timeFor(long targets) {
        return rate().filter(rate -> rate > 0).map(rate -> Duration.ofSeconds(Math.round(targets / rate)));
    }
}
