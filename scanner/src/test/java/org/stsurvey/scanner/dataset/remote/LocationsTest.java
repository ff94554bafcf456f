package org.stsurvey.scanner.dataset.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Paths of a storage that renames nothing, and texts that name none.
class LocationsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void haveAStore() throws IOException {
        ObjectStore.install(folder);
        ObjectStore.FAILURES.set(0);
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty(ClusterConfiguration.FILE_PROPERTY);
    }

    /// A bucket of its own for each test: storages are opened once in a process.
    private static Path bucket() {
        return Locations.of("fakes3://bucket-" + System.nanoTime() + "/");
    }

    @Test
    void aTextWithoutASchemeIsALocalPath() {
        assertThat(Locations.of("data/x")).isEqualTo(Path.of("data/x"));
        assertThat(Locations.of("file:///data/x")).isEqualTo(Path.of("/data/x"));
        assertThat(Locations.of("file:/data/x")).isEqualTo(Path.of("/data/x"));
        assertThat(Locations.isRemote(Path.of("data"))).isFalse();
    }

    @Test
    void withoutTheClientForS3TheMessageSaysWhatToAdd() {
        assertThatThrownBy(() -> Locations.of("s3a://bucket/data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hadoop-aws 3.5.0")
                .hasMessageContaining("scanner/s3a/target/s3a")
                .hasMessageContaining("STSURVEY_CLASSPATH");
    }

    @Test
    void aSlipOfThePenIsNoFolderOfThatName() {
        for (String text : new String[] {"hdfs:data", "s3a:bucket/data", "HDFS:x"}) {
            assertThatThrownBy(() -> Locations.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("://HOST/PATH");
        }
        assertThat(Locations.of("./hdfs:data")).isEqualTo(Path.of("./hdfs:data"));
    }

    @Test
    void namesThatHdfsDoesNotTakeAreRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> Locations.of("hdfs://host/a:b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a:b")
                .hasMessageContaining("colon");
    }

    @Test
    void aStorageThatDoesNotAnswerIsNoMissingFile() {
        Path file = bucket().resolve("x");
        ObjectStore.SILENT.set(true);
        try {
            assertThatThrownBy(() -> Files.exists(file))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot be looked at")
                    .hasMessageContaining("no route to host");
            assertThatThrownBy(() -> Files.isDirectory(file)).isInstanceOf(UncheckedIOException.class);
        } finally {
            ObjectStore.SILENT.set(false);
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aPathWithWhatUrisCannotHoldIsStillAUri() throws IOException {
        Path odd = bucket().resolve("a b%20c#d?e");
        RemoteFileSystem storage = (RemoteFileSystem) odd.getFileSystem();
        storage.replace(odd, new byte[] {1});
        assertThat(Files.readAllBytes(odd)).containsExactly(1);
        assertThat(odd.toUri().getPath()).endsWith("/a b%20c#d?e");
    }

    @Test
    void aStreamThatFailsAgainWhenItIsClosedIsToldOfOnce() throws IOException {
        Path file = bucket().resolve("x");
        ObjectStore.FULL.set(true);
        try {
            RemoteFileSystem storage = (RemoteFileSystem) file.getFileSystem();
            assertThatThrownBy(() -> storage.replace(file, new byte[] {1}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("quota");
            assertThatThrownBy(() -> {
                        try (var out = Files.newOutputStream(file)) {
                            out.write(new byte[] {1});
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("quota");
        } finally {
            ObjectStore.FULL.set(false);
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void aStorageWithoutAClientIsNamed() {
        assertThatThrownBy(() -> Locations.of("gopher://host/data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gopher://host")
                .hasMessageContaining("STSURVEY_CLASSPATH");
    }

    @Test
    void pathsAreTakenApartAndPutTogetherAsLocalOnesAre() {
        Path run = bucket().resolve("observations").resolve("list=top").resolve("run=2026-11-01");
        assertThat(run.toString()).endsWith("/observations/list=top/run=2026-11-01");
        assertThat(run.getFileName()).hasToString("run=2026-11-01");
        Path list = Objects.requireNonNull(run.getParent());
        assertThat(list.getFileName()).hasToString("list=top");
        assertThat(run.resolve("../run=2026-12-01").normalize().getFileName()).hasToString("run=2026-12-01");
        assertThat(run.resolveSibling("x").resolve(Path.of("a/b"))).hasToString(list + "/x/a/b");
        assertThat(list.relativize(run)).hasToString("run=2026-11-01");
        assertThat(run.endsWith("run=2026-11-01")).isTrue();
        assertThat(run.startsWith(list)).isTrue();
        assertThat(Locations.of(run.toString())).isEqualTo(run);
    }

    @Test
    void filesAreWrittenReadListedAndDeleted() throws IOException {
        Path home = bucket().resolve("a");
        RemoteFileSystem storage = (RemoteFileSystem) home.getFileSystem();
        storage.replace(home.resolve("x"), new byte[] {1});
        storage.replace(home.resolve("x"), new byte[] {1, 2});
        assertThat(Files.readAllBytes(home.resolve("x"))).containsExactly(1, 2);
        assertThat(Files.size(home.resolve("x"))).isEqualTo(2);
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("x");
        }
        Path copy = Files.copy(home.resolve("x"), folder.resolve("copied"));
        assertThat(Files.readAllBytes(copy)).containsExactly(1, 2);
        Files.delete(home.resolve("x"));
        assertThat(Files.exists(home.resolve("x"))).isFalse();
        assertThatThrownBy(() -> Files.readAllBytes(home.resolve("x"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsPublishedIsPutOnceUnderItsOwnNameAndNeverReplaced() throws IOException {
        Path place = bucket().resolve("part-00000.parquet");
        RemoteFileSystem storage = (RemoteFileSystem) place.getFileSystem();
        Path local = Files.writeString(folder.resolve("local"), "rows");
        ObjectStore.PUTS.clear();
        storage.publish(local, place);
        assertThat(ObjectStore.PUTS).isEqualTo(List.of("part-00000.parquet"));
        assertThatThrownBy(() -> storage.publish(local, place)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(storage.createNew(place, new byte[0])).isFalse();
        assertThat(Files.readString(place)).isEqualTo("rows");
    }

    @Test
    void anUploadThatFailsHalfWayLeavesNothing() throws IOException {
        Path place = bucket().resolve("part-00001.parquet");
        RemoteFileSystem storage = (RemoteFileSystem) place.getFileSystem();
        Path local = Files.writeString(folder.resolve("local"), "rows");
        ObjectStore.FAILURES.set(1);
        assertThatThrownBy(() -> storage.publish(local, place)).hasMessageContaining("connection lost");
        assertThat(Files.exists(place)).isFalse();
        storage.publish(local, place);
        assertThat(Files.readString(place)).isEqualTo("rows");
    }
}
