package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stsurvey.scanner.dataset.VerdictChanges;

/// The manifest's section on a run whose stored observations were judged anew; the rest of that manifest tells of
/// the observations, and by which rules they are judged now.
///
/// @param fromRulebookVersion of the run that was judged anew
/// @param fromMethodFingerprint of that run
/// @param fromMethod all settings of that run that can move a number, by name
/// @param toolVersion of the program that judged anew
/// @param commandLine of that program
/// @param ended when all was judged, UTC; empty before
/// @param unchanged rows with the outcome and the status that they had
/// @param changes rows by primary outcome before and now, where they differ
/// @param statusChanges rows by deployment status (lenient reading) before and now, where they differ
public record Rejudged(
        String fromRulebookVersion,
        String fromMethodFingerprint,
        SortedMap<String, String> fromMethod,
        String toolVersion,
        String javaVersion,
        List<String> commandLine,
        Optional<Instant> ended,
        long unchanged,
        List<VerdictChanges.Change> changes,
        List<VerdictChanges.Change> statusChanges) {

    /// The section while the judging goes on.
    static Rejudged begun(Manifest from, String toolVersion, List<String> commandLine) {
        return new Rejudged(
                from.rulebookVersion(),
                from.methodFingerprint(),
                from.method(),
                toolVersion,
                System.getProperty("java.version", "unknown"),
                commandLine,
                Optional.empty(),
                0,
                List.of(),
                List.of());
    }

    /// The section once all is judged.
    Rejudged finished(Instant at, VerdictChanges differences) {
        return new Rejudged(
                fromRulebookVersion,
                fromMethodFingerprint,
                fromMethod,
                toolVersion,
                javaVersion,
                commandLine,
                Optional.of(at),
                differences.unchanged(),
                differences.outcomes(),
                differences.deploymentStatuses());
    }
}
