package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.observation.Observation;

/// The file of publishers holds their rows as the parts hold them, and says which parts these are.
class PublisherRowsTest {

    @TempDir
    private Path folder;

    private final List<PublishedPart> published = new ArrayList<>();

    private void part(int index, LongStream ordinals) throws IOException {
        Path file = folder.resolve(PartStore.partName(index));
        List<Row> rows = ordinals.mapToObj(n -> n % 7 == 3 ? Samples.publishing(n) : Samples.absent(n))
                .toList();
        new PartWriter("test").write(file, rows.iterator());
        published.add(new PublishedPart(
                PartStore.partName(index),
                rows.size(),
                Files.size(file),
                Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString()));
    }

    private List<Observation> rows(String file) throws IOException {
        List<Observation> rows = new ArrayList<>();
        try (ObservationReader reader = ObservationReader.open(new PartFolder(folder), file)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void holdsThePublishersOfAllPartsInTheirOrder() throws IOException {
        // More parts than are read for one row group, the last without a publisher.
        List<Observation> expected = new ArrayList<>();
        for (int part = 0; part < 70; part++) {
            part(part, LongStream.range(part * 20L, part * 20L + 20));
        }
        part(70, LongStream.of(1400, 1401));
        for (PublishedPart part : published) {
            rows(part.name()).stream()
                    .filter(row -> row.target().ordinal() % 7 == 3)
                    .forEach(expected::add);
        }

        long rows = PublisherRows.write(new PartFolder(folder), published, folder);

        assertThat(rows).isEqualTo(expected.size());
        assertThat(rows(PublisherRows.FILE_NAME)).isEqualTo(expected);
    }

    @Test
    void namesThePartsThatItWasMadeOf() throws IOException {
        part(0, LongStream.range(0, 10));
        part(1, LongStream.range(10, 20));
        PublisherRows.write(new PartFolder(folder), published, folder);
        String sums = published.get(0).sha256() + "  part-00000.parquet\n"
                + published.get(1).sha256() + "  part-00001.parquet\n";
        try (ParquetFileReader file = PartCopy.open(new PathInputFile(folder.resolve(PublisherRows.FILE_NAME)))) {
            assertThat(file.getFooter().getFileMetaData().getKeyValueMetaData())
                    .containsEntry(
                            "stsurvey.parts",
                            Hashing.sha256()
                                    .hashString(sums, StandardCharsets.UTF_8)
                                    .toString())
                    .containsKey(SchemaFileWriter.SCHEMA_VERSION_KEY);
        }
    }

    @Test
    void aRunWithoutPublishersHasAnEmptyFile() throws IOException {
        part(0, LongStream.of(0, 1, 2));
        assertThat(PublisherRows.write(new PartFolder(folder), published, folder))
                .isZero();
        assertThat(rows(PublisherRows.FILE_NAME)).isEmpty();
    }

    @Test
    void samePartsSameBytes() throws IOException {
        part(0, LongStream.range(0, 100));
        PublisherRows.write(new PartFolder(folder), published, folder);
        byte[] first = Files.readAllBytes(folder.resolve(PublisherRows.FILE_NAME));
        PublisherRows.write(new PartFolder(folder), published, folder);
        assertThat(Files.readAllBytes(folder.resolve(PublisherRows.FILE_NAME))).isEqualTo(first);
    }

    @Test
    void aPartThatCannotBeReadLeavesNoFile() throws IOException {
        part(0, LongStream.range(0, 10));
        Files.write(folder.resolve(PartStore.partName(0)), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> PublisherRows.write(new PartFolder(folder), published, folder))
                .isInstanceOfAny(IOException.class, RuntimeException.class);
        assertThat(folder.resolve(PublisherRows.FILE_NAME)).doesNotExist();
        assertThat(folder.resolve("_tmp-" + PublisherRows.FILE_NAME)).doesNotExist();
    }
}
