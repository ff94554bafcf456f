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
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.ByteString;

/// How values of one Java type are laid out in Parquet.
interface Shape<V> {

    /// UTF-8 text. Untrusted text may hold half a surrogate pair, which UTF-8 cannot express; it becomes `?`.
    Shape<String> TEXT = primitive(
            PrimitiveTypeName.BINARY,
            LogicalTypeAnnotation.stringType(),
            (text, out) -> out.addBinary(Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8))));

    /// Bytes as they came off the wire.
    Shape<ByteString> BYTES = primitive(
            PrimitiveTypeName.BINARY,
            null,
            (bytes, out) -> out.addBinary(Binary.fromConstantByteArray(bytes.toArray())));

    Shape<Integer> INT32 = primitive(PrimitiveTypeName.INT32, null, (number, out) -> out.addInteger(number));

    Shape<Long> INT64 = primitive(PrimitiveTypeName.INT64, null, (number, out) -> out.addLong(number));

    Shape<Boolean> BOOLEAN = primitive(PrimitiveTypeName.BOOLEAN, null, (truth, out) -> out.addBoolean(truth));

    /// A moment in UTC; what is finer than a microsecond is cut off.
    Shape<Instant> MOMENT = primitive(
            PrimitiveTypeName.INT64,
            LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS),
            (moment, out) -> out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment)));

    /// The writer of this shape for a type of the schema.
    ///
    /// @throws IllegalStateException if the type has another shape
    Writer<V> bind(Type type);

    /// The shape of values that are laid out as what a function makes of them.
    default <W> Shape<W> of(Function<W, V> function) {
        return type -> {
            Writer<V> writer = bind(type);
            return (value, out) -> writer.write(function.apply(value), out);
        };
    }

    /// Writes one value, without the field around it.
    @FunctionalInterface
    interface Writer<V> {
        void write(V value, RecordConsumer out);
    }

    /// A group; the declaration names its fields in the order of the schema.
    static <V> Shape<V> group(Consumer<Fields<V>> declaration) {
        return type -> {
            check(!type.isPrimitive() && type.getLogicalTypeAnnotation() == null, type, "a group");
            return groupWriter(type.asGroupType(), declaration);
        };
    }

    /// A Parquet `LIST`.
    static <E> Shape<List<E>> list(Shape<E> elements) {
        return type -> {
            check(LogicalTypeAnnotation.listType().equals(type.getLogicalTypeAnnotation()), type, "a list");
            GroupType item = type.asGroupType().getType(0).asGroupType();
            Writer<E> writer = groupWriter(item, fields -> fields.required("element", elements, element -> element));
            return (list, out) -> repeat(item.getName(), list, writer, out);
        };
    }

    /// A Parquet `MAP` of text by name, in the order of the map.
    static Shape<Map<String, String>> textByName() {
        return type -> {
            check(LogicalTypeAnnotation.mapType().equals(type.getLogicalTypeAnnotation()), type, "a map");
            GroupType item = type.asGroupType().getType(0).asGroupType();
            Writer<Map.Entry<String, String>> writer = groupWriter(item, entry -> {
                entry.required("key", TEXT, Map.Entry::getKey);
                entry.required("value", TEXT, Map.Entry::getValue);
            });
            return (map, out) -> repeat(item.getName(), map.entrySet(), writer, out);
        };
    }

    private static <V> Shape<V> primitive(
            PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, Writer<V> writer) {
        String description = logical == null ? physical.name() : physical + " (" + logical + ")";
        return type -> {
            check(
                    type.isPrimitive()
                            && type.asPrimitiveType().getPrimitiveTypeName() == physical
                            && Objects.equals(type.getLogicalTypeAnnotation(), logical),
                    type,
                    description);
            return writer;
        };
    }

    private static <V> Writer<V> groupWriter(GroupType type, Consumer<Fields<V>> declaration) {
        var fields = Fields.declare(type, declaration);
        return (value, out) -> {
            out.startGroup();
            fields.write(value, out);
            out.endGroup();
        };
    }

    private static <E> void repeat(String name, Collection<E> items, Writer<E> writer, RecordConsumer out) {
        out.startGroup();
        if (!items.isEmpty()) {
            out.startField(name, 0);
            for (E item : items) {
                writer.write(item, out);
            }
            out.endField(name, 0);
        }
        out.endGroup();
    }

    private static void check(boolean fits, Type type, String shape) {
        if (!fits) {
            throw new IllegalStateException("the writer writes " + shape + ", but the schema has: " + type);
        }
    }
}
