package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.stsurvey.scanner.dataset.Parts;
import org.stsurvey.scanner.dataset.RowSummary;

/// Which rows of the first pass are asked again: those that leave something open, and a sample of the others.
///
/// It is made from the published parts of the first pass alone, so it is the same after every resume. It takes
/// two bits of memory for each target.
final class RetestPlan {

    private final BitSet open;
    private final BitSet undecided;
    private final Map<Long, RowSummary> sampled;

    private RetestPlan(BitSet open, BitSet undecided, Map<Long, RowSummary> sampled) {
        this.open = open;
        this.undecided = undecided;
        this.sampled = sampled;
    }

    /// Draws up the plan.
    ///
    /// @param firstPass all parts of the first pass
    /// @param seed of the sample
    static RetestPlan of(Parts firstPass, long seed, RetestSettings settings) throws IOException {
        BitSet open = new BitSet();
        BitSet undecided = new BitSet();
        Sample publishers = new Sample(settings.publishers(), seed);
        Sample others = new Sample(settings.others(), seed);
        RowSummary.forEach(firstPass, firstPass.names(), row -> {
            int ordinal = Math.toIntExact(row.ordinal());
            if (row.complete() && row.isDeterminate()) {
                (row.published() ? publishers : others).offer(row);
            } else if (!row.complete()) {
                open.set(ordinal);
                undecided.set(ordinal, !row.isDeterminate());
            }
        });
        Map<Long, RowSummary> sampled = new HashMap<>();
        publishers.drawn().forEach(row -> sampled.put(row.ordinal(), row));
        others.drawn().forEach(row -> sampled.put(row.ordinal(), row));
        return new RetestPlan(open, undecided, sampled);
    }

    /// Whether the row leaves something open, so that what the retest finds replaces it.
    boolean isOpen(long ordinal) {
        return open.get((int) ordinal);
    }

    /// Whether the row's very status is open.
    boolean isUndecided(long ordinal) {
        return undecided.get((int) ordinal);
    }

    /// What the first pass says of a row that is asked again only to see whether the answer is the same; empty of any
    /// other row.
    Optional<RowSummary> sampled(long ordinal) {
        return Optional.ofNullable(sampled.get(ordinal));
    }

    long openRows() {
        return open.cardinality();
    }

    long sampledRows() {
        return sampled.size();
    }

    /// The ordinals of all rows to be asked again.
    BitSet ordinals() {
        BitSet all = (BitSet) open.clone();
        sampled.keySet().forEach(ordinal -> all.set(Math.toIntExact(ordinal)));
        return all;
    }

    /// A sample over all states: each gets the same share, and what a small one cannot fill goes to the others.
    private static final class Sample {

        private final int size;
        private final long seed;
        private final Map<String, PriorityQueue<Draw>> byStatus = new TreeMap<>();

        private record Draw(long lot, RowSummary row) {}

        Sample(int size, long seed) {
            this.size = size;
            this.seed = seed;
        }

        /// Keeps the row if its lot is among the lowest of its state.
        void offer(RowSummary row) {
            var kept = byStatus.computeIfAbsent(
                    row.status(),
                    _ -> new PriorityQueue<>(Comparator.comparingLong(Draw::lot).reversed()));
            kept.add(new Draw(mixed(seed ^ mixed(row.ordinal())), row));
            if (kept.size() > size) {
                kept.poll();
            }
        }

        List<RowSummary> drawn() {
            List<RowSummary> drawn = new ArrayList<>();
            List<PriorityQueue<Draw>> states = new ArrayList<>(byStatus.values());
            states.sort(Comparator.comparingInt(PriorityQueue::size)); // the smallest first: what it leaves is shared
            int left = size;
            for (int i = 0; i < states.size(); i++) {
                int share = Math.ceilDiv(left, states.size() - i);
                int taken = Math.min(share, states.get(i).size());
                states.get(i).stream()
                        .sorted(Comparator.comparingLong(Draw::lot))
                        .limit(taken)
                        .forEach(draw -> drawn.add(draw.row()));
                left -= taken;
            }
            return drawn;
        }

        /// A bijection of 64-bit numbers without visible pattern: the finaliser of SplitMix64 (Steele, Lea and
        /// Flood, OOPSLA 2014).
        private static long mixed(long number) {
            long z = number + 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }
}
