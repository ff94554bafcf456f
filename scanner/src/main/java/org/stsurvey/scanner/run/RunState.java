package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.scanner.dataset.PublishedPart;
import org.stsurvey.scanner.dataset.RunCheck;

/// The part of a manifest that changes while a run goes on, and what it came to.
///
/// @param status `running`, `stopped` or `finished`
/// @param ended empty while the run is not finished
/// @param intervals when processes worked on the run
/// @param pauses when it held still because the network could not be trusted
/// @param passes what each pass asked
/// @param rows published rows, once finished
/// @param outcomes rows by primary outcome, once finished
/// @param deploymentStatus rows by status under the lenient reading, once finished
/// @param problems what the check of the finished run found wrong; empty if all is well
/// @param quality whether the run can be believed, once finished
/// @param noiseFloor how much changes by itself, once finished
/// @param files the published parts, once finished
/// @param warnings what a reader should know: what was repaired, what was out of the ordinary
/// @param rejudged where stored observations were judged anew, from what and with which differences
public record RunState(
        String status,
        Optional<Instant> ended,
        List<Interval> intervals,
        List<Interval> pauses,
        List<Pass> passes,
        long rows,
        SortedMap<String, Long> outcomes,
        SortedMap<String, Long> deploymentStatus,
        List<String> problems,
        Optional<Quality> quality,
        Optional<NoiseFloor> noiseFloor,
        List<PartFile> files,
        List<String> warnings,
        Optional<Rejudged> rejudged) {

    /// What one pass asked.
    ///
    /// @param number from 1
    /// @param targets how many domains were asked
    /// @param open of these, because the pass before left something open; in the first pass, none
    /// @param sampled of these, to see whether the answer is the same
    public record Pass(int number, long targets, long open, long sampled) {}

    /// A published part.
    ///
    /// @param path within the run folder
    public record PartFile(String path, long rows, long bytes, String sha256) {

        static PartFile of(PublishedPart part) {
            return new PartFile(part.name(), part.rows(), part.bytes(), part.sha256());
        }
    }

    /// Manifests of the first version lack what was added since.
    public RunState {
        intervals = List.copyOf(Objects.requireNonNullElse(intervals, List.of()));
        pauses = List.copyOf(Objects.requireNonNullElse(pauses, List.of()));
        passes = List.copyOf(Objects.requireNonNullElse(passes, List.of()));
        files = List.copyOf(Objects.requireNonNullElse(files, List.of()));
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        quality = Objects.requireNonNullElse(quality, Optional.empty());
        noiseFloor = Objects.requireNonNullElse(noiseFloor, Optional.empty());
        rejudged = Objects.requireNonNullElse(rejudged, Optional.empty());
    }

    /// A run at its beginning.
    static RunState begun(Optional<Rejudged> rejudged) {
        return new RunState(
                Manifest.RUNNING,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                rejudged);
    }

    /// The same run while another process works on it.
    RunState resumed(Instant at, List<String> repairs) {
        List<Interval> more = new ArrayList<>(intervals);
        more.add(new Interval(at, Optional.empty(), "not ended in order"));
        List<String> told = new ArrayList<>(warnings);
        told.addAll(repairs);
        return new RunState(
                Manifest.RUNNING,
                Optional.empty(),
                more,
                pauses,
                passes,
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                told,
                rejudged);
    }

    /// The same run, no longer worked on and not finished.
    RunState stopped(Instant at, String why, List<Interval> held) {
        return new RunState(
                Manifest.STOPPED,
                ended,
                intervalsEnded(at, why),
                pausesWith(held),
                passes,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                quality,
                noiseFloor,
                files,
                warnings,
                rejudged);
    }

    /// The same run at its end.
    RunState finished(Instant at, RunCheck check, List<PartFile> published, List<Interval> held) {
        return new RunState(
                Manifest.FINISHED,
                Optional.of(at),
                intervalsEnded(at, "finished"),
                pausesWith(held),
                passes,
                check.rows(),
                check.outcomes(),
                check.deploymentStatuses(),
                check.problems(),
                quality,
                noiseFloor,
                published,
                warnings,
                rejudged);
    }

    RunState withPasses(List<Pass> asked) {
        return new RunState(
                status,
                ended,
                intervals,
                pauses,
                asked,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                quality,
                noiseFloor,
                files,
                warnings,
                rejudged);
    }

    RunState withQuality(Quality judged, NoiseFloor floor) {
        return new RunState(
                status,
                ended,
                intervals,
                pauses,
                passes,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                Optional.of(judged),
                Optional.of(floor),
                files,
                warnings,
                rejudged);
    }

    RunState withFiles(List<PartFile> others) {
        return new RunState(
                status,
                ended,
                intervals,
                pauses,
                passes,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                quality,
                noiseFloor,
                others,
                warnings,
                rejudged);
    }

    RunState withRejudged(Optional<Rejudged> section) {
        return new RunState(
                status,
                ended,
                intervals,
                pauses,
                passes,
                rows,
                outcomes,
                deploymentStatus,
                problems,
                quality,
                noiseFloor,
                files,
                warnings,
                section);
    }

    private List<Interval> intervalsEnded(Instant at, String how) {
        List<Interval> more = new ArrayList<>(intervals);
        if (!more.isEmpty() && more.getLast().until().isEmpty()) {
            more.add(more.removeLast().ended(at, how));
        }
        return more;
    }

    private List<Interval> pausesWith(List<Interval> held) {
        List<Interval> all = new ArrayList<>(pauses);
        all.addAll(held);
        return all;
    }
}
