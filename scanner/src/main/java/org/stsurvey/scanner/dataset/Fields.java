package org.stsurvey.scanner.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type.Repetition;

/// What is written to the fields of one Parquet group, declared so that the writing code reads like the schema.
///
/// The declaration names every field of the group in the order and with the shape that the schema gives it.
/// Whatever differs fails when the declaration is made, before the first row: a field that the schema lacks, a
/// field of the schema that nobody writes, a value that may be empty where the schema requires one.
final class Fields<V> {

    private final SchemaPlace group;
    private final List<Shape.Writer<V>> writers = new ArrayList<>();
    private int next;

    private Fields(SchemaPlace group, int next) {
        this.group = group;
        this.next = next;
    }

    static <V> Fields<V> declare(SchemaPlace group, Consumer<Fields<V>> declaration) {
        var fields = new Fields<V>(group, 0);
        declaration.accept(fields);
        GroupType type = group.groupType();
        if (fields.next < type.getFieldCount()) {
            throw mismatch(type, "nobody writes `%s`".formatted(type.getFieldName(fields.next)));
        }
        return fields;
    }

    /// Declares the next field.
    <E> void required(String name, Shape<E> shape, Function<V, E> value) {
        Shape.Writer<E> writer = shape.bind(take(name, Repetition.REQUIRED));
        writers.add((from, out, repetition) -> writer.write(value.apply(from), out, repetition));
    }

    /// Declares the next field, which is null where the value is empty.
    <E> void optional(String name, Shape<E> shape, Function<V, Optional<E>> value) {
        SchemaPlace place = take(name, Repetition.OPTIONAL);
        Shape.Writer<E> writer = shape.bind(place);
        writers.add((from, out, repetition) -> {
            Optional<E> present = value.apply(from);
            if (present.isPresent()) {
                writer.write(present.get(), out, repetition);
            } else {
                out.nulls(place, repetition, group.definition());
            }
        });
    }

    /// Declares the next field, an `int32` that is null where the value is empty.
    void optionalInt(String name, Function<V, OptionalInt> value) {
        optional(name, Shape.INT32, from -> {
            OptionalInt present = value.apply(from);
            return present.isPresent() ? Optional.of(present.getAsInt()) : Optional.empty();
        });
    }

    /// Declares the next field, an `int64` that is null where the value is empty.
    void optionalLong(String name, Function<V, OptionalLong> value) {
        optional(name, Shape.INT64, from -> {
            OptionalLong present = value.apply(from);
            return present.isPresent() ? Optional.of(present.getAsLong()) : Optional.empty();
        });
    }

    /// Declares the next fields, which all come from one part of the value.
    <P> void from(Function<V, P> part, Consumer<Fields<P>> declaration) {
        var fields = new Fields<P>(group, next);
        declaration.accept(fields);
        next = fields.next;
        writers.add((from, out, repetition) -> fields.write(part.apply(from), out, repetition));
    }

    void write(V value, RowShredder out, int repetition) {
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).write(value, out, repetition);
        }
    }

    private SchemaPlace take(String name, Repetition repetition) {
        GroupType type = group.groupType();
        String expected = next < type.getFieldCount() ? type.getFieldName(next) : "no further field";
        if (!name.equals(expected)) {
            throw mismatch(type, "the writer has `%s` where the schema has `%s`".formatted(name, expected));
        }
        if (!type.getType(next).isRepetition(repetition)) {
            throw mismatch(type, "to the writer `%s` is %s, to the schema it is not".formatted(name, repetition));
        }
        return group.field(next++);
    }

    private static IllegalStateException mismatch(GroupType type, String what) {
        return new IllegalStateException("group `%s`: %s".formatted(type.getName(), what));
    }
}
