package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of all years are read by one reader: older ones lack columns, newer ones are refused.
class SchemaVersionsTest {

    private static final String PART = "part-00000.parquet";

    private static final AnnotatedSchema VERSION_1 = AnnotatedSchema.parse("names.schema", """
            version 1;
            message names {
              required binary name (STRING); // a name
            }
            """);

    private static final AnnotatedSchema VERSION_2 = AnnotatedSchema.parse("names.schema", """
            version 2;
            message names {
              required binary name (STRING); // a name
              optional binary nickname (STRING); // another | null: none | since 2
            }
            """);

    @TempDir
    Path folder;

    private LocalPartStore store;

    @BeforeEach
    void open() throws IOException {
        store = LocalPartStore.open(folder);
    }

    @Test
    void columnIsNullInAFileThatIsOlderThanIt() throws IOException {
        new SchemaFileWriter<String>(VERSION_1, f -> f.required("name", Shape.TEXT, name -> name), "test")
                .write(folder.resolve(PART), List.of("Ada").iterator());

        try (var reader = StructReader.open(store, PART, VERSION_2, "name", "nickname")) {
            Struct row = reader.next();
            assertThat(row.text("name")).isEqualTo("Ada");
            assertThat(row.optionalText("nickname")).isEmpty();
        }
    }

    @Test
    void fileThatIsNewerIsRefused() throws IOException {
        new SchemaFileWriter<String>(
                        VERSION_2,
                        fields -> {
                            fields.required("name", Shape.TEXT, name -> name);
                            fields.optional("nickname", Shape.TEXT, _ -> Optional.empty());
                        },
                        "test")
                .write(folder.resolve(PART), List.of("Ada").iterator());

        assertThatThrownBy(() -> StructReader.open(store, PART, VERSION_1, "name"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "%s/part-00000.parquet cannot be read: its schema version is 2, the last one known here is 1; use the stsurvey that wrote it",
                        folder);
    }

    @Test
    void fileOfSomebodyElseIsRefused() throws IOException, SQLException {
        Duck.execute("COPY (SELECT 'Ada' AS name) TO '%s/part-00000.parquet' (FORMAT parquet)".formatted(folder));

        assertThatThrownBy(() -> StructReader.open(store, PART, VERSION_1, "name"))
                .isInstanceOf(IOException.class)
                .hasMessage("%s/part-00000.parquet cannot be read: it was not written by stsurvey", folder);
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve(PART), "PAR1 nothing that makes sense PAR1");

        assertThatThrownBy(() -> StructReader.open(store, PART, VERSION_1, "name"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder + "/part-00000.parquet cannot be read: ");
    }
}
