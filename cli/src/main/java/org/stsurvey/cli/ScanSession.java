package org.stsurvey.cli;

import java.io.PrintWriter;
import org.stsurvey.scanner.run.StopRequest;
import org.stsurvey.scanner.run.SurveyRun;

/// A scan as its operator sees it: what is about to happen, how it goes on, what it came to.
final class ScanSession {

    private final PrintWriter err;
    private final ProgressDisplay.Mode progress;

    ScanSession(PrintWriter err, ProgressDisplay.Mode progress) {
        this.err = err;
        this.progress = progress;
    }

    /// Runs the survey to its end or until a signal asks to stop.
    ///
    /// @param next the command to suggest once it is finished
    ExitStatus execute(SurveyRun survey, String next) throws Exception {
        StopRequest stop = new StopRequest();
        // The signal's hook lets the JVM end as soon as it is closed, so the last word is said before.
        try (SignalStop _ = SignalStop.install(stop, err, "within 10 seconds, for domains under way")) {
            SurveyRun.End end = executeShown(survey, stop);
            ScanText.ended(end).forEach(this::say);
            return status(end, next);
        }
    }

    private SurveyRun.End executeShown(SurveyRun survey, StopRequest stop) throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(progress, err, ProgressLine::ofScan)) {
            return survey.execute(stop, started -> {
                ScanText.started(started).forEach(this::say);
                display.show(started.progress());
            });
        }
    }

    private ExitStatus status(SurveyRun.End end, String next) {
        return switch (end) {
            case SurveyRun.End.Finished finished
            when !finished.check().problems().isEmpty() -> ExitStatus.CHECK_FAILED;
            case SurveyRun.End.Finished _, SurveyRun.End.AlreadyFinished _ -> {
                say("next: " + next);
                yield ExitStatus.DONE;
            }
            case SurveyRun.End.Stopped _ -> ExitStatus.STOPPED;
        };
    }

    private void say(String line) {
        err.println("stsurvey: " + line);
        err.flush();
    }
}
