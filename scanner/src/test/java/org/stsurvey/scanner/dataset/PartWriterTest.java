package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Iterators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.parquet.io.MessageColumnIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.stsurvey.scanner.observation.ScanFault;

class PartWriterTest {

    @TempDir
    Path folder;

    @Test
    void sameRowsMakeTheSameBytesInAnotherJvmToo() throws IOException, InterruptedException {
        Path here = folder.resolve("here.parquet");
        Path again = folder.resolve("again.parquet");

        new PartWriter("test").write(here, rows());
        new PartWriter("test").write(again, rows());
        runMain("there.parquet");

        assertThat(again).hasSameBinaryContentAs(here);
        assertThat(folder.resolve("there.parquet")).hasSameBinaryContentAs(here);
    }

    @Test
    void localFilesAreWrittenAndReadWithoutHadoopsFileSystem() throws IOException, InterruptedException {
        List<String> loaded = runMain("part-00000.parquet");

        assertThat(loaded).anyMatch(line -> line.contains("org.apache.parquet.hadoop.ParquetFileWriter "));
        assertThat(loaded)
                .noneMatch(line -> line.contains("org.apache.hadoop.fs.FileSystem "))
                .noneMatch(line -> line.contains("org.apache.hadoop.security.UserGroupInformation "));
    }

    @Test
    void partThatCannotBeCompletedIsDeleted() {
        Path part = folder.resolve("part.parquet");
        Iterator<Row> failing =
                Iterators.concat(rows(), Iterators.transform(List.of(1).iterator(), _ -> {
                    throw new IllegalStateException("the chunk broke off");
                }));

        assertThatThrownBy(() -> new PartWriter("test").write(part, failing)).hasMessage("the chunk broke off");
        assertThat(part).doesNotExist();
    }

    @Test
    void writerReplacesADraftThatAKilledProcessLeft() throws IOException {
        Path part = Files.writeString(folder.resolve("part.parquet"), "half a part");

        assertThat(new PartWriter("test").write(part, rows())).isEqualTo(20);
        PartVerifier.verify(part, AnnotatedSchema.OBSERVATION, 20);
    }

    /// The JDK's strings can hold half a surrogate pair, a Parquet string must be valid UTF-8.
    @Test
    void textThatUtf8CannotExpressIsStoredAsQuestionMark() throws IOException {
        var store = LocalPartStore.open(folder);
        var observation = Samples.withFault(0, new ScanFault(ScanFault.Kind.INTERNAL_ERROR, "a\ud83d"));

        new PartWriter("test")
                .write(
                        folder.resolve("part-00000.parquet"),
                        List.of(observation).iterator());

        try (var reader = ObservationReader.open(store, "part-00000.parquet")) {
            assertThat(reader.next().fault()).contains(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, "a?"));
        }
    }

    /// Parquet's debug log formats every field that is written: a tenth of the speed.
    @Test
    void parquetDoesNotLogEveryField() {
        assertThat(LoggerFactory.getLogger(MessageColumnIO.class).isDebugEnabled())
                .isFalse();
    }

    private static Iterator<Row> rows() {
        return LongStream.range(0, 20)
                .mapToObj(n -> n % 5 == 0 ? Samples.publishing(n) : Samples.absent(n))
                .iterator();
    }

    /// Writes and reads a part of that name in a JVM of its own.
    ///
    /// @return the classes that it loaded
    private List<String> runMain(String part) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Path output = folder.resolve("output.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PartWriterTest.class.getName(),
                        folder.toString(),
                        part)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> contentOf(output)).isZero();
        return Files.readAllLines(log);
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path part = folder.resolve(args[1]);
        new PartWriter("test").write(part, rows());
        PartVerifier.verify(part, AnnotatedSchema.OBSERVATION, 20);
        try (var reader = ObservationReader.open(LocalPartStore.open(folder), args[1])) {
            reader.forEachRemaining(_ -> {});
        }
    }
}
