package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who names no storage of a cluster does not pay for its client: 0.9 seconds at every start.
class HadoopIsNotLoadedTest {

    @TempDir
    private Path folder;

    /// The classes that a command loads, by the JVM's log, and its exit status as the last line.
    private List<String> loadedBy(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Stsurvey.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("org.apache.hadoop.") || line.contains("scanner.dataset.remote."))
                    .map(line -> line.replaceFirst(".*?\\] *(\\S+) source:.*", "$1"))
                    .toList();
        }
    }

    @Test
    void helpLoadsNothingOfHadoop() throws Exception {
        assertThat(loadedBy("--help")).isEmpty();
        assertThat(loadedBy("scan", "--help")).noneMatch(name -> name.startsWith("org.apache.hadoop."));
    }

    @Test
    void aListThatIsLookedAtLoadsNothingOfHadoop() throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "1,example.com\n");
        assertThat(loadedBy("inputs", "check", list.toString()))
                .noneMatch(name -> name.startsWith("org.apache.hadoop."));
    }

    @Test
    void aScanOntoALocalDiskLoadsWhatParquetNeedsAndNoFileSystem() throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "1,example.com\n");
        List<String> loaded = loadedBy(
                "scan",
                list.toString(),
                "--out",
                folder.resolve("data").toString(),
                "--resolver",
                "127.0.0.1:1", // nobody answers there, so it ends where the first question would be asked
                "--allow-non-public");
        assertThat(loaded)
                .isNotEmpty()
                .noneMatch(name -> name.contains(".remote.Hadoop"))
                .noneMatch(name -> name.startsWith("org.apache.hadoop.fs.FileSystem"))
                .noneMatch(name -> name.startsWith("org.apache.hadoop.security"))
                .noneMatch(name -> name.startsWith("org.apache.hadoop.mapreduce"));
    }
}
