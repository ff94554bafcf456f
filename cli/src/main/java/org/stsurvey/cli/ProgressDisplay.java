package org.stsurvey.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.run.Pace;
import org.stsurvey.scanner.run.Progress;

/// Shows how a scan or a rejudging goes on: one line that is rewritten every second on a terminal, one line a
/// minute elsewhere.
final class ProgressDisplay implements AutoCloseable {

    /// How progress is shown.
    enum Mode {
        /// A rewritten line on a terminal, a line a minute elsewhere.
        AUTO,
        BAR,
        LOG,
        NONE
    }

    private static final Duration BAR_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    /// DECAWM off, and on again behind the line: a terminal that is too narrow shows the line's beginning, and no row
    /// is left behind when the next line comes.
    private static final String REWRITE_LINE = "\r\u001b[K\u001b[?7l";

    /// The blank is what stands in the last column, if the line is cut there.
    private static final String LINE_END = " \u001b[?7h";

    /// Writes the line.
    interface Text {

        /// What has been done by now, and how fast.
        ///
        /// @param before at the line before
        /// @param interval since the line before
        /// @param pace over the last minute
        String of(Progress.Snapshot before, Progress.Snapshot now, Duration interval, Pace pace);

        /// The same for programs.
        default Map<String, Object> fields(
                Progress.Snapshot before, Progress.Snapshot now, Duration interval, Pace pace) {
            return ScanEvents.counts(now);
        }
    }

    private final Mode mode;
    private final boolean bar;
    private final PrintWriter err;
    private final Text text;
    private @Nullable Thread thread;

    ProgressDisplay(Mode mode, PrintWriter err, Text text) {
        this.mode = mode;
        this.bar = !(err instanceof EventLog) && (mode == Mode.BAR || (mode == Mode.AUTO && isRewritable()));
        this.err = err;
        this.text = text;
    }

    private static boolean isRewritable() {
        return StandardStream.ERR.isTerminal()
                && !List.of("", "dumb").contains(System.getenv().getOrDefault("TERM", ""));
    }

    /// Shows this progress until the display is closed.
    void show(Progress progress) {
        if (mode != Mode.NONE) {
            thread = Thread.ofPlatform().daemon().name("progress").start(() -> showUntilInterrupted(progress));
        }
    }

    private void showUntilInterrupted(Progress progress) {
        long before = System.nanoTime();
        Progress.Snapshot last = progress.snapshot();
        Pace pace = new Pace();
        pace.note(before, last);
        boolean goOn = true;
        while (goOn) {
            goOn = sleep(bar ? BAR_INTERVAL : LOG_INTERVAL);
            long now = System.nanoTime();
            Progress.Snapshot current = progress.snapshot();
            pace.note(now, current);
            Duration interval = Duration.ofNanos(now - before);
            String line = text.of(last, current, interval, pace);
            if (err instanceof EventLog log) {
                log.write(EventLog.Level.INFO, "progress", line, text.fields(last, current, interval, pace));
            } else {
                print(line);
            }
            last = current;
            before = now;
        }
        if (bar) {
            err.println();
            err.flush();
        }
    }

    /// False if the scan is over.
    private static boolean sleep(Duration interval) {
        try {
            Thread.sleep(interval);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void print(String line) {
        if (bar) {
            err.print(REWRITE_LINE + line + LINE_END);
        } else {
            err.println(line);
        }
        err.flush();
    }

    @Override
    public void close() {
        Thread shown = thread;
        if (shown != null) {
            shown.interrupt();
            try {
                shown.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
