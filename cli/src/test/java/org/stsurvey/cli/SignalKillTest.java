package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first signal asks to stop, the second one is obeyed at once, and nobody is kept waiting for longer than ten
/// seconds.
class SignalKillTest {

    private static final long MOST_SECONDS = 60;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(String manner) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SignalChild.class.getName(),
                        manner)
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(child);
        BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).as(err()).isEqualTo("ready");
        return child;
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private static void signal(Process child, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid()))
                .start()
                .waitFor();
    }

    /// Whether a process ignores SIGINT, which is signal 2; false where the system does not tell.
    private static boolean ignoresInterrupts(Process child) throws IOException {
        Path status = Path.of("/proc", Long.toString(child.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring("SigIgn:".length()).strip(), 16)
                                & 2)
                        != 0);
    }

    private void awaitWord(String word) throws IOException {
        while (!err().contains(word)) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void theFirstSignalIsARequestAndTheExitStatusSaysWhichItWas(String name, int status) throws Exception {
        Process child = start("obedient");
        assumeThat(name.equals("INT") && ignoresInterrupts(child))
                .as("a shell that starts jobs in the background has them ignore SIGINT, and no JVM can change that")
                .isFalse();
        signal(child, name);
        assertThat(child.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(status);
        assertThat(err())
                .contains("stopping soon", "a second signal stops at once", "the same command resumes the run");
    }

    @Test
    void theSecondSignalStopsAtOnce() throws Exception {
        Process child = start("stubborn");
        signal(child, "TERM");
        awaitWord("stopping soon");
        signal(child, "TERM");
        assertThat(child.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(143);
        assertThat(err()).contains("stopped at once").doesNotContain("did not come to rest");
    }

    @Test
    void whatDoesNotComeToRestIsStoppedAllTheSame() throws Exception {
        Process child = start("stubborn");
        signal(child, "TERM");
        assertThat(child.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(143);
        assertThat(err()).contains("did not come to rest within 10 seconds");
    }
}
