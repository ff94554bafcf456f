package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A process that is killed with SIGKILL, wherever it is, costs time and nothing else: the resumed run holds every
/// target exactly once and says of each what an undisturbed run says.
class RunKillTest {

    private static final int SIGKILLED = 128 + 9;

    /// How often processes are killed at random moments; more by `-Dstsurvey.kills=200`.
    private static final int KILLS = Integer.getInteger("stsurvey.kills", 25);

    @TempDir
    private Path folder;

    private Path list;

    @BeforeEach
    void writeList() throws IOException {
        list = SmallSurvey.writeList(folder.resolve("list.csv"), 600);
    }

    private SortedMap<Long, String> undisturbed(int chunkSize) throws Exception {
        SmallSurvey survey = new SmallSurvey(folder.resolve("undisturbed"), list, chunkSize, Duration.ZERO);
        survey.execute();
        return SmallSurvey.rows(survey.runFolder());
    }

    private Process start(Path data, int chunkSize, int millis, String... step) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SurveyChild.class.getName(),
                data.toString(),
                list.toString(),
                Integer.toString(chunkSize),
                Integer.toString(millis)));
        command.addAll(List.of(step));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("child.log").toFile()))
                .start();
    }

    @ParameterizedTest(name = "killed before {0} of {1}, turn {2}")
    @CsvSource({
        // the list is prepared
        "RENAME, _targets.seal, 1",
        "RENAME, _tmp-_manifest.json, 1",
        // a part of the first pass is published
        "WRITE, _pass1/_tmp-part-00002.parquet, 1",
        "SYNC, _pass1/_tmp-part-00002.parquet, 1",
        "RENAME, _pass1/_tmp-part-00002.parquet, 1",
        "SYNC, _pass1, 5",
        "OPEN, _pass1/_checkpoint, 3",
        "WRITE, _pass1/_checkpoint, 2",
        "SYNC, _pass1/_checkpoint, 2",
        // a part of the retest
        "WRITE, _pass2/_tmp-part-00000.parquet, 1",
        "SYNC, _pass2/_tmp-part-00000.parquet, 1",
        "RENAME, _pass2/_tmp-part-00000.parquet, 1",
        "SYNC, _pass2, 1",
        "OPEN, _pass2/_checkpoint, 1",
        "WRITE, _pass2/_checkpoint, 1",
        "SYNC, _pass2/_checkpoint, 1",
        // a merged part
        "WRITE, run=2026-11-01/_tmp-part-00003.parquet, 1",
        "SYNC, run=2026-11-01/_tmp-part-00003.parquet, 1",
        "RENAME, run=2026-11-01/_tmp-part-00003.parquet, 1",
        "OPEN, run=2026-11-01/_checkpoint, 3",
        "WRITE, run=2026-11-01/_checkpoint, 2",
        "SYNC, run=2026-11-01/_checkpoint, 2",
        // the end
        "WRITE, _tmp-_manifest.json, 2",
        "RENAME, _tmp-_manifest.json, 2"
    })
    void atANamedStep(String call, String file, int turn) throws Exception {
        SortedMap<Long, String> expected = undisturbed(100);
        Path data = folder.resolve("data");
        Process child = start(data, 100, 0, call, file, Integer.toString(turn));
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(log()).isEqualTo(SIGKILLED);

        SmallSurvey survey = new SmallSurvey(data, list, 100, Duration.ZERO);
        survey.execute();

        assertThat(SmallSurvey.rows(survey.runFolder())).isEqualTo(expected);
        assertThat(Manifest.read(survey.runFolder()).orElseThrow().problems()).isEmpty();
    }

    @Test
    void atRandomMoments() throws Exception {
        SortedMap<Long, String> expected = undisturbed(20);
        Random random = new Random(8461);
        int killed = 0;
        for (int run = 0; killed < KILLS; run++) {
            Path data = folder.resolve("run-" + run);
            killed += killUntilFinished(data, random, KILLS - killed);
            Path runFolder = new SmallSurvey(data, list, 20, Duration.ZERO).runFolder();
            assertThat(SmallSurvey.rows(runFolder)).as("after %d kills", killed).isEqualTo(expected);
            assertThat(Manifest.read(runFolder).orElseThrow().problems()).isEmpty();
        }
        assertThat(killed).isEqualTo(KILLS);
    }

    /// Kills the same run again and again, until it finishes or has been killed this often and is let be.
    ///
    /// @return how many of its processes were killed
    private int killUntilFinished(Path data, Random random, int most) throws Exception {
        int killed = 0;
        while (killed < most) {
            Process child = start(data, 20, 3);
            awaitLife(data, child);
            boolean ended = child.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
            child.destroyForcibly().waitFor();
            if (ended && child.exitValue() == 0) {
                return killed;
            }
            assertThat(child.exitValue()).as(log()).isEqualTo(SIGKILLED);
            killed++;
        }
        Process last = start(data, 20, 0);
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).as(log()).isZero();
        return killed;
    }

    /// Waits until the process has begun to work on the run: until then there is nothing that a kill could hurt.
    private static void awaitLife(Path data, Process child) throws Exception {
        Path lock = new SmallSurvey(data, data, 1, Duration.ZERO).runFolder().resolve(RunLock.NAME);
        while (child.isAlive() && !Files.exists(lock)) {
            Thread.onSpinWait();
        }
    }

    private String log() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("child.log"))) {
            return String.join("\n", lines.toList());
        }
    }
}
