package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListedName.Place;

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
            names.add(new Place(0, 1, 1), name);
        }
        assertThat(drained(names, 0))
                .extracting(ListedName::name)
                .containsExactly("e.example", "d.example", "c.example", "a.example", "b.example");
    }

    @Test
    void namesWhoseHashesAreTheSameStayApartAndInOrder() throws Exception {
        List<String> repeated = new ArrayList<>();
        NameTable table = new NameTable(4, (name, _) -> repeated.add(name));
        for (String name : List.of("b.example", "a.example", "c.example", "a.example")) {
            byte[] octets = RunFolder.bytes(name);
            table.accept(7, new Place(0, 1, 1), octets, octets.length);
        }
        List<String> given = new ArrayList<>();
        table.giveTo(name -> given.add(name.name()));
        assertThat(given).containsExactly("a.example", "b.example", "c.example");
        assertThat(repeated).containsExactly("a.example");
    }

    @Test
    void everyListKeepsItsBestPlaceOfAName() throws Exception {
        DistinctNames names =
                new DistinctNames(folder, "lists", 1, PrepareLimits.defaults().withPartitions(2, 64));
        names.add(new Place(1, 9, 4), "a.example");
        names.add(new Place(0, ListedName.NO_RANK, 8), "a.example");
        names.add(new Place(1, 5, 6), "a.example");
        names.add(Place.ON_PANEL, "a.example");
        names.add(new Place(1, 5, 5), "a.example");
        names.add(Place.ON_PANEL, "b.example");

        assertThat(drained(names, 2))
                .containsExactlyInAnyOrder(
                        new ListedName(
                                "a.example",
                                new Place(1, 5, 5),
                                List.of(new Place(0, ListedName.NO_RANK, 8), new Place(1, 5, 5)),
                                true),
                        new ListedName("b.example", Place.ON_PANEL, List.of(), true));
    }

    @Test
    void neitherRankNorLineCorrelatesWithTheOrder() throws Exception {
        List<ListedName> ordered = drained(filled(PrepareLimits.defaults()), NAMES);
        double mean = (NAMES - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < NAMES; i++) {
            covariance += (i - mean) * (ordered.get(i).place().line() - mean);
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
                names.add(new Place(0, rank, i), "x" + i + ".example");
            }
        }
        return names;
    }

    private static List<ListedName> drained(DistinctNames names, long repeated) throws Exception {
        List<ListedName> drained = new ArrayList<>();
        AtomicLong repeats = new AtomicLong();
        names.drainTo(drained::add, (_, _) -> repeats.incrementAndGet());
        assertThat(repeats).hasValue(repeated);
        return drained;
    }

    private long spillFiles() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
