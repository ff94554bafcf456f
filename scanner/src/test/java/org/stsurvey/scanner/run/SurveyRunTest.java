package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// A run from the list to the checked parts, stopped, resumed, refused and discarded.
class SurveyRunTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Path list;
    private final List<String> observed = new ArrayList<>();
    private final Map<String, String> method = new TreeMap<>(Map.of("rulebook", "1", "dns_tries", "3"));
    private boolean restart;
    private int sample;
    private long stopAt = Long.MAX_VALUE;
    private NetworkHealth health = NetworkHealth.unknown();

    @BeforeEach
    void writeList() throws IOException {
        list = folder.resolve("list.csv");
        String names = IntStream.range(0, 40)
                .mapToObj(i -> i + 1 + ",d" + i + ".example\n")
                .collect(Collectors.joining());
        Files.writeString(list, names + "41,not a domain\n42,d7.example\n");
    }

    private SurveyRun.End execute() throws Exception {
        StopRequest stop = new StopRequest();
        SurveyRun.Plan plan = new SurveyRun.Plan(
                ListSource.of(list),
                PrepareSettings.defaults().withCitation(ListCitation.named("test")),
                1,
                Optional.of(10),
                new RetestSettings(Duration.ZERO, 0, sample),
                new TreeMap<>(method),
                new TreeMap<>(),
                List.of("127.0.0.1:53"),
                "mailto:test@example.org",
                maker(),
                restart);
        SurveyRun run = new SurveyRun(
                RunFolder.open(folder.resolve("data"), "test", "2026-11-01"),
                plan,
                new SurveyRun.Rules(FakeJudge::judge, Outcomes.all(), "roots"),
                new SurveyRun.Network(
                        (target, _) -> {
                            observed.add(target.domain());
                            if (observed.size() == stopAt) {
                                stop.because("the test says so");
                            }
                            return ScanRunTest.observe(target);
                        },
                        (target, _) -> ScanRunTest.observe(target),
                        health),
                Clock.fixed(NOW, ZoneOffset.UTC));
        return run.execute(stop, _ -> {});
    }

    static SurveyRun.Maker maker() {
        return new SurveyRun.Maker(
                "test",
                "0123abc",
                "machine",
                new TreeMap<>(Map.of("ipv6", "false")),
                List.of("scan"),
                List.of("--out"));
    }

    private Path runFolder() {
        return folder.resolve("data/observations/list=test/run=2026-11-01");
    }

    @Test
    void theRowsAddUpToTheLinesRead() throws Exception {
        assertThat(execute()).isInstanceOfSatisfying(SurveyRun.End.Finished.class, end -> {
            assertThat(end.check().ok()).isTrue();
            assertThat(end.manifest().rows()).isEqualTo(40);
            assertThat(end.manifest().funnel().read()).isEqualTo(42);
            assertThat(end.manifest().funnel().malformed()).isEqualTo(1);
            assertThat(end.manifest().funnel().duplicate()).isEqualTo(1);
            assertThat(end.manifest().outcomes()).containsExactly(Map.entry("txt_nxdomain", 40L));
        });
        assertThat(runFolder().toFile().list())
                .contains("part-00003.parquet", "_manifest.json", "_outcomes.parquet", "_roots.pem", "_rejects.csv")
                .noneMatch(name -> name.startsWith("_tmp"));
    }

    @Test
    void theManifestReadsBackAsItWasWritten() throws Exception {
        SurveyRun.End.Finished end = (SurveyRun.End.Finished) execute();
        assertThat(Manifest.read(runFolder())).contains(end.manifest());
        assertThat(end.manifest().started()).isEqualTo(NOW);
        assertThat(Files.readString(runFolder().resolve("_manifest.json")))
                .contains("\"method_fingerprint\"", "\"status\" : \"finished\"");
    }

    /// Manifests of before panels and runs of several lists lack these keys.
    @Test
    void theManifestOfAnOlderRunIsRead() throws Exception {
        SurveyRun.End.Finished end = (SurveyRun.End.Finished) execute();
        Path file = runFolder().resolve("_manifest.json");
        String now = Files.readString(file);
        String before = now.replaceAll(",?\\s*\"(panel|sources)\" : (0|null)", "");
        assertThat(before).isNotEqualTo(now).doesNotContain("\"panel\"", "\"sources\"");
        Files.writeString(file, before);
        assertThat(Manifest.read(runFolder())).contains(end.manifest());
    }

    @Test
    void aStoppedRunGoesOnWithTheSameCommand() throws Exception {
        stopAt = 25;
        assertThat(execute()).isInstanceOfSatisfying(SurveyRun.End.Stopped.class, end -> {
            assertThat(end.left().published()).isEqualTo(20);
            assertThat(end.manifest().status()).isEqualTo("stopped");
        });
        observed.clear();
        stopAt = Long.MAX_VALUE;
        assertThat(execute()).isInstanceOf(SurveyRun.End.Finished.class);
        assertThat(observed).hasSize(20);
    }

    /// Of one canary, which is asked when a process begins and when a run ends.
    private static NetworkHealth health(boolean well) {
        List<NetworkHealth.Sample> samples = new ArrayList<>();
        samples.add(new NetworkHealth.Sample(NOW, "192.0.2.53:53", "canary.example", well, well ? "" : "fell silent"));
        return new NetworkHealth() {
            @Override
            public void lookAgain() {
                samples.add(new NetworkHealth.Sample(NOW, "192.0.2.53:53", "canary.example", true, ""));
            }

            @Override
            public List<Sample> samples() {
                return List.copyOf(samples);
            }

            @Override
            public List<Interval> pauses() {
                return List.of();
            }

            @Override
            public String now() {
                return "";
            }
        };
    }

    @Test
    void whatCanariesSaidIsKeptOneByOneOfAllProcessesAndTheLastOneIsJudged() throws Exception {
        health = health(false);
        stopAt = 25;
        assertThat(execute()).isInstanceOf(SurveyRun.End.Stopped.class);
        health = health(true);
        stopAt = Long.MAX_VALUE;
        assertThat(execute()).isInstanceOfSatisfying(SurveyRun.End.Finished.class, end -> {
            assertThat(end.manifest().course().resolverHealth())
                    .extracting(NetworkHealth.Sample::ok)
                    .containsExactly(false, true, true);
            assertThat(end.manifest().qualityFaults()).isEmpty();
            RunCourse published = end.manifest()
                    .course()
                    .resumed(NOW, List.of("/srv/data/part-00001.parquet: it was verified and is recorded now"))
                    .forPublication(List.of("192.0.2.53:53"));
            assertThat(published.resolverHealth().getFirst())
                    .isEqualTo(new NetworkHealth.Sample(NOW, "number 1", "canary.example", false, "fell silent"));
            assertThat(published.warnings()).containsExactly("part-00001.parquet: it was verified and is recorded now");
        });
        assertThat(Files.readString(runFolder().resolve("_manifest.json")))
                .contains("\"resolver_health\"", "fell silent");
    }

    @Test
    void aFinishedRunIsLeftAlone() throws Exception {
        execute();
        observed.clear();
        assertThat(execute()).isInstanceOf(SurveyRun.End.AlreadyFinished.class);
        assertThat(observed).isEmpty();
    }

    @Test
    void restartDiscardsWhatThereIs() throws Exception {
        execute();
        observed.clear();
        restart = true;
        assertThat(execute()).isInstanceOf(SurveyRun.End.Finished.class);
        assertThat(observed).hasSize(40);
    }

    @Test
    void aListThatChangedIsRefused() throws Exception {
        stopAt = 25;
        execute();
        Files.writeString(list, "1,other.example\n");
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("was prepared from a list with sha256")
                .hasMessageContaining("--restart");
    }

    @Test
    void aMethodThatChangedIsRefusedByName() throws Exception {
        stopAt = 25;
        execute();
        method.put("dns_tries", "5");
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("dns_tries was 3 and is 5");
    }

    @Test
    void anotherSampleIsRefusedBecauseTheRetestWouldAskOthers() throws Exception {
        stopAt = 25;
        execute();
        sample = 7;
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("noise_sample was 0,0 and is 0,7");
    }

    @Test
    void aDiscardThatWasInterruptedIsBroughtToItsEnd() throws Exception {
        execute();
        Files.createFile(runFolder().resolve("_discarding"));
        Files.delete(runFolder().resolve("_targets.seal"));
        observed.clear();
        assertThat(execute()).isInstanceOf(SurveyRun.End.Finished.class);
        assertThat(observed).hasSize(40);
    }

    @Test
    void partsWithoutTheirSealedListAreNotTakenForThoseOfAnother() throws Exception {
        stopAt = 25;
        execute();
        Files.delete(runFolder().resolve("_targets.seal"));
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("holds parts, but not the sealed list");
    }

    @Test
    void partsWithoutAManifestAreNotMixedWithThoseOfAnotherMethod() throws Exception {
        stopAt = 25;
        execute();
        Files.delete(runFolder().resolve("_manifest.json"));
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("by which method they were made");
    }

    @Test
    void aRunOfAnotherVersionOfTheSchemaIsNotGoneOnWith() throws Exception {
        stopAt = 25;
        execute();
        Path manifest = runFolder().resolve("_manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replaceFirst("\"schema_version\" : \\d+", "\"schema_version\" : 1"));
        assertThatThrownBy(this::execute)
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("version 1 of the dataset's schema, this program writes version "
                        + AnnotatedSchema.OBSERVATION.version());
    }

    @Test
    void theManifestTellsWhoWorkedOnTheRunAndWhen() throws Exception {
        stopAt = 25;
        execute();
        stopAt = Long.MAX_VALUE;
        SurveyRun.End.Finished end = (SurveyRun.End.Finished) execute();
        assertThat(end.manifest().course().intervals())
                .containsExactly(
                        new Interval(NOW, Optional.of(NOW), "the test says so"),
                        new Interval(NOW, Optional.of(NOW), "finished"));
        assertThat(end.manifest().origin().runId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab].*");
        assertThat(RunStatus.read(runFolder()))
                .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo("finished"));
    }

    @Test
    void aRowThatIsMissingFromTheFilesIsFoundAtTheEnd() throws Exception {
        execute();
        Files.delete(runFolder().resolve("part-00002.parquet"));
        Path manifest = runFolder().resolve("_manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"status\" : \"finished\"", "\"status\" : \"running\""));
        Files.writeString(runFolder().resolve("_rejects.csv"), "line,reason,text\r\n");
        assertThat(execute())
                .isInstanceOfSatisfying(
                        SurveyRun.End.Finished.class,
                        end -> assertThat(end.manifest().problems())
                                .containsExactly("1 malformed lines were counted, but _rejects.csv holds 0"));
        assertThat(runFolder().resolve("part-00002.parquet")).as("merged again").exists();
    }

    @Test
    void aRunThatSomebodyWorksOnIsLocked() throws Exception {
        Files.createDirectories(runFolder());
        try (RunLock _ = RunLock.acquire(runFolder())) {
            assertThatThrownBy(this::execute)
                    .isInstanceOf(RunLock.RunLockedException.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void anEmptyListIsUnusableAndLeavesNothingToResume() throws Exception {
        Files.writeString(list, "");
        assertThatThrownBy(this::execute).isInstanceOf(UnusableListException.class);
        writeList();
        assertThat(execute()).isInstanceOf(SurveyRun.End.Finished.class);
    }

    @Test
    void aManifestThatCannotBeReadIsSaidSo() throws Exception {
        stopAt = 25;
        execute();
        Files.writeString(runFolder().resolve("_manifest.json"), "{ \"manifest_version\" : ");
        assertThatThrownBy(this::execute)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("_manifest.json")
                .hasMessageContaining("--restart");
    }

    @Test
    void theFingerprintIsOfNamesAndValues() {
        assertThat(Manifest.fingerprint(Map.of("a", "1", "b", "2")))
                .isEqualTo(Manifest.fingerprint(Map.of("b", "2", "a", "1")))
                .isNotEqualTo(Manifest.fingerprint(Map.of("a", "1", "b", "3")));
    }
}
