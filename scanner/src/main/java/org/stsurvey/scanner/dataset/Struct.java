package org.stsurvey.scanner.dataset;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.parquet.schema.GroupType;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.ByteString;

/// The values of one Parquet group as read from a file, by the names of its fields.
///
/// A value is a [String], [ByteString], [Integer], [Long], [Boolean], [Struct], a [List] of such, or null.
final class Struct {

    private final GroupType type;
    private final @Nullable Object[] values;

    Struct(GroupType type) {
        this.type = type;
        this.values = new @Nullable Object[type.getFieldCount()];
    }

    void set(int index, Object value) {
        values[index] = value;
    }

    String text(String field) {
        return required(field, String.class);
    }

    Optional<String> optionalText(String field) {
        return optional(field, String.class);
    }

    ByteString bytes(String field) {
        return required(field, ByteString.class);
    }

    Optional<ByteString> optionalBytes(String field) {
        return optional(field, ByteString.class);
    }

    int int32(String field) {
        return required(field, Integer.class);
    }

    OptionalInt optionalInt32(String field) {
        Integer value = value(field, Integer.class);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    long int64(String field) {
        return required(field, Long.class);
    }

    OptionalLong optionalInt64(String field) {
        Long value = value(field, Long.class);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    boolean bool(String field) {
        return required(field, Boolean.class);
    }

    /// A timestamp in microseconds.
    Instant moment(String field) {
        return Instant.EPOCH.plus(int64(field), ChronoUnit.MICROS);
    }

    Struct group(String field) {
        return required(field, Struct.class);
    }

    Optional<Struct> optionalGroup(String field) {
        return optional(field, Struct.class);
    }

    /// A list, its elements read one by one.
    <E, V> List<V> list(String field, Class<E> elements, Function<E, V> reader) {
        return cast(required(field, List.class), elements).stream().map(reader).toList();
    }

    /// A list that may be null, its elements read one by one.
    <E, V> Optional<List<V>> optionalList(String field, Class<E> elements, Function<E, V> reader) {
        return optional(field, List.class)
                .map(list -> Struct.<E>cast(list, elements).stream().map(reader).toList());
    }

    /// A list of texts, byte strings or groups.
    <E> List<E> list(String field, Class<E> elements) {
        return cast(required(field, List.class), elements);
    }

    /// A list, known to be one of a type, as such.
    static <E> List<E> cast(List<?> list, Class<E> elements) {
        return list.stream().map(elements::cast).toList();
    }

    private <E> E required(String field, Class<E> kind) {
        E value = value(field, kind);
        if (value == null) {
            throw new IllegalStateException(
                    "group `%s`: required field `%s` has no value".formatted(type.getName(), field));
        }
        return value;
    }

    private <E> Optional<E> optional(String field, Class<E> kind) {
        return Optional.ofNullable(value(field, kind));
    }

    private <E> @Nullable E value(String field, Class<E> kind) {
        return kind.cast(values[type.getFieldIndex(field)]);
    }
}
