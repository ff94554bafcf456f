package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stsurvey.scanner.run.Manifest;
import org.stsurvey.scanner.run.Pace;
import org.stsurvey.scanner.run.Progress;
import org.stsurvey.scanner.run.ResidentMemory;
import org.stsurvey.scanner.run.StopRequest;
import org.stsurvey.scanner.run.SurveyRun;

/// A scan as its operator sees it: what is about to happen, how it goes on, what it came to.
final class ScanSession {

    private final PrintWriter err;
    private final ProgressDisplay.Mode progress;
    private final boolean asksItself;
    private final Consumer<SurveyRun.Started> listener;

    ScanSession(PrintWriter err, ProgressDisplay.Mode progress) {
        this(err, progress, true, _ -> {});
    }

    /// @param asksItself this process asks the resolvers; otherwise tasks of a cluster do, each its own
    /// @param listener is told when the run begins, before the first question
    ScanSession(
            PrintWriter err, ProgressDisplay.Mode progress, boolean asksItself, Consumer<SurveyRun.Started> listener) {
        this.err = err;
        this.progress = progress;
        this.asksItself = asksItself;
        this.listener = listener;
    }

    /// Runs the survey to its end or until a signal asks to stop.
    ///
    /// @param watch knows how the resolvers do, and ends the run if none is left
    /// @param next the command to suggest once it is finished
    ExitStatus execute(SurveyRun survey, ResolverWatch watch, String next) throws Exception {
        StopRequest stop = new StopRequest();
        watch.endThrough(stop::because);
        try (SignalStop signals = SignalStop.install(
                stop, err, "within " + SignalStop.GRACE.toSeconds() + " seconds, for domains under way")) {
            SurveyRun.End end = executeShown(survey, watch, stop);
            if (err instanceof EventLog log) {
                log.write(
                        EventLog.Level.INFO,
                        ScanEvents.ending(end),
                        String.join("; ", ScanText.ended(end)),
                        ScanEvents.ended(end));
            } else {
                ScanText.ended(end).forEach(this::say);
            }
            return signals.status(status(end, next));
        } catch (IOException | UncheckedIOException e) {
            say(ExitStatus.messageOf(e));
            say("the run has stopped; what is published stays: put right what is wrong, then the same command goes on");
            return ExitStatus.OUTPUT_FAILED;
        }
    }

    private SurveyRun.End executeShown(SurveyRun survey, ResolverWatch watch, StopRequest stop) throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(progress, err, new ScanProgress(watch))) {
            return survey.execute(stop, started -> {
                listener.accept(started);
                started(started);
                if (asksItself) {
                    unfit(watch).ifPresent(stop::because);
                }
                display.show(started.progress());
            });
        }
    }

    private void started(SurveyRun.Started started) {
        if (err instanceof EventLog log) {
            log.write(
                    EventLog.Level.INFO,
                    "run_started",
                    String.join("; ", ScanText.started(started)),
                    ScanEvents.started(started));
        } else {
            ScanText.started(started).forEach(this::say);
        }
    }

    /// A line about the progress, or its fields.
    private record ScanProgress(ResolverWatch watch) implements ProgressDisplay.Text {
        @Override
        public String of(Progress.Snapshot before, Progress.Snapshot now, Duration interval, Pace pace) {
            return ProgressLine.ofScan(before, now, interval, pace, watch.now(), ResidentMemory.bytes());
        }

        @Override
        public Map<String, Object> fields(
                Progress.Snapshot before, Progress.Snapshot now, Duration interval, Pace pace) {
            return ScanEvents.progress(before, now, interval, pace, watch.now(), ResidentMemory.bytes());
        }
    }

    /// Why no resolver can be asked; empty if one can.
    private static Optional<String> unfit(ResolverWatch watch) {
        try {
            return watch.examine();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    private ExitStatus status(SurveyRun.End end, String next) {
        return switch (end) {
            case SurveyRun.End.Finished(Manifest manifest, var _) -> status(manifest, next);
            case SurveyRun.End.AlreadyFinished(Manifest manifest) -> status(manifest, next);
            case SurveyRun.End.Stopped _ -> ExitStatus.STOPPED;
        };
    }

    private ExitStatus status(Manifest manifest, String next) {
        if (!manifest.problems().isEmpty() || !manifest.qualityFaults().isEmpty()) {
            return ExitStatus.CHECK_FAILED;
        }
        say("next: " + next);
        return ExitStatus.DONE;
    }

    private void say(String line) {
        err.println("stsurvey: " + line);
        err.flush();
    }
}
