package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the verdicts in two sets of parts differ that hold the same observations, counted from the files alone.
///
/// @param unchanged rows with the same primary outcome and the same deployment status in both
/// @param outcomes rows by primary outcome before and after, where they differ; the most first
/// @param deploymentStatuses rows by deployment status (lenient reading) before and after, likewise
public record VerdictChanges(long unchanged, List<Change> outcomes, List<Change> deploymentStatuses) {

    private static final String[] COLUMNS = {"ordinal", "outcome", "deployment_status"};

    /// Rows that said one thing and now say another.
    ///
    /// @param from the code before
    /// @param to the code after
    public record Change(String from, String to, long rows) {}

    public VerdictChanges {
        outcomes = List.copyOf(outcomes);
        deploymentStatuses = List.copyOf(deploymentStatuses);
    }

    /// Reads all parts of both, side by side.
    ///
    /// @param after has every part that `before` has
    /// @throws IOException if a part cannot be read, or two parts of one name are not about the same targets
    public static VerdictChanges of(Parts before, Parts after) throws IOException {
        var count = new Count();
        for (String part : before.names()) {
            try (var old = StructReader.open(before, part, AnnotatedSchema.OBSERVATION, COLUMNS);
                    var judgedAnew = StructReader.open(after, part, AnnotatedSchema.OBSERVATION, COLUMNS)) {
                while (old.hasNext() && judgedAnew.hasNext()) {
                    count.add(part, old.next(), judgedAnew.next());
                }
                if (old.hasNext() || judgedAnew.hasNext()) {
                    throw new IOException("%s has not as many rows in %s as in %s".formatted(part, before, after));
                }
            }
        }
        return new VerdictChanges(count.unchanged, sorted(count.outcomes), sorted(count.deploymentStatuses));
    }

    private static List<Change> sorted(Map<Pair, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Change(entry.getKey().from(), entry.getKey().to(), entry.getValue()))
                .sorted(Comparator.comparingLong(Change::rows)
                        .reversed()
                        .thenComparing(Change::from)
                        .thenComparing(Change::to))
                .toList();
    }

    private record Pair(String from, String to) {

        static Pair of(String column, Struct before, Struct after) {
            return new Pair(before.text(column), after.text(column));
        }

        boolean same() {
            return from.equals(to);
        }
    }

    private static final class Count {

        private final Map<Pair, Long> outcomes = new HashMap<>();
        private final Map<Pair, Long> deploymentStatuses = new HashMap<>();
        private long unchanged;

        void add(String part, Struct before, Struct after) throws IOException {
            if (before.int64("ordinal") != after.int64("ordinal")) {
                throw new IOException("%s: ordinal %d stands where ordinal %d stood before"
                        .formatted(part, after.int64("ordinal"), before.int64("ordinal")));
            }
            Pair outcome = Pair.of("outcome", before, after);
            Pair status = Pair.of("deployment_status", before, after);
            if (outcome.same() && status.same()) {
                unchanged++;
            }
            countIfChanged(outcomes, outcome);
            countIfChanged(deploymentStatuses, status);
        }

        private static void countIfChanged(Map<Pair, Long> counts, Pair pair) {
            if (!pair.same()) {
                counts.merge(pair, 1L, Long::sum);
            }
        }
    }
}
