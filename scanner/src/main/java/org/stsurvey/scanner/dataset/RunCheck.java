package org.stsurvey.scanner.dataset;

import com.google.common.base.Throwables;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the published parts of a run hold, counted from the files alone, and whether every target has exactly
/// one row.
///
/// @param rows how many rows the parts hold
/// @param outcomes rows by primary outcome
/// @param deploymentStatuses rows by deployment status, lenient reading
/// @param excludedRows rows that were not asked to the end because somebody asked not to be, by exclusion
/// @param problems what is wrong, a sentence each, the first 20 of them; empty if every target has exactly one
///     row
public record RunCheck(
        long rows,
        SortedMap<String, Long> outcomes,
        SortedMap<String, Long> deploymentStatuses,
        SortedMap<String, Long> excludedRows,
        List<String> problems) {

    public RunCheck {
        outcomes = Collections.unmodifiableSortedMap(outcomes);
        deploymentStatuses = Collections.unmodifiableSortedMap(deploymentStatuses);
        excludedRows = Collections.unmodifiableSortedMap(excludedRows);
        problems = List.copyOf(problems);
    }

    /// The same with what was found wrong besides.
    public RunCheck and(List<String> more) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(more);
        return new RunCheck(rows, outcomes, deploymentStatuses, excludedRows, all);
    }

    /// Every target has exactly one row.
    public boolean ok() {
        return problems.isEmpty();
    }

    /// Reads all parts of a run; takes one bit of memory for each target.
    ///
    /// @param targets how many targets the run has; their ordinals are 0 to `targets - 1`
    /// @throws IOException if the disk cannot be read; a part that makes no sense is a problem
    public static RunCheck of(Parts parts, long targets) throws IOException {
        var count = new Count(Math.toIntExact(targets));
        for (String part : parts.names()) {
            count.add(parts, part);
        }
        count.findMissing();
        return new RunCheck(count.rows, count.outcomes, count.deploymentStatuses, count.excludedRows, count.problems());
    }

    private static final class Count {

        /// A lost disk makes a hundred thousand problems of the same kind.
        private static final int MAX_PROBLEMS = 20;

        private final int targets;
        private final BitSet seen;
        private final SortedMap<String, Long> outcomes = new TreeMap<>();
        private final SortedMap<String, Long> deploymentStatuses = new TreeMap<>();
        private final SortedMap<String, Long> excludedRows = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();
        private long rows;
        private long unlisted;

        Count(int targets) {
            this.targets = targets;
            this.seen = new BitSet(targets);
        }

        void add(Parts parts, String part) throws IOException {
            try (var reader = StructReader.open(
                    parts, part, AnnotatedSchema.OBSERVATION, "ordinal", "outcome", "deployment_status", "fault")) {
                reader.forEachRemaining(row -> {
                    rows++;
                    outcomes.merge(row.text("outcome"), 1L, Long::sum);
                    deploymentStatuses.merge(row.text("deployment_status"), 1L, Long::sum);
                    RowSummary.exclusion(row).ifPresent(exclusion -> excludedRows.merge(exclusion, 1L, Long::sum));
                    mark(part, row.int64("ordinal"));
                });
            } catch (IOException | UncheckedIOException e) {
                if (isOfTheDisk(e)) {
                    throw new IOException(e.getMessage(), e);
                }
                problem(String.valueOf(e.getMessage()));
            }
        }

        /// A disk that does not read says nothing of what is on it; what is read and makes no sense does.
        private static boolean isOfTheDisk(Exception failure) {
            Throwable root = Throwables.getRootCause(failure);
            return root instanceof IOException && !(root instanceof EOFException);
        }

        private void mark(String part, long ordinal) {
            if (ordinal < 0 || ordinal >= targets) {
                problem("%s: ordinal %d is none of the %d targets".formatted(part, ordinal, targets));
            } else if (seen.get((int) ordinal)) {
                problem("%s: ordinal %d has a row already".formatted(part, ordinal));
            } else {
                seen.set((int) ordinal);
            }
        }

        void findMissing() {
            for (int from = seen.nextClearBit(0); from < targets; ) {
                int next = seen.nextSetBit(from);
                int to = next < 0 ? targets : next;
                problem(
                        to - from == 1
                                ? "ordinal %d has no row".formatted(from)
                                : "ordinals %d to %d have no row (%d targets)".formatted(from, to - 1, to - from));
                from = seen.nextClearBit(to);
            }
        }

        private void problem(String sentence) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(sentence);
            } else {
                unlisted++;
            }
        }

        List<String> problems() {
            if (unlisted > 0) {
                problems.add("and %d more".formatted(unlisted));
            }
            return problems;
        }
    }
}
