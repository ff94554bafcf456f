package org.stsurvey.scanner.dataset;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.ByteString;

/// How values of one Java type are laid out in Parquet.
interface Shape<V> {

    /// UTF-8 text. Untrusted text may hold half a surrogate pair, which UTF-8 cannot express; it becomes `?`.
    Shape<String> TEXT = primitive(
            PrimitiveTypeName.BINARY,
            LogicalTypeAnnotation.stringType(),
            (text, column, r, d) ->
                    column.write(Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8)), r, d));

    /// Bytes as they came off the wire.
    Shape<ByteString> BYTES = primitive(
            PrimitiveTypeName.BINARY,
            null,
            (bytes, column, r, d) -> column.write(Binary.fromConstantByteArray(bytes.toArray()), r, d));

    Shape<Integer> INT32 =
            primitive(PrimitiveTypeName.INT32, null, (number, column, r, d) -> column.write((int) number, r, d));

    Shape<Long> INT64 =
            primitive(PrimitiveTypeName.INT64, null, (number, column, r, d) -> column.write((long) number, r, d));

    Shape<Boolean> BOOLEAN =
            primitive(PrimitiveTypeName.BOOLEAN, null, (truth, column, r, d) -> column.write((boolean) truth, r, d));

    /// A moment in UTC; what is finer than a microsecond is cut off.
    Shape<Instant> MOMENT = primitive(
            PrimitiveTypeName.INT64,
            LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS),
            (moment, column, r, d) -> column.write(ChronoUnit.MICROS.between(Instant.EPOCH, moment), r, d));

    /// The writer of this shape for a place in the schema.
    ///
    /// @throws IllegalStateException if the type there has another shape
    Writer<V> bind(SchemaPlace place);

    /// The shape of values that are laid out as what a function makes of them.
    default <W> Shape<W> of(Function<W, V> function) {
        return place -> {
            Writer<V> writer = bind(place);
            return (value, out, repetition) -> writer.write(function.apply(value), out, repetition);
        };
    }

    /// Writes one value that is there.
    @FunctionalInterface
    interface Writer<V> {

        /// Writes the value.
        ///
        /// @param repetition the level at which the value repeats; 0 for the first of a row
        void write(V value, RowShredder out, int repetition);
    }

    /// A group; the declaration names its fields in the order of the schema.
    static <V> Shape<V> group(Consumer<Fields<V>> declaration) {
        return place -> {
            check(place.isGroup() && place.type().getLogicalTypeAnnotation() == null, place, "a group");
            return Fields.declare(place, declaration)::write;
        };
    }

    /// A Parquet `LIST`.
    static <E> Shape<List<E>> list(Shape<E> elements) {
        return place -> {
            check(LogicalTypeAnnotation.listType().equals(place.type().getLogicalTypeAnnotation()), place, "a list");
            SchemaPlace item = place.field(0);
            Writer<E> writer = Fields.declare(
                    item, (Fields<E> fields) -> fields.required("element", elements, element -> element))::write;
            return (list, out, repetition) -> repeat(item, place, list, writer, out, repetition);
        };
    }

    /// A Parquet `MAP` of text by name, in the order of the map.
    static Shape<Map<String, String>> textByName() {
        return place -> {
            check(LogicalTypeAnnotation.mapType().equals(place.type().getLogicalTypeAnnotation()), place, "a map");
            SchemaPlace item = place.field(0);
            Writer<Map.Entry<String, String>> writer =
                    Fields.declare(item, (Fields<Map.Entry<String, String>> entry) -> {
                        entry.required("key", TEXT, Map.Entry::getKey);
                        entry.required("value", TEXT, Map.Entry::getValue);
                    })::write;
            return (map, out, repetition) -> repeat(item, place, map.entrySet(), writer, out, repetition);
        };
    }

    /// Writes a value into its column.
    @FunctionalInterface
    interface Cell<V> {
        void write(V value, ColumnWriter column, int repetition, int definition);
    }

    private static <V> Shape<V> primitive(
            PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, Cell<V> cell) {
        String description = logical == null ? physical.name() : physical + " (" + logical + ")";
        return place -> {
            check(
                    !place.isGroup()
                            && place.type().asPrimitiveType().getPrimitiveTypeName() == physical
                            && Objects.equals(place.type().getLogicalTypeAnnotation(), logical),
                    place,
                    description);
            int leaf = place.firstLeaf();
            int definition = place.definition();
            return (value, out, repetition) -> cell.write(value, out.column(leaf, repetition), repetition, definition);
        };
    }

    private static <E> void repeat(
            SchemaPlace item,
            SchemaPlace list,
            Collection<E> items,
            Writer<E> writer,
            RowShredder out,
            int repetition) {
        if (items.isEmpty()) {
            out.nulls(list, repetition, list.definition());
            return;
        }
        int level = repetition;
        for (E element : items) {
            writer.write(element, out, level);
            level = item.repetition();
        }
    }

    private static void check(boolean fits, SchemaPlace place, String shape) {
        if (!fits) {
            throw new IllegalStateException("the writer writes " + shape + ", but the schema has: " + place.type());
        }
    }
}
