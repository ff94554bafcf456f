package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The part of a manifest that tells how a run goes, or went.
///
/// @param status `running`, `stopped` or `finished`
/// @param ended empty while the run is not finished
/// @param intervals when processes worked on the run
/// @param pauses when it held still because the network could not be trusted
/// @param resolverHealth what canaries said, one by one
/// @param passes what each pass asked
/// @param warnings what a reader should know: what was repaired, what was out of the ordinary
public record RunCourse(
        String status,
        Optional<Instant> ended,
        List<Interval> intervals,
        List<Interval> pauses,
        List<NetworkHealth.Sample> resolverHealth,
        List<Pass> passes,
        List<String> warnings) {

    private static final Pattern FOLDERS = Pattern.compile("[^\\s:\"(]*/");

    /// What one pass asked.
    ///
    /// @param number from 1
    /// @param targets how many domains were asked
    /// @param open of these, because the pass before left something open; in the first pass, none
    /// @param sampled of these, to see whether the answer is the same
    public record Pass(int number, long targets, long open, long sampled) {}

    /// Manifests of the first version lack what was added since.
    public RunCourse {
        intervals = List.copyOf(Objects.requireNonNullElse(intervals, List.of()));
        pauses = List.copyOf(Objects.requireNonNullElse(pauses, List.of()));
        resolverHealth = List.copyOf(Objects.requireNonNullElse(resolverHealth, List.of()));
        passes = List.copyOf(Objects.requireNonNullElse(passes, List.of()));
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
    }

    /// A run at its beginning.
    static RunCourse begun() {
        return new RunCourse(Manifest.RUNNING, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /// The same run at the beginning of being judged anew, which ends by itself.
    RunCourse judgedAnew() {
        return new RunCourse(Manifest.RUNNING, Optional.empty(), intervals, pauses, resolverHealth, passes, warnings);
    }

    /// The same run while another process works on it.
    RunCourse resumed(Instant at, List<String> repairs) {
        List<Interval> more = new ArrayList<>(intervals);
        more.add(new Interval(at, Optional.empty(), "not ended in order"));
        return new RunCourse(
                Manifest.RUNNING, Optional.empty(), more, pauses, resolverHealth, passes, with(warnings, repairs));
    }

    /// The same run, no longer worked on and not finished.
    RunCourse stopped(Instant at, String why, NetworkHealth health) {
        return ended(Manifest.STOPPED, ended, intervalsEnded(at, why), health);
    }

    /// The same run at its end.
    RunCourse finished(Instant at, NetworkHealth health) {
        return ended(Manifest.FINISHED, Optional.of(at), intervalsEnded(at, "finished"), health);
    }

    private RunCourse ended(String how, Optional<Instant> at, List<Interval> worked, NetworkHealth health) {
        return new RunCourse(
                how,
                at,
                worked,
                with(pauses, health.pauses()),
                with(resolverHealth, health.samples()),
                passes,
                with(warnings, health.remarks()));
    }

    /// The same without what leads to the machine: the addresses of the resolvers, which are numbered in their
    /// place, and the folders that messages name.
    ///
    /// @param resolvers as the manifest has them
    RunCourse forPublication(List<String> resolvers) {
        UnaryOperator<String> hidden = text -> {
            String shown = text;
            for (int i = 0; i < resolvers.size(); i++) {
                shown = shown.replace(resolvers.get(i), "number " + (i + 1));
            }
            return FOLDERS.matcher(shown).replaceAll("");
        };
        return new RunCourse(
                status,
                ended,
                intervals.stream().map(interval -> interval.saying(hidden)).toList(),
                pauses.stream().map(interval -> interval.saying(hidden)).toList(),
                resolverHealth.stream().map(sample -> sample.saying(hidden)).toList(),
                passes,
                warnings.stream().map(hidden).toList());
    }

    RunCourse withPasses(List<Pass> asked) {
        return new RunCourse(status, ended, intervals, pauses, resolverHealth, asked, warnings);
    }

    private List<Interval> intervalsEnded(Instant at, String how) {
        List<Interval> more = new ArrayList<>(intervals);
        if (!more.isEmpty() && more.getLast().until().isEmpty()) {
            more.add(more.removeLast().ended(at, how));
        }
        return more;
    }

    private static <T> List<T> with(List<T> before, List<T> more) {
        // Tasks of a cluster leave theirs in files, which are read again after a resume.
        Set<T> known = Set.copyOf(before);
        List<T> all = new ArrayList<>(before);
        more.stream().filter(one -> !known.contains(one)).forEach(all::add);
        return all;
    }
}
