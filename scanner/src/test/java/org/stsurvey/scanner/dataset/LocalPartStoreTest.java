package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPartStoreTest {

    private static final String FIRST = "part-00000.parquet";
    private static final String SECOND = "part-00001.parquet";
    private static final int ROWS = 5;

    @TempDir
    private Path folder;

    private LocalPartStore store;

    @BeforeEach
    void open() throws IOException {
        store = LocalPartStore.open(folder.resolve("run"));
    }

    private Path file(String name) {
        return folder.resolve("run").resolve(name);
    }

    private static Path write(Path file) throws IOException {
        new PartWriter("test")
                .write(file, LongStream.range(0, ROWS).mapToObj(Samples::absent).iterator());
        return file;
    }

    private void publish(String name) throws IOException {
        store.publish(write(store.draft(name)), name, ROWS);
    }

    private LocalPartStore reopened() throws IOException {
        return LocalPartStore.open(folder.resolve("run"));
    }

    @Test
    void draftIsNoPartUntilItIsPublished() throws IOException {
        Path draft = Files.writeString(store.draft(FIRST), "rows");
        assertThat(store.names()).isEmpty();
        assertThat(store.find(FIRST)).isEmpty();

        store.publish(draft, FIRST, 1);

        assertThat(store.names()).containsExactly(FIRST);
        assertThat(draft).doesNotExist();
        assertThat(file(FIRST)).hasContent("rows");
    }

    @Test
    void whatIsPublishedIsRecordedWithItsRowsBytesAndDigest() throws IOException {
        store.publish(Files.writeString(store.draft(FIRST), "rows"), FIRST, 7);

        assertThat(reopened().published())
                .containsExactly(new PublishedPart(
                        FIRST, 7, 4, "bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e"))
                .isEqualTo(store.published());
        assertThat(reopened().repairs()).isEmpty();
    }

    @Test
    void draftsBeginWithTmpSoThatReadersPassThemOver() {
        assertThat(store.draft(FIRST).getFileName()).hasToString("_tmp-" + FIRST);
    }

    @Test
    void whatIsPublishedIsNeverReplaced() throws IOException {
        store.publish(Files.writeString(store.draft(FIRST), "first"), FIRST, 1);
        Path second = Files.writeString(store.draft(FIRST), "second");

        assertThatThrownBy(() -> store.publish(second, FIRST, 1)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file(FIRST)).hasContent("first");
    }

    @Test
    void namesArePartsOnlyInTheOrderOfTheirChunks() throws IOException {
        for (String name : List.of(PartStore.partName(100_000), PartStore.partName(99_999), PartStore.partName(7))) {
            store.publish(Files.writeString(store.draft(name), name), name, 1);
        }
        Files.writeString(file("notes.txt"), "no part");

        List<String> inOrder = List.of("part-00007.parquet", "part-99999.parquet", "part-100000.parquet");
        assertThat(store.names()).isEqualTo(inOrder);
        assertThat(new PartFolder(folder.resolve("run")).names()).isEqualTo(inOrder);
    }

    @Test
    void draftsOfAKilledProcessAreRemoved() throws IOException {
        Files.writeString(store.draft(FIRST), "half a part");
        assertThat(reopened().names()).isEmpty();
        assertThat(store.draft(FIRST)).doesNotExist();
    }

    @Test
    void partWithoutALineIsVerifiedAndRecorded() throws IOException {
        write(file(FIRST));

        LocalPartStore reopened = reopened();

        assertThat(reopened.find(FIRST))
                .hasValueSatisfying(part -> assertThat(part.rows()).isEqualTo(ROWS));
        assertThat(reopened.repairs())
                .containsExactly(
                        file(FIRST) + ": it was published, but not recorded; it was verified and is recorded now");
        assertThat(reopened().repairs()).as("the second time").isEmpty();
    }

    @Test
    void partWithoutALineThatIsDamagedIsRemoved() throws IOException {
        write(file(FIRST));
        byte[] bytes = Files.readAllBytes(file(FIRST));
        Files.write(file(FIRST), Arrays.copyOf(bytes, bytes.length / 2));

        LocalPartStore reopened = reopened();

        assertThat(reopened.names()).isEmpty();
        assertThat(file(FIRST)).doesNotExist();
        assertThat(reopened.repairs())
                .singleElement()
                .asString()
                .contains("not recorded and is damaged", "it was removed, its targets will be seen to again");
    }

    @Test
    void lineWithoutAPartIsStruckOut() throws IOException {
        publish(FIRST);
        publish(SECOND);
        Files.delete(file(FIRST));

        assertThat(reopened().repairs())
                .containsExactly(
                        file(FIRST) + ": it was recorded as published and is gone; its targets will be seen to again");
        assertThat(reopened().names()).containsExactly(SECOND);
    }

    @Test
    void partThatWasCutIsRemoved() throws IOException {
        publish(FIRST);
        byte[] bytes = Files.readAllBytes(file(FIRST));
        Files.write(file(FIRST), Arrays.copyOf(bytes, bytes.length - 100));

        LocalPartStore reopened = reopened();

        assertThat(reopened.names()).isEmpty();
        assertThat(reopened.repairs()).singleElement().asString().contains("it is not as long as was recorded and is");
    }

    @Test
    void checkpointCutAnywhereLosesNoPart() throws IOException {
        publish(FIRST);
        publish(SECOND);
        byte[] whole = Files.readAllBytes(file("_checkpoint"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file("_checkpoint"), Arrays.copyOf(whole, length));
            LocalPartStore reopened = reopened();
            assertThat(reopened.published()).as("cut to %d bytes", length).isEqualTo(store.published());
            assertThat(file("_checkpoint")).hasBinaryContent(whole);
        }
    }

    @Test
    void checkpointWithABitFlippedAnywhereLosesNoPart() throws IOException {
        publish(FIRST);
        publish(SECOND);
        byte[] whole = Files.readAllBytes(file("_checkpoint"));
        for (int bit = 0; bit < whole.length * 8; bit += 5) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file("_checkpoint"), flipped);
            LocalPartStore reopened = reopened();
            assertThat(reopened.published()).as("bit %d flipped", bit).isEqualTo(store.published());
            assertThat(reopened.repairs()).as("bit %d flipped", bit).isNotEmpty();
        }
    }

    @Test
    void lineThatWasTornIsStruckOutAndSaidSo() throws IOException {
        publish(FIRST);
        Files.writeString(file("_checkpoint"), "part-00001.parquet\t5", StandardOpenOption.APPEND);

        assertThat(reopened().repairs())
                .containsExactly(folder.resolve("run") + "/_checkpoint: 1 damaged line was struck out");
        assertThat(reopened().names()).containsExactly(FIRST);
    }
}
