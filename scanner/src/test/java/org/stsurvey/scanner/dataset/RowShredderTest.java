package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken apart into columns is put together again by Parquet's own reader, whatever is null and for how long.
class RowShredderTest {

    private static final AnnotatedSchema SCHEMA = AnnotatedSchema.parse("shredder.schema", """
            version 1;
            message nodes {
              required int32 number;              // a number
              optional binary label (STRING);     // a name | null: none
              optional group inner {              // a group | null: none
                required binary text (STRING);    // a text
                optional int64 size;              // a size | null: none
                optional group leaf {             // a group in it | null: none
                  required boolean green;         // a colour
                }
              }
              required group names (LIST) { repeated group list { required binary element (STRING); } } // names
              optional group pairs (LIST) { repeated group list { required group element { // groups | null: none
                required int32 left;              // a number
                optional int32 right;             // a number | null: none
                required group tags (LIST) { repeated group list { required binary element (STRING); } } // names
              } } }
            }
            """);

    private record Leaf(boolean green) {}

    private record Inner(String text, Optional<Long> size, Optional<Leaf> leaf) {}

    private record Pair(int left, Optional<Integer> right, List<String> tags) {}

    private record Node(
            int number,
            Optional<String> label,
            Optional<Inner> inner,
            List<String> names,
            Optional<List<Pair>> pairs) {}

    private static void node(Fields<Node> node) {
        node.required("number", Shape.INT32, Node::number);
        node.optional("label", Shape.TEXT, Node::label);
        node.optional("inner", Shape.group(RowShredderTest::inner), Node::inner);
        node.required("names", Shape.list(Shape.TEXT), Node::names);
        node.optional("pairs", Shape.list(Shape.group(RowShredderTest::pair)), Node::pairs);
    }

    private static void inner(Fields<Inner> inner) {
        inner.required("text", Shape.TEXT, Inner::text);
        inner.optional("size", Shape.INT64, Inner::size);
        inner.optional(
                "leaf",
                Shape.group((Fields<Leaf> leaf) -> leaf.required("green", Shape.BOOLEAN, Leaf::green)),
                Inner::leaf);
    }

    private static void pair(Fields<Pair> pair) {
        pair.required("left", Shape.INT32, Pair::left);
        pair.optional("right", Shape.INT32, Pair::right);
        pair.required("tags", Shape.list(Shape.TEXT), Pair::tags);
    }

    @TempDir
    Path folder;

    private List<Node> readBack(List<Node> nodes, int pageRows) throws IOException {
        Path file = folder.resolve("nodes.parquet");
        RowGroups.Layout usual = RowGroups.Layout.DEFAULT;
        new SchemaFileWriter<Node>(
                        SCHEMA,
                        RowShredderTest::node,
                        "test",
                        new RowGroups.Layout(usual.groupBytes(), usual.dictionaryBytes(), pageRows, usual.zstdLevel()))
                .write(file, nodes.iterator());
        List<Node> read = new ArrayList<>();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file))) {
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var rows = new ColumnIOFactory()
                        .getColumnIO(SCHEMA.message())
                        .getRecordReader(pages, new GroupRecordConverter(SCHEMA.message()));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    read.add(node(rows.read()));
                }
            }
        }
        return read;
    }

    private static Node node(Group group) {
        return new Node(
                group.getInteger("number", 0),
                has(group, "label") ? Optional.of(group.getString("label", 0)) : Optional.empty(),
                has(group, "inner") ? Optional.of(inner(group.getGroup("inner", 0))) : Optional.empty(),
                texts(group.getGroup("names", 0)),
                has(group, "pairs")
                        ? Optional.of(elements(group.getGroup("pairs", 0)).stream()
                                .map(item -> pair(item.getGroup("element", 0)))
                                .toList())
                        : Optional.empty());
    }

    private static Inner inner(Group group) {
        return new Inner(
                group.getString("text", 0),
                has(group, "size") ? Optional.of(group.getLong("size", 0)) : Optional.empty(),
                has(group, "leaf")
                        ? Optional.of(new Leaf(group.getGroup("leaf", 0).getBoolean("green", 0)))
                        : Optional.empty());
    }

    private static Pair pair(Group group) {
        return new Pair(
                group.getInteger("left", 0),
                has(group, "right") ? Optional.of(group.getInteger("right", 0)) : Optional.empty(),
                texts(group.getGroup("tags", 0)));
    }

    private static List<String> texts(Group list) {
        return elements(list).stream().map(item -> item.getString("element", 0)).toList();
    }

    private static List<Group> elements(Group list) {
        return IntStream.range(0, list.getFieldRepetitionCount("list"))
                .mapToObj(i -> list.getGroup("list", i))
                .toList();
    }

    private static boolean has(Group group, String field) {
        return group.getFieldRepetitionCount(field) > 0;
    }

    /// Nodes of which nearly all, half, or nearly none have more than their number.
    private static List<Node> random(int count, int emptyOfTen, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(10) < emptyOfTen
                        ? new Node(i, Optional.empty(), Optional.empty(), List.of(), Optional.empty())
                        : full(i, random))
                .toList();
    }

    private static Node full(int number, Random random) {
        return new Node(
                number,
                maybe(random, "label" + random.nextInt(5)),
                maybe(
                        random,
                        new Inner(
                                "t" + number,
                                maybe(random, random.nextLong()),
                                maybe(random, new Leaf(random.nextBoolean())))),
                texts(random),
                maybe(
                        random,
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(_ ->
                                        new Pair(random.nextInt(9), maybe(random, random.nextInt()), texts(random)))
                                .toList()));
    }

    private static <V> Optional<V> maybe(Random random, V value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static List<String> texts(Random random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> "n" + i + random.nextInt(50))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 10})
    void everyNodeIsReadAsItWasWritten(int emptyOfTen) throws IOException {
        for (int count : new int[] {1, 99, 100, 101, 1_234}) {
            List<Node> nodes = random(count, emptyOfTen, 31L * count + emptyOfTen);
            assertThat(readBack(nodes, 100)).isEqualTo(nodes);
            assertThat(readBack(nodes, 20_000)).isEqualTo(nodes);
        }
    }

    @Test
    void aColumnThatIsNullOverManyPagesIsWhereItBelongs() throws IOException {
        List<Node> nodes = new ArrayList<>(random(1_000, 10, 1));
        for (int row : new int[] {0, 99, 100, 101, 499, 500, 999}) {
            nodes.set(
                    row,
                    new Node(row, Optional.of("row " + row), Optional.empty(), List.of("a"), Optional.of(List.of())));
        }
        assertThat(readBack(nodes, 100)).isEqualTo(nodes);
    }

    @Test
    void aPageThatEndsWhereNobodyLooksIsRefused() {
        assertThatThrownBy(() -> new RowGroups.Layout(1 << 20, 1 << 20, 150, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("150");
    }
}
