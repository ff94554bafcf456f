package org.stsurvey.scanner.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/// A schema of the dataset as a Table Schema (Frictionless Data), made from the same text as all else: its columns
/// with their types and meanings. What is inside a nested column is told by [DataDictionary].
public final class TableSchema {

    private TableSchema() {}

    /// The object of a `schema` in `datapackage.json`.
    public static Map<String, Object> of(AnnotatedSchema schema) {
        AnnotatedSchema.Section message = schema.sections().stream()
                .filter(section -> section.kind() == AnnotatedSchema.Section.Kind.MESSAGE)
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> fields = new ArrayList<>();
        for (DataDictionary.Item item : DataDictionary.items(schema, message)) {
            if (item instanceof DataDictionary.Field field && schema.message().containsField(field.path())) {
                fields.add(field(field, schema.message().getType(field.path())));
            }
        }
        return Map.of("fields", fields);
    }

    private static Map<String, Object> field(DataDictionary.Field field, Type type) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", field.path());
        object.put("type", typeOf(type));
        object.put("description", description(field));
        if (!field.note().example().isEmpty()) {
            object.put("example", field.note().example());
        }
        if (field.repetition() == Repetition.REQUIRED) {
            object.put("constraints", Map.of("required", true));
        }
        return object;
    }

    private static String description(DataDictionary.Field field) {
        String whenNull = field.note().whenNull();
        String personal = field.note().personal().words();
        return field.note().meaning()
                + (whenNull.isEmpty() ? "" : "; null: " + whenNull)
                + (personal.isEmpty() ? "" : "; personal: " + personal);
    }

    private static String typeOf(Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (!type.isPrimitive()) {
            return LogicalTypeAnnotation.listType().equals(logical) ? "array" : "object";
        }
        if (logical instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) {
            return "datetime";
        }
        PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
        return switch (primitive) {
            case INT32, INT64 -> "integer";
            case BOOLEAN -> "boolean";
            case BINARY -> "string";
            case INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalStateException("column " + type + " has a type that no column has");
        };
    }
}
