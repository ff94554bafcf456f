package org.stsurvey.scanner.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.scanner.dataset.PublishedPart;
import org.stsurvey.scanner.dataset.RunCheck;

/// The part of a manifest that says what a run came to; before the run is finished, nothing.
///
/// @param rows published rows
/// @param outcomes rows by primary outcome
/// @param deploymentStatus rows by status under the lenient reading
/// @param excludedRows rows that were not asked to the end because somebody does not want to be connected to, by
///     exclusion (`cidr 192.0.2.0/24 2026-10-02`); names that are excluded have no row, but are counted in the funnel
/// @param problems what the check of the finished run found wrong; empty if all is well
/// @param quality whether the run can be believed
/// @param noiseFloor how much changes by itself
/// @param files the published parts
/// @param rejudged where stored observations were judged anew, from what and with which differences
public record RunResult(
        long rows,
        SortedMap<String, Long> outcomes,
        SortedMap<String, Long> deploymentStatus,
        SortedMap<String, Long> excludedRows,
        List<String> problems,
        Optional<Quality> quality,
        Optional<NoiseFloor> noiseFloor,
        List<PartFile> files,
        Optional<Rejudged> rejudged) {

    /// A published part.
    ///
    /// @param path within the run folder
    public record PartFile(String path, long rows, long bytes, String sha256) {

        static PartFile of(PublishedPart part) {
            return new PartFile(part.name(), part.rows(), part.bytes(), part.sha256());
        }
    }

    /// Manifests of the first version lack what was added since.
    public RunResult {
        outcomes = Objects.requireNonNullElseGet(outcomes, TreeMap::new);
        deploymentStatus = Objects.requireNonNullElseGet(deploymentStatus, TreeMap::new);
        excludedRows = Objects.requireNonNullElseGet(excludedRows, TreeMap::new);
        problems = List.copyOf(Objects.requireNonNullElse(problems, List.of()));
        files = List.copyOf(Objects.requireNonNullElse(files, List.of()));
        quality = Objects.requireNonNullElse(quality, Optional.empty());
        noiseFloor = Objects.requireNonNullElse(noiseFloor, Optional.empty());
        rejudged = Objects.requireNonNullElse(rejudged, Optional.empty());
    }

    /// Nothing yet.
    static RunResult none() {
        return new RunResult(
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /// Nothing yet of a run that is judged anew: what its network was like stays.
    RunResult judgedAnew(Rejudged section) {
        return none().with(quality, noiseFloor).with(Optional.of(section));
    }

    /// What the check of the files found.
    RunResult checked(RunCheck check, List<PartFile> published) {
        return new RunResult(
                check.rows(),
                check.outcomes(),
                check.deploymentStatuses(),
                check.excludedRows(),
                check.problems(),
                quality,
                noiseFloor,
                published,
                rejudged);
    }

    RunResult with(Optional<Quality> judged, Optional<NoiseFloor> floor) {
        return new RunResult(rows, outcomes, deploymentStatus, excludedRows, problems, judged, floor, files, rejudged);
    }

    RunResult with(Optional<Rejudged> section) {
        return new RunResult(
                rows, outcomes, deploymentStatus, excludedRows, problems, quality, noiseFloor, files, section);
    }

    RunResult withFiles(List<PartFile> others) {
        return new RunResult(
                rows, outcomes, deploymentStatus, excludedRows, problems, quality, noiseFloor, others, rejudged);
    }
}
