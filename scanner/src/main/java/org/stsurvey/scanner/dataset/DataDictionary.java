package org.stsurvey.scanner.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/// The data dictionary of a schema: every field with its type, its meaning, what null means, an example, the
/// version that brought it, and whether it can identify a person.
///
/// It follows the schema's text line by line, each fragment once, because that is how one learns it; the types
/// are those of the Parquet schema that the same text makes. A field that is not explained fails.
public final class DataDictionary {

    private DataDictionary() {}

    /// What a line of a section says.
    sealed interface Item {}

    /// A heading between the fields.
    record Heading(String text) implements Item {}

    /// A field.
    ///
    /// @param path how to get there within the section, such as `attempts[].http.status`
    /// @param fragment whose fields are all that it holds, if it is such a group
    record Field(String path, String type, Repetition repetition, FieldNote note, Optional<String> fragment)
            implements Item {}

    /// The fields of a fragment stand here.
    ///
    /// @param path the list that they are fields of the elements of; empty for the section itself
    record Included(String path, String fragment) implements Item {}

    /// The text of `DATASET.md`, in Markdown.
    public static String document() {
        return """
                # The dataset

                This page is made from `observation.schema` and `outcomes.schema`; a test keeps it in step with them.

                A run is a folder `observations/list=<list>/run=<date>` of Parquet files. Its `part-*.parquet` hold one row for each
                target of the list; `_outcomes.parquet` explains the outcomes that the rows name. Whatever begins with an underscore is
                no part, so that a glob over the folder finds the parts only:

                ```sql
                SELECT outcome, count(*) FROM read_parquet('observations/*/*/part-*.parquet', hive_partitioning = true) GROUP BY outcome;
                ```

                A row has three sections: the target, the judgement on it, and the observation, which is the evidence that the
                judgement was made from and can be made from again. Null never means "no": a field is null if it was not asked, or for
                the reason given. Text that came from the network is untrusted. Fields are only added from version to version, and an
                added field may be null; a field that was never null may become one that can be. Every file says its schema version under the key `%s` of its metadata and the version of the
                program that wrote it under `%s`.

                `_publishers.parquet` holds the rows of all publishers once more, with the columns of the parts: a small file for whoever
                looks at publishers alone. It is made from the parts when a run is finished, judged anew or made public, and never changes
                by itself. Under the key `%s` of its metadata stands the SHA-256 of the lines that `sha256sum part-*.parquet` prints
                for the parts that it was made of, in the order of the manifest; where that is another, the parts are right. Runs of
                earlier versions, and runs on a storage that is no disk, have no such file.

                ## `part-*.parquet`, schema version %d
                %s
                ## `_outcomes.parquet`, schema version %d
                %s""".formatted(
                        SchemaFileWriter.SCHEMA_VERSION_KEY,
                        SchemaFileWriter.PROGRAM_VERSION_KEY,
                        PublisherRows.PARTS_KEY,
                        AnnotatedSchema.OBSERVATION.version(),
                        tables(AnnotatedSchema.OBSERVATION),
                        AnnotatedSchema.OUTCOMES.version(),
                        tables(AnnotatedSchema.OUTCOMES));
    }

    /// The fields as tables: those of the message first, then those of the fragments.
    static String tables(AnnotatedSchema schema) {
        var text = new StringBuilder();
        for (var section : schema.sections().reversed()) {
            if (section.kind() == AnnotatedSchema.Section.Kind.FRAGMENT) {
                heading(text, "`" + section.name() + "`: " + section.title());
            }
            for (Item item : items(schema, section)) {
                switch (item) {
                    case Heading(String title) -> heading(text, title);
                    case Field field -> field(text, field);
                    case Included(String path, String fragment) ->
                        text.append("| %s | | the fields of `%s`, below | | | | |\n"
                                .formatted(path.isEmpty() ? "" : "`" + path + ".…`", fragment));
                }
            }
        }
        return text.toString();
    }

    private static void heading(StringBuilder text, String title) {
        text.append("\n### ").append(title).append("\n\n");
        text.append("| field | type | meaning | null | example | since | personal |\n");
        text.append("|---|---|---|---|---|---|---|\n");
    }

    private static void field(StringBuilder text, Field field) {
        var note = field.note();
        text.append("| `%s` | %s | %s | %s | %s | %d | %s |\n"
                .formatted(
                        field.path(),
                        field.type(),
                        escaped(note.meaning()),
                        field.repetition() == Repetition.OPTIONAL ? escaped(note.whenNull()) : "never",
                        note.example().isEmpty() ? "" : "`" + note.example() + "`",
                        note.since(),
                        note.personal().words()));
    }

    private static String escaped(String text) {
        return text.replace("<", "\\<").replace("*", "\\*");
    }

    static List<Item> items(AnnotatedSchema schema, AnnotatedSchema.Section section) {
        var walk = new Walk(schema.typeOf(section));
        section.lines().forEach(walk::line);
        return walk.items;
    }

    /// Follows the braces of a section, so that it knows which group a line stands in.
    private static final class Walk {

        private static final Pattern TOKEN =
                Pattern.compile("(?:required|optional|repeated) \\w+ (?<field>\\w+)|include (?<fragment>\\w+)|[{}]");
        private static final String HEADING = "--- ";

        private final MessageType type;
        private final List<Item> items = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private String last = "";

        Walk(MessageType type) {
            this.type = type;
        }

        void line(AnnotatedSchema.Line line) {
            if (line.note().startsWith(HEADING)) {
                items.add(new Heading(line.note().substring(HEADING.length())));
            }
            boolean explained = false;
            for (var token = TOKEN.matcher(line.code()); token.find(); ) {
                if (token.group("field") != null) {
                    last = token.group("field");
                    // What follows the first field on its line is the inside of a list or map.
                    if (!explained) {
                        items.add(field(line.note()));
                    }
                    explained = true;
                } else if (token.group("fragment") != null) {
                    include(token.group("fragment"), explained);
                } else if (token.group().equals("{")) {
                    open.add(last);
                } else {
                    open.removeLast();
                }
            }
        }

        private void include(String fragment, boolean asTheWholeGroup) {
            if (asTheWholeGroup) {
                var group = (Field) items.removeLast();
                items.add(new Field(
                        group.path(),
                        "`" + fragment + "`, below",
                        group.repetition(),
                        group.note(),
                        Optional.of(fragment)));
            } else {
                items.add(new Included(path(open), fragment));
            }
        }

        private Field field(String note) {
            var names = new ArrayList<>(open);
            names.add(last);
            try {
                Type field = type.getType(names.toArray(String[]::new));
                return new Field(
                        path(names), describe(field), field.getRepetition(), FieldNote.parse(note), Optional.empty());
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "%s, field `%s`: %s".formatted(type.getName(), path(names), e.getMessage()), e);
            }
        }

        /// Leaves out the levels that Parquet puts around the elements of a list.
        private static String path(List<String> names) {
            return String.join(".", names).replace(".list.element", "[]");
        }
    }

    private static String describe(Type type) {
        var logical = type.getLogicalTypeAnnotation();
        if (LogicalTypeAnnotation.listType().equals(logical)) {
            return "list of "
                    + describe(type.asGroupType().getType(0).asGroupType().getType(0));
        }
        if (LogicalTypeAnnotation.mapType().equals(logical)) {
            return "map of text by text";
        }
        if (LogicalTypeAnnotation.stringType().equals(logical)) {
            return "text";
        }
        if (logical instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) {
            return "timestamp";
        }
        if (!type.isPrimitive()) {
            return "group";
        }
        var primitive = type.asPrimitiveType().getPrimitiveTypeName();
        return primitive == PrimitiveTypeName.BINARY
                ? "bytes"
                : primitive.name().toLowerCase(Locale.ROOT);
    }
}
