package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stsurvey.scanner.dataset.Parts;
import org.stsurvey.scanner.dataset.RowSummary;

/// How much changes between two looks at the same domains within one run, so without anybody changing anything
/// much: what every table of changes between runs must be read against.
///
/// The sample is of rows that left nothing open, over all states.
///
/// @param publishers sampled rows with a record
/// @param others sampled rows without
/// @param statuses all sampled rows by status in the first pass and in the retest, unchanged ones included
/// @param outcomes sampled rows by primary outcome in the first pass and in the retest, where they differ
public record NoiseFloor(Stratum publishers, Stratum others, List<Flip> statuses, List<Flip> outcomes) {

    public NoiseFloor {
        statuses = List.copyOf(Objects.requireNonNullElse(statuses, List.of()));
        outcomes = List.copyOf(Objects.requireNonNullElse(outcomes, List.of()));
    }

    /// One part of the sample.
    ///
    /// @param sampled rows that were asked again
    /// @param changed of these, with another status the second time
    public record Stratum(long sampled, long changed) {}

    /// Rows that said one thing in the first pass and one in the retest.
    ///
    /// @param published whether a record was seen in the first pass
    /// @param from the code in the first pass
    /// @param to the code in the retest
    public record Flip(boolean published, String from, String to, long rows) {}

    /// Compares the passes.
    static NoiseFloor of(RetestPlan plan, Parts retest) throws IOException {
        Count count = new Count();
        RowSummary.forEach(
                retest, retest.names(), row -> plan.sampled(row.ordinal()).ifPresent(first -> count.add(first, row)));
        return new NoiseFloor(
                count.stratum(true), count.stratum(false), sorted(count.statuses), sorted(count.outcomes));
    }

    private static List<Flip> sorted(Map<Pair, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Flip(
                        entry.getKey().published(),
                        entry.getKey().from(),
                        entry.getKey().to(),
                        entry.getValue()))
                .sorted(Comparator.comparing(Flip::published)
                        .reversed()
                        .thenComparing(Flip::from)
                        .thenComparing(Flip::to))
                .toList();
    }

    private record Pair(boolean published, String from, String to) {}

    private static final class Count {

        private final Map<Pair, Long> statuses = new HashMap<>();
        private final Map<Pair, Long> outcomes = new HashMap<>();

        void add(RowSummary first, RowSummary second) {
            statuses.merge(new Pair(first.published(), first.status(), second.status()), 1L, Long::sum);
            if (!first.outcome().equals(second.outcome())) {
                outcomes.merge(new Pair(first.published(), first.outcome(), second.outcome()), 1L, Long::sum);
            }
        }

        Stratum stratum(boolean published) {
            long sampled = 0;
            long changed = 0;
            for (Map.Entry<Pair, Long> entry : statuses.entrySet()) {
                Pair pair = entry.getKey();
                if (pair.published() == published) {
                    sampled += entry.getValue();
                    changed += pair.from().equals(pair.to()) ? 0 : entry.getValue();
                }
            }
            return new Stratum(sampled, changed);
        }
    }
}
