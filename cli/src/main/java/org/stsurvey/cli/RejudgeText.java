package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stsurvey.scanner.dataset.VerdictChanges;
import org.stsurvey.scanner.run.Rejudged;
import org.stsurvey.scanner.run.SurveyRun;

/// What rejudging says at its start, and the table of what it changed.
final class RejudgeText {

    private RejudgeText() {}

    static List<String> started(Path run, SurveyRun.Started started) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "judging %,d stored observations of %s anew",
                        started.progress().snapshot().total(),
                        run),
                started.resumed()
                        ? String.format(
                                Locale.ROOT,
                                "resuming %s: %,d rows are published already",
                                started.folder(),
                                started.progress().snapshot().done())
                        : "writing to " + started.folder());
    }

    /// The differences, a line each: rows, code before, code now.
    static List<String> differences(Rejudged rejudged) {
        List<String> lines = new ArrayList<>();
        lines.add(line(rejudged.unchanged(), "as before"));
        addAll(lines, "outcome", rejudged.changes());
        addAll(lines, "deployment status", rejudged.statusChanges());
        return lines;
    }

    private static void addAll(List<String> lines, String what, List<VerdictChanges.Change> changes) {
        if (changes.isEmpty()) {
            lines.add("no " + what + " changed");
            return;
        }
        lines.add(what + " changed:");
        changes.forEach(change ->
                lines.add(line(change.rows(), SafeText.of(change.from()) + " -> " + SafeText.of(change.to()))));
    }

    private static String line(long rows, String what) {
        return String.format(Locale.ROOT, "%,12d %s", rows, what);
    }
}
