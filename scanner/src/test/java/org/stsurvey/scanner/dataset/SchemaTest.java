package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.Delivery;
import org.stsurvey.scanner.judge.mx.MxVerdict;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.SmtpAttempt;

/// What the schema's text promises to those who will read the dataset for years.
class SchemaTest {

    @Test
    void columnsOfPartsArePinned() throws IOException {
        assertThat(AnnotatedSchema.OBSERVATION.version()).isEqualTo(4);
        assertThat(AnnotatedSchema.OBSERVATION.message())
                .as("the columns of published data; if they must change, raise the version and note it in CHANGELOG.md")
                .hasToString(resource("observation-4.txt"));
    }

    @Test
    void everyColumnOfAnEarlierVersionIsStillThereUnderItsNameAndType() throws IOException {
        for (int version = 1; version < AnnotatedSchema.OBSERVATION.version(); version++) {
            MessageType earlier = MessageTypeParser.parseMessageType(resource("observation-" + version + ".txt"));
            for (ColumnDescriptor column : earlier.getColumns()) {
                ColumnDescriptor now = AnnotatedSchema.OBSERVATION.message().getColumnDescription(column.getPath());
                assertThat(now.getPrimitiveType().getPrimitiveTypeName())
                        .as("version %d, %s", version, column)
                        .isEqualTo(column.getPrimitiveType().getPrimitiveTypeName());
                assertThat(now.getPrimitiveType().getLogicalTypeAnnotation())
                        .isEqualTo(column.getPrimitiveType().getLogicalTypeAnnotation());
                assertThat(now.getMaxRepetitionLevel()).isEqualTo(column.getMaxRepetitionLevel());
            }
        }
    }

    @Test
    void columnsOfOutcomesArePinned() throws IOException {
        assertThat(AnnotatedSchema.OUTCOMES.version()).isEqualTo(2);
        assertThat(AnnotatedSchema.OUTCOMES.message()).hasToString(resource("outcomes-2.txt"));
    }

    @Test
    void dataDictionaryIsInStep() throws IOException {
        Path made = Files.writeString(Path.of("target", "DATASET.md"), DataDictionary.document());

        assertThat(Path.of("DATASET.md"))
                .as("made from the schemas: copy %s over it", made)
                .hasContent(DataDictionary.document());
    }

    @Test
    void optionalFieldsAndOnlyTheySayWhatNullMeans() {
        assertThat(fields())
                .allSatisfy(field -> assertThat(field.note().whenNull().isEmpty())
                        .isEqualTo(field.repetition() == Repetition.REQUIRED));
    }

    @Test
    void fieldsThatCameAfterVersion1AreOptional() {
        assertThat(fields())
                .filteredOn(field -> field.note().since() > 1)
                .allMatch(field -> field.repetition() == Repetition.OPTIONAL);
    }

    @Test
    void codedFieldsListEveryCode() {
        assertListed("failure", DnsAnswer.Failure.values());
        assertListed("stage", FetchAttempt.Stage.values());
        assertListed("ending", FetchAttempt.End.values());
        assertListed("kind", ScanFault.Kind.values());
        assertListed("mx_probes[].attempts[].step", SmtpAttempt.Step.values());
        assertListed("mx_probes[].attempts[].ending", SmtpAttempt.End.values());
        assertListed("mx_probes[].omission", MxProbe.Omission.values());
        assertListed("delivery", Delivery.values());
        assertListed("mx_verdicts[].use", MxVerdict.Use.values());
        assertThat(meaning("status")).contains(Codes.FOUND, Codes.NO_SUCH_NAME, Codes.NO_DATA, Codes.FAILED);
    }

    @Test
    void unexplainedFieldIsRefused() {
        var schema = AnnotatedSchema.parse("x.schema", """
                version 1;
                message x {
                  required group a {   // a group
                    required int32 b;
                  }
                }
                """);

        assertThatThrownBy(() -> DataDictionary.tables(schema)).hasMessage("x, field `a.b`: it has no explanation");
    }

    @Test
    void unknownFragmentIsRefused() {
        assertThatThrownBy(() -> AnnotatedSchema.parse("x.schema", "message x {\n  include y;\n}\n"))
                .hasMessage("x.schema includes an unknown fragment: y");
    }

    @Test
    void lineOutsideOfSectionsIsRefused() {
        assertThatThrownBy(() -> AnnotatedSchema.parse("x.schema", "massage x {\n"))
                .hasMessage("x.schema: neither a section nor a comment: massage x {");
    }

    private static void assertListed(String path, Enum<?>[] constants) {
        for (var constant : constants) {
            assertThat(meaning(path)).containsPattern("\\b" + Codes.code(constant) + "\\b");
        }
    }

    private static String meaning(String path) {
        return fields().stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow()
                .note()
                .meaning();
    }

    private static List<DataDictionary.Field> fields() {
        return AnnotatedSchema.OBSERVATION.sections().stream()
                .flatMap(section -> DataDictionary.items(AnnotatedSchema.OBSERVATION, section).stream())
                .filter(DataDictionary.Field.class::isInstance)
                .map(DataDictionary.Field.class::cast)
                .toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SchemaTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
