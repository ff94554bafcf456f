package org.stsurvey.scanner.dataset;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/// A type where it stands in a schema: which columns are below it, and at which levels its values are written.
///
/// @param firstLeaf the first of its columns, counted from 0 in the order of the schema
/// @param leaves how many columns it has
/// @param repetition how many of the types from the root to here, this one included, may repeat
/// @param definition how many of them may be absent
record SchemaPlace(Type type, int firstLeaf, int leaves, int repetition, int definition) {

    static SchemaPlace root(MessageType schema) {
        return new SchemaPlace(schema, 0, leaves(schema), 0, 0);
    }

    boolean isGroup() {
        return !type.isPrimitive();
    }

    GroupType groupType() {
        return type.asGroupType();
    }

    /// The place of a field of this group.
    SchemaPlace field(int index) {
        int first = firstLeaf;
        for (int i = 0; i < index; i++) {
            first += leaves(groupType().getType(i));
        }
        Type field = groupType().getType(index);
        return new SchemaPlace(
                field,
                first,
                leaves(field),
                repetition + (field.isRepetition(Repetition.REPEATED) ? 1 : 0),
                definition + (field.isRepetition(Repetition.REQUIRED) ? 0 : 1));
    }

    private static int leaves(Type type) {
        return type.isPrimitive()
                ? 1
                : type.asGroupType().getFields().stream()
                        .mapToInt(SchemaPlace::leaves)
                        .sum();
    }
}
