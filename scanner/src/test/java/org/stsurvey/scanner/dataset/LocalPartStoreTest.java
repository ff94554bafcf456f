package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPartStoreTest {

    @TempDir
    Path folder;

    private LocalPartStore store;

    @BeforeEach
    void open() throws IOException {
        store = LocalPartStore.open(folder.resolve("run"));
    }

    @Test
    void draftIsNoPartUntilItIsPublished() throws IOException {
        Path draft = Files.writeString(store.draft("part-00000.parquet"), "rows");
        assertThat(store.names()).isEmpty();
        assertThat(store.exists("part-00000.parquet")).isFalse();

        store.publish(draft, "part-00000.parquet");

        assertThat(store.names()).containsExactly("part-00000.parquet");
        assertThat(store.exists("part-00000.parquet")).isTrue();
        assertThat(draft).doesNotExist();
        assertThat(folder.resolve("run/part-00000.parquet")).hasContent("rows");
    }

    @Test
    void draftsBeginWithTmpSoThatReadersPassThemOver() {
        assertThat(store.draft("part-00000.parquet").getFileName()).hasToString("_tmp-part-00000.parquet");
    }

    @Test
    void whatIsPublishedIsNeverReplaced() throws IOException {
        store.publish(Files.writeString(store.draft("part-00000.parquet"), "first"), "part-00000.parquet");
        Path second = Files.writeString(store.draft("part-00000.parquet"), "second");

        assertThatThrownBy(() -> store.publish(second, "part-00000.parquet"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("run/part-00000.parquet")).hasContent("first");
    }

    @Test
    void namesArePartsOnlyInTheOrderOfTheirChunks() throws IOException {
        for (String name : new String[] {
            PartStore.partName(100_000), PartStore.partName(99_999), PartStore.partName(7), "_outcomes.parquet"
        }) {
            store.publish(Files.writeString(store.draft(name), name), name);
        }
        Files.writeString(folder.resolve("run/notes.txt"), "no part");

        assertThat(store.names()).containsExactly("part-00007.parquet", "part-99999.parquet", "part-100000.parquet");
    }
}
