package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/// A writer that differs from the schema fails before the first row.
class FieldsTest {

    private static final String SCHEMA = """
            message m {
              required binary name (STRING);
              optional int32 size;
            }
            """;

    @Test
    void fieldThatNobodyWritesIsRefused() {
        assertThatThrownBy(() -> declare(fields -> fields.required("name", Shape.TEXT, text -> text)))
                .hasMessage("group `m`: nobody writes `size`");
    }

    @Test
    void fieldThatTheSchemaLacksIsRefused() {
        assertThatThrownBy(() -> declare(fields -> {
                    fields.required("name", Shape.TEXT, text -> text);
                    fields.optional("size", Shape.INT32, text -> Optional.of(text.length()));
                    fields.required("color", Shape.TEXT, text -> text);
                }))
                .hasMessage("group `m`: the writer has `color` where the schema has `no further field`");
    }

    @Test
    void fieldInAnotherPlaceIsRefused() {
        assertThatThrownBy(() -> declare(fields -> fields.optional("size", Shape.INT32, _ -> Optional.empty())))
                .hasMessage("group `m`: the writer has `size` where the schema has `name`");
    }

    @Test
    void emptyValueOfRequiredFieldIsRefused() {
        assertThatThrownBy(() -> declare(fields -> fields.optional("name", Shape.TEXT, Optional::of)))
                .hasMessage("group `m`: to the writer `name` is OPTIONAL, to the schema it is not");
    }

    @Test
    void valueOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> declare(fields -> fields.required("name", Shape.INT32, String::length)))
                .hasMessage("the writer writes INT32, but the schema has: required binary name (STRING)");
    }

    private static void declare(Consumer<Fields<String>> declaration) {
        Fields.declare(SchemaPlace.root(MessageTypeParser.parseMessageType(SCHEMA)), declaration);
    }
}
