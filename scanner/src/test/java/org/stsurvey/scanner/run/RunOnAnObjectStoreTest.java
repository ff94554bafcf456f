package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.dataset.remote.ClusterConfiguration;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.dataset.remote.ObjectStore;

/// A run whose folder is on a storage that renames nothing: the same rows as on a local disk, from the list to
/// the checked parts, after a stop and after what a killed process leaves.
class RunOnAnObjectStoreTest {

    @TempDir
    private Path folder;

    private Path list;
    private Path data;

    @BeforeEach
    void haveAStore() throws IOException {
        ObjectStore.install(folder);
        list = SmallSurvey.writeList(folder.resolve("list.csv"), 120);
        data = Locations.of("fakes3://bucket-" + System.nanoTime() + "/data");
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty(ClusterConfiguration.FILE_PROPERTY);
    }

    private SmallSurvey survey(Path where) {
        return new SmallSurvey(where, list, 25, Duration.ZERO);
    }

    private static List<String> names(Path runFolder) throws IOException {
        try (Stream<Path> files = Files.list(runFolder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theRowsAreThoseOfALocalRun() throws Exception {
        SmallSurvey local = survey(folder.resolve("local"));
        local.execute();
        SmallSurvey there = survey(data);
        assertThat(there.execute())
                .isInstanceOfSatisfying(
                        SurveyRun.End.Finished.class,
                        end -> assertThat(end.check().problems()).isEmpty());
        assertThat(SmallSurvey.rows(there.runFolder())).hasSize(120).isEqualTo(SmallSurvey.rows(local.runFolder()));
        assertThat(names(there.runFolder()))
                .contains("_manifest.json", "_status.json", "_outcomes.parquet", "_roots.pem", "_targets.seal")
                .noneMatch(name -> name.startsWith("_tmp") || name.equals("_lock"));
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() throws Exception {
        StopRequest stop = new StopRequest();
        SmallSurvey slow = new SmallSurvey(data, list, 10, Duration.ofMillis(3));
        Thread stopper = Thread.ofVirtual().start(() -> {
            try {
                while (!Files.exists(slow.runFolder().resolve("_pass1/part-00002.parquet"))) {
                    Thread.sleep(1);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            stop.because("the test says so");
        });
        SurveyRun.End first = slow.execute(stop);
        stopper.join();
        if (first instanceof SurveyRun.End.Stopped) {
            assertThat(slow.execute()).isInstanceOf(SurveyRun.End.Finished.class);
        }
        assertThat(SmallSurvey.rows(slow.runFolder())).hasSize(120);
    }

    @Test
    void aPartWithoutItsRecordIsVerifiedAndRecordedAndADamagedOneIsMadeAgain() throws Exception {
        survey(data).execute();
        Path run = survey(data).runFolder();
        Files.delete(run.resolve("_manifest.json"));
        Files.delete(record(run, "part-00001.parquet"));
        Files.delete(record(run, "part-00002.parquet"));
        Path damaged = run.resolve("part-00002.parquet");
        ((org.stsurvey.scanner.dataset.remote.RemoteFileSystem) damaged.getFileSystem()).replace(damaged, new byte[9]);
        Manifest kept = finishedWithoutManifest(run);
        assertThat(kept.course().warnings())
                .anyMatch(warning -> warning.contains("part-00001.parquet") && warning.contains("recorded now"))
                .anyMatch(warning -> warning.contains("part-00002.parquet") && warning.contains("was removed"));
        assertThat(SmallSurvey.rows(run)).hasSize(120);
    }

    /// The run is not resumed without a manifest, so one is put back that says it is running.
    private Manifest finishedWithoutManifest(Path run) throws Exception {
        assertThatThrownBy(() -> survey(data).execute()).isInstanceOf(RunRefusedException.class);
        SmallSurvey local = survey(folder.resolve("other"));
        local.execute();
        Manifest other = Manifest.read(local.runFolder()).orElseThrow();
        other.with(RunCourse.begun()).write(run);
        return ((SurveyRun.End.Finished) survey(data).execute()).manifest();
    }

    private static Path record(Path run, String part) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("_checkpoint"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(part + ","))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aRunThatIsBeingWorkedOnIsNotWorkedOnTwice() throws Exception {
        Path run = RunFolder.open(data, "small", "2026-11-01").path();
        try (RunLock _ = RunLock.acquire(run)) {
            assertThat(RunLock.isHeld(run)).isTrue();
            assertThatThrownBy(() -> RunLock.acquire(run)).isInstanceOf(RunLock.RunLockedException.class);
        }
        assertThat(RunLock.isHeld(run)).isFalse();
        RunLock.acquire(run).close();
    }

    @Test
    void theLockOfAProcessOfThisMachineThatIsGoneIsTakenAtOnce() throws Exception {
        Path run = RunFolder.open(data, "small", "2026-11-01").path();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String host = java.net.InetAddress.getLocalHost().getHostName();
        ((org.stsurvey.scanner.dataset.remote.RemoteFileSystem) run.getFileSystem())
                .replace(
                        run.resolve("_lock"),
                        (host + "\t" + gone.pid() + "\tsomebody\t7").getBytes(StandardCharsets.UTF_8));
        assertThat(RunLock.isHeld(run)).isFalse();
        RunLock.acquire(run).close();
    }
}
