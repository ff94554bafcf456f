package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.observation.Observation;

/// A part copied column by column holds what it would hold had its rows been written one by one.
class PartCopyTest {

    private static final int ROWS = 400;

    @TempDir
    private Path folder;

    private PartFolder parts;

    @BeforeEach
    void write() throws IOException {
        parts = new PartFolder(folder);
        writePart(
                0,
                LongStream.range(0, ROWS)
                        .mapToObj(n -> n % 3 == 0 ? Samples.publishing(n) : Samples.absent(n))
                        .toList());
        writePart(
                1, LongStream.range(1_000, 1_100).mapToObj(PartCopyTest::either).toList());
        writePart(
                2, LongStream.range(2_000, 2_050).mapToObj(PartCopyTest::either).toList());
    }

    private static Row either(long ordinal) {
        return ordinal % 2 == 0 ? Samples.publishing(ordinal) : Samples.absent(ordinal);
    }

    private void writePart(int index, List<Row> rows) throws IOException {
        new PartWriter("test").write(folder.resolve(PartStore.partName(index)), rows.iterator());
    }

    private List<Observation> read(int index) throws IOException {
        List<Observation> rows = new ArrayList<>();
        try (ObservationReader reader = ObservationReader.open(parts, PartStore.partName(index))) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private List<Observation> copy(List<Integer> replaced, List<Integer> fromOne, List<Integer> fromTwo)
            throws IOException {
        Path target = folder.resolve(PartStore.partName(9));
        long rows = new PartCopy(target, PartCopy.Changes.NONE)
                .copy(
                        parts.open(PartStore.partName(0)),
                        replaced,
                        List.of(
                                new PartCopy.Substitutes(parts.open(PartStore.partName(1)), fromOne),
                                new PartCopy.Substitutes(parts.open(PartStore.partName(2)), fromTwo)));
        assertThat(rows).isEqualTo(ROWS);
        PartVerifier.verify(target, AnnotatedSchema.OBSERVATION, ROWS);
        return read(9);
    }

    private List<Observation> expected(List<Integer> replaced, List<Integer> fromOne, List<Integer> fromTwo)
            throws IOException {
        List<Observation> rows = read(0);
        List<Observation> others = new ArrayList<>();
        List<Observation> one = read(1);
        List<Observation> two = read(2);
        fromOne.forEach(row -> others.add(one.get(row)));
        fromTwo.forEach(row -> others.add(two.get(row)));
        for (int i = 0; i < replaced.size(); i++) {
            rows.set(replaced.get(i), others.get(i));
        }
        return rows;
    }

    @Test
    void nothingReplacedIsAnEqualPart() throws IOException {
        assertThat(copy(List.of(), List.of(), List.of())).isEqualTo(read(0));
    }

    @Test
    void rowsAreReplacedByThoseOfSeveralParts() throws IOException {
        List<Integer> replaced = List.of(0, 1, 7, 399);
        assertThat(copy(replaced, List.of(0, 99), List.of(0, 49)))
                .isEqualTo(expected(replaced, List.of(0, 99), List.of(0, 49)));
    }

    @Test
    void anyRowsAreReplacedByAnyRows() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 20; round++) {
            List<Integer> one = some(random, 100, random.nextInt(60));
            List<Integer> two = some(random, 50, random.nextInt(40));
            List<Integer> replaced = some(random, ROWS, one.size() + two.size());
            assertThat(copy(replaced, one, two)).as("round %d", round).isEqualTo(expected(replaced, one, two));
        }
    }

    private static List<Integer> some(Random random, int of, int count) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
        Collections.shuffle(all, random);
        return all.subList(0, count).stream().sorted().toList();
    }

    @Test
    void theSamePartsMakeTheSameBytes() throws IOException {
        copy(List.of(3), List.of(5), List.of());
        byte[] first = Files.readAllBytes(folder.resolve(PartStore.partName(9)));
        copy(List.of(3), List.of(5), List.of());
        assertThat(folder.resolve(PartStore.partName(9))).hasBinaryContent(first);
    }

    @Test
    void columnsAreChangedWhereAskedAndNowhereElse() throws IOException {
        Path target = folder.resolve(PartStore.partName(9));
        new PartCopy(target, column -> column.endsWith("http.body") ? Optional.of(_ -> Binary.EMPTY) : Optional.empty())
                .copy(parts.open(PartStore.partName(0)), List.of(), List.of());
        List<Observation> before = read(0);
        List<Observation> after = read(9);
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).txt()).isEqualTo(before.get(i).txt());
            after.get(i).fetch().stream()
                    .flatMap(fetch -> fetch.attempts().stream())
                    .flatMap(attempt -> attempt.http().stream())
                    .forEach(http -> assertThat(http.body().size()).isZero());
        }
    }

    @Test
    void tooFewSubstitutesLeaveNothingBehind() {
        Path target = folder.resolve(PartStore.partName(9));
        assertThatThrownBy(() -> copy(List.of(1, 2), List.of(1), List.of()))
                .hasMessageContaining("fewer substitutes than rows");
        assertThat(target).doesNotExist();
    }
}
