package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.stsurvey.scanner.dataset.RunCheck;
import org.stsurvey.scanner.judge.DeploymentStatus;

/// Whether a finished run can be believed: not an absolute number, but how it compares with the runs before it,
/// and what names with known answers said.
///
/// @param indeterminateShare rows whose status the run could not determine, of all rows; those of domains whose
///     owners asked not to be scanned are left out of both
/// @param medianOfEarlierRuns the same share of the last runs of the same list; empty if there are fewer than
///     three
/// @param earlierRuns how many runs it is the median of
/// @param canariesAsked questions with a known answer
/// @param canariesWrong of these, with another answer or none
/// @param faults why the run is not to be believed, a sentence each; empty if nothing speaks against it
public record Quality(
        double indeterminateShare,
        OptionalDouble medianOfEarlierRuns,
        int earlierRuns,
        long canariesAsked,
        long canariesWrong,
        List<String> faults) {

    /// How many earlier runs count, and how many there must be.
    private static final int LAST_RUNS = 6;

    private static final int FEWEST_RUNS = 3;

    /// The share may be this many times the median, and this much beside it, before something is taken to be
    /// wrong.
    private static final double MAX_RATIO = 2;

    private static final double MARGIN = 0.005;

    private static final double MAX_WRONG_CANARIES = 0.1;

    public Quality {
        medianOfEarlierRuns = Objects.requireNonNullElse(medianOfEarlierRuns, OptionalDouble.empty());
        faults = List.copyOf(Objects.requireNonNullElse(faults, List.of()));
    }

    /// Judges a run.
    ///
    /// @param runFolder of the run; those beside it are of the same list
    static Quality of(Path runFolder, String run, RunCheck check, List<NetworkHealth.Sample> samples)
            throws IOException {
        double share = indeterminateShare(check.deploymentStatuses(), check.excludedRows(), check.rows());
        List<Double> earlier = sharesBefore(runFolder, run);
        OptionalDouble median = earlier.size() < FEWEST_RUNS ? OptionalDouble.empty() : median(earlier);
        long wrong = samples.stream().filter(sample -> !sample.ok()).count();
        List<String> faults = new ArrayList<>();
        if (median.isPresent() && share > MAX_RATIO * median.getAsDouble() + MARGIN) {
            faults.add(String.format(
                    Locale.ROOT,
                    "%.2f %% of the rows are indeterminate, where the median of the last %d runs is %.2f %%; check the "
                            + "resolver and the network, then scan again",
                    100 * share,
                    earlier.size(),
                    100 * median.getAsDouble()));
        }
        if (wrong > MAX_WRONG_CANARIES * samples.size()) {
            faults.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d questions with a known answer were answered otherwise or not at all; check the resolver, "
                            + "then scan again",
                    wrong,
                    samples.size()));
        }
        return new Quality(share, median, earlier.size(), samples.size(), wrong, faults);
    }

    /// @param excludedRows all of which are indeterminate
    private static double indeterminateShare(Map<String, Long> statuses, Map<String, Long> excludedRows, long rows) {
        long excluded =
                excludedRows.values().stream().mapToLong(Long::longValue).sum();
        long asked = rows - excluded;
        long indeterminate = statuses.getOrDefault(DeploymentStatus.INDETERMINATE.code(), 0L);
        return asked == 0 ? 0 : (double) (indeterminate - excluded) / asked;
    }

    private static OptionalDouble median(List<Double> shares) {
        List<Double> sorted = shares.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /// The shares of the last finished runs before this one, by name, which is their date.
    private static List<Double> sharesBefore(Path runFolder, String run) throws IOException {
        List<Double> shares = new ArrayList<>();
        for (Path folder : runsBefore(runFolder, "run=" + run)) {
            if (shares.size() == LAST_RUNS) {
                break;
            }
            earlierShare(folder).ifPresent(shares::add);
        }
        return shares;
    }

    private static List<Path> runsBefore(Path runFolder, String name) throws IOException {
        try (Stream<Path> siblings = Files.list(runFolder.toAbsolutePath().getParent())) {
            return siblings.filter(folder -> folder.getFileName().toString().startsWith("run="))
                    .filter(folder -> folder.getFileName().toString().compareTo(name) < 0)
                    .sorted(Comparator.comparing(
                                    (Path folder) -> folder.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    /// A run that cannot be read says nothing about this one.
    private static Optional<Double> earlierShare(Path folder) {
        try {
            return Manifest.read(folder)
                    .filter(Manifest::isFinished)
                    .filter(manifest -> manifest.rows() > 0)
                    .map(manifest -> indeterminateShare(
                            manifest.deploymentStatus(), manifest.result().excludedRows(), manifest.rows()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
