package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.judge.Outcome;

/// Nothing is published that a reader could not read.
class PartVerifierTest {

    private static final int ROWS = 50;

    @TempDir
    Path folder;

    private Path part;

    @BeforeEach
    void write() throws IOException {
        part = folder.resolve("part.parquet");
        new PartWriter("test")
                .write(
                        part,
                        LongStream.range(0, ROWS).mapToObj(Samples::publishing).iterator());
    }

    @Test
    void wholePartIsAccepted() {
        assertThatCode(() -> verify(ROWS)).doesNotThrowAnyException();
    }

    @Test
    void partWithOtherNumberOfRowsIsRefused() {
        assertThatThrownBy(() -> verify(ROWS + 1))
                .isInstanceOf(IOException.class)
                .hasMessage(part + ": it holds 50 rows, 51 were written; it is not published");
    }

    @Test
    void partCutAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(part);
        for (int size : new int[] {0, 1, 4, 100, whole.length / 2, whole.length - 8, whole.length - 1}) {
            Files.write(part, Arrays.copyOf(whole, size));
            assertThatThrownBy(() -> verify(ROWS)).as("cut to %d bytes", size).isInstanceOf(IOException.class);
        }
    }

    @Test
    void partThatLacksItsMiddleIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(part);
        Arrays.fill(whole, 1000, 3000, (byte) 0);
        Files.write(part, whole);

        assertThatThrownBy(() -> verify(ROWS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(part + ": not a whole Parquet file: ")
                .hasMessageEndingWith("; it is not published");
    }

    @Test
    void flippedBitInAPageIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(part);
        whole[middleOfLargestColumn()] ^= 0x10;
        Files.write(part, whole);

        assertThatThrownBy(() -> verify(ROWS)).isInstanceOf(IOException.class).hasMessageContaining("CRC");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Files.writeString(part, "This is no Parquet file, and it is long enough to hold a footer if it were one.");
        assertThatThrownBy(() -> verify(ROWS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a whole Parquet file");

        Files.delete(part);
        assertThatThrownBy(() -> verify(ROWS)).isInstanceOf(IOException.class);
    }

    @Test
    void fileOfAnotherSchemaIsRefused() throws IOException {
        List<Outcome> registry = List.of(Samples.NXDOMAIN);
        new OutcomesWriter("test").write(part, registry);

        assertThatThrownBy(() -> verify(1))
                .isInstanceOf(IOException.class)
                .hasMessage(part + ": its columns are not those of observation.schema; it is not published");
        assertThatCode(() -> PartVerifier.verify(part, AnnotatedSchema.OUTCOMES, 1))
                .doesNotThrowAnyException();
    }

    private int middleOfLargestColumn() throws IOException {
        try (var reader = ParquetFileReader.open(new LocalInputFile(part))) {
            var column = reader.getFooter().getBlocks().getFirst().getColumns().stream()
                    .max(Comparator.comparingLong(ColumnChunkMetaData::getTotalSize))
                    .orElseThrow();
            return (int) (column.getStartingPos() + column.getTotalSize() / 2);
        }
    }

    private void verify(long rows) throws IOException {
        PartVerifier.verify(part, AnnotatedSchema.OBSERVATION, rows);
    }
}
