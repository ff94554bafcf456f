package org.stsurvey.scanner.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type.Repetition;

/// What is written to the fields of one Parquet group, declared so that the writing code reads like the schema.
///
/// The declaration names every field of the group in the order and with the shape that the schema gives it.
/// Whatever differs fails when the declaration is made, before the first row: a field that the schema lacks, a
/// field of the schema that nobody writes, a value that may be empty where the schema requires one.
final class Fields<V> {

    private final GroupType type;
    private final List<Shape.Writer<V>> writers = new ArrayList<>();
    private int next;

    private Fields(GroupType type, int next) {
        this.type = type;
        this.next = next;
    }

    static <V> Fields<V> declare(GroupType type, Consumer<Fields<V>> declaration) {
        var fields = new Fields<V>(type, 0);
        declaration.accept(fields);
        if (fields.next < type.getFieldCount()) {
            throw mismatch(type, "nobody writes `%s`".formatted(type.getFieldName(fields.next)));
        }
        return fields;
    }

    /// Declares the next field.
    <E> void required(String name, Shape<E> shape, Function<V, E> value) {
        int index = take(name, Repetition.REQUIRED);
        Shape.Writer<E> writer = shape.bind(type.getType(index));
        writers.add((group, out) -> {
            out.startField(name, index);
            writer.write(value.apply(group), out);
            out.endField(name, index);
        });
    }

    /// Declares the next field, which is null where the value is empty.
    <E> void optional(String name, Shape<E> shape, Function<V, Optional<E>> value) {
        int index = take(name, Repetition.OPTIONAL);
        Shape.Writer<E> writer = shape.bind(type.getType(index));
        writers.add((group, out) -> {
            Optional<E> present = value.apply(group);
            if (present.isPresent()) {
                out.startField(name, index);
                writer.write(present.get(), out);
                out.endField(name, index);
            }
        });
    }

    /// Declares the next field, an `int32` that is null where the value is empty.
    void optionalInt(String name, Function<V, OptionalInt> value) {
        int index = take(name, Repetition.OPTIONAL);
        Shape.INT32.bind(type.getType(index));
        writers.add((group, out) -> {
            OptionalInt present = value.apply(group);
            if (present.isPresent()) {
                out.startField(name, index);
                out.addInteger(present.getAsInt());
                out.endField(name, index);
            }
        });
    }

    /// Declares the next field, an `int64` that is null where the value is empty.
    void optionalLong(String name, Function<V, OptionalLong> value) {
        int index = take(name, Repetition.OPTIONAL);
        Shape.INT64.bind(type.getType(index));
        writers.add((group, out) -> {
            OptionalLong present = value.apply(group);
            if (present.isPresent()) {
                out.startField(name, index);
                out.addLong(present.getAsLong());
                out.endField(name, index);
            }
        });
    }

    /// Declares the next fields, which all come from one part of the value.
    <P> void from(Function<V, P> part, Consumer<Fields<P>> declaration) {
        var fields = new Fields<P>(type, next);
        declaration.accept(fields);
        next = fields.next;
        writers.add((group, out) -> fields.write(part.apply(group), out));
    }

    void write(V value, RecordConsumer out) {
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).write(value, out);
        }
    }

    private int take(String name, Repetition repetition) {
        String expected = next < type.getFieldCount() ? type.getFieldName(next) : "no further field";
        if (!name.equals(expected)) {
            throw mismatch(type, "the writer has `%s` where the schema has `%s`".formatted(name, expected));
        }
        if (!type.getType(next).isRepetition(repetition)) {
            throw mismatch(type, "to the writer `%s` is %s, to the schema it is not".formatted(name, repetition));
        }
        return next++;
    }

    private static IllegalStateException mismatch(GroupType type, String what) {
        return new IllegalStateException("group `%s`: %s".formatted(type.getName(), what));
    }
}
