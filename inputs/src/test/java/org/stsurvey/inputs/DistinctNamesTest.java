package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names are deduplicated and ordered alike in memory and by way of the disk.
class DistinctNamesTest {
    private static final int NAMES = 5_000;

    @TempDir
    Path folder;

    @Test
    void spilledOrNotTheResultIsTheSame() throws Exception {
        PrepareLimits inMemory = PrepareLimits.defaults().withPartitions(1, 1 << 20);
        List<ListedName> expected = drained(filled(inMemory), NAMES);
        assertThat(expected).hasSize(NAMES);

        for (PrepareLimits limits : List.of(inMemory.withPartitions(7, 500), inMemory.withPartitions(64, 300))) {
            DistinctNames names = filled(limits);
            assertThat(spillFiles()).isGreaterThan(1);
            assertThat(drained(names, NAMES)).isEqualTo(expected);
            assertThat(spillFiles()).isZero();
        }
    }

    @Test
    void aSmallListNeverTouchesTheDisk() throws Exception {
        DistinctNames names = filled(PrepareLimits.defaults());
        assertThat(spillFiles()).isZero();
        drained(names, NAMES);
    }

    @Test
    void anotherSeedGivesAnotherOrder() throws Exception {
        List<String> one = drained(filled(PrepareLimits.defaults(), 1), NAMES).stream()
                .map(ListedName::name)
                .toList();
        List<String> two = drained(filled(PrepareLimits.defaults(), 2), NAMES).stream()
                .map(ListedName::name)
                .toList();
        assertThat(one).isNotEqualTo(two).hasSameElementsAs(two);
    }

    /// The order of a seed is part of the method: were it to change, a sample would no more be the same names.
    @Test
    void theOrderOfASeedNeverChanges() throws Exception {
        DistinctNames names = new DistinctNames(folder, "pinned", 1, PrepareLimits.defaults());
        for (String name : List.of("a.example", "b.example", "c.example", "d.example", "e.example")) {
            names.add(1, 1, name);
        }
        assertThat(drained(names, 0))
                .extracting(ListedName::name)
                .containsExactly("e.example", "d.example", "c.example", "a.example", "b.example");
    }

    @Test
    void neitherRankNorLineCorrelatesWithTheOrder() throws Exception {
        List<ListedName> ordered = drained(filled(PrepareLimits.defaults()), NAMES);
        double mean = (NAMES - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < NAMES; i++) {
            covariance += (i - mean) * (ordered.get(i).line() - mean);
            variance += (i - mean) * (i - mean);
        }
        assertThat(Math.abs(covariance / variance)).isLessThan(0.05); // 3.5 standard deviations
    }

    private DistinctNames filled(PrepareLimits limits) throws Exception {
        return filled(limits, 42);
    }

    /// Every name twice, first with the worse rank.
    private DistinctNames filled(PrepareLimits limits, long seed) throws Exception {
        DistinctNames names = new DistinctNames(folder, "test", seed, limits);
        for (int rank : List.of(9, 3)) {
            for (int i = 0; i < NAMES; i++) {
                names.add(rank, i, "x" + i + ".example");
            }
        }
        return names;
    }

    private static List<ListedName> drained(DistinctNames names, long merged) throws Exception {
        List<ListedName> drained = new ArrayList<>();
        assertThat(names.drainTo(drained::add)).isEqualTo(merged);
        return drained;
    }

    private long spillFiles() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
