package org.stsurvey.scanner.dataset;

import java.util.Map;
import java.util.TreeMap;

/// The columns of a schema that can identify a person, by their path in Parquet, and what a public copy does to
/// them; as its text says.
record PersonalColumns(Map<String, FieldNote.Personal> byPath) {

    static PersonalColumns of(AnnotatedSchema schema) {
        Map<String, FieldNote.Personal> found = new TreeMap<>();
        schema.sections().stream()
                .filter(section -> section.kind() == AnnotatedSchema.Section.Kind.MESSAGE)
                .forEach(message -> collect(schema, message, "", found));
        return new PersonalColumns(found);
    }

    private static void collect(
            AnnotatedSchema schema,
            AnnotatedSchema.Section section,
            String prefix,
            Map<String, FieldNote.Personal> found) {
        for (DataDictionary.Item item : DataDictionary.items(schema, section)) {
            switch (item) {
                case DataDictionary.Heading _ -> {}
                case DataDictionary.Field field -> {
                    String path = prefix + parquet(field.path());
                    if (field.note().personal() != FieldNote.Personal.NO) {
                        found.put(path, field.note().personal());
                    }
                    field.fragment().ifPresent(name -> collect(schema, schema.fragment(name), path + ".", found));
                }
                case DataDictionary.Included(String path, String name) ->
                    collect(
                            schema,
                            schema.fragment(name),
                            path.isEmpty() ? prefix : prefix + parquet(path) + ".",
                            found);
            }
        }
    }

    private static String parquet(String path) {
        return path.replace("[]", ".list.element");
    }

    /// What is done to a column with this path.
    FieldNote.Personal of(String column) {
        return byPath.entrySet().stream()
                .filter(entry -> column.equals(entry.getKey()) || column.startsWith(entry.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FieldNote.Personal.NO);
    }
}
