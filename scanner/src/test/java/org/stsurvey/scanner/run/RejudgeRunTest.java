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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.dataset.VerdictChanges.Change;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Observation;

/// Stored observations judged anew, by the same rulebook and by others. Of 25 domains every fifth publishes.
class RejudgeRunTest {

    private static final int TARGETS = 25;
    private static final int CHUNK = 10;
    private static final Instant SCANNED = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant REJUDGED = Instant.parse("2027-02-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path list;
    private Path run;

    @BeforeEach
    void scanARun() throws Exception {
        list = Files.writeString(
                folder.resolve("list.csv"),
                IntStream.range(0, TARGETS)
                        .mapToObj(i -> (i % 5 == 0 ? "publisher" : "absent") + i + ".example\n")
                        .collect(Collectors.joining("", "", "no domain at all\n")));
        run = scan("data", plain(), new StopRequest()).path();
    }

    private static Function<Observation, Judgement> plain() {
        return new Judge(Rulebooks.plain())::judge;
    }

    private static Function<Observation, Judgement> distrusting() {
        return new Judge(Rulebooks.withCertificateFaults(
                List.of(new CertificateFault(CertificateFault.Kind.UNTRUSTED_ROOT, Map.of()))))::judge;
    }

    private static Observation observe(Target target) {
        Observation example = (target.domain().startsWith("publisher")
                        ? Observations.working()
                        : Observations.working()
                                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                                .withoutFetch())
                .domain(target.domain())
                .build();
        return new Observation(
                target,
                example.observedAt(),
                1,
                example.txt(),
                example.mx(),
                example.tlsRpt(),
                example.apex(),
                example.policyHost(),
                example.wildcard(),
                example.mxHosts(),
                example.fetch(),
                example.fault());
    }

    private RunFolder scan(String data, Function<Observation, Judgement> judge, StopRequest stop) throws Exception {
        RunFolder scanned = RunFolder.open(folder.resolve(data), "mine", "2026-11-01");
        SurveyRun.Plan plan = new SurveyRun.Plan(
                ListSource.of(list),
                PrepareSettings.defaults().withCitation(ListCitation.named("mine")),
                3,
                Optional.of(CHUNK),
                new RetestSettings(Duration.ZERO, 0, 0),
                new TreeMap<>(Map.of("rulebook", "1", "roots_sha256", "aa", "dns_tries", "3")),
                new TreeMap<>(),
                List.of("192.0.2.53:53"),
                "mailto:test@example.org",
                SurveyRunTest.maker(),
                false);
        new SurveyRun(scanned, plan, rules(judge), SurveyRun.Network.of((target, _) -> observe(target)), at(SCANNED))
                .execute(stop, _ -> {});
        return scanned;
    }

    private static SurveyRun.Rules rules(Function<Observation, Judgement> judge) {
        return new SurveyRun.Rules(judge, Outcomes.all(), "the roots\n");
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private RejudgeRun rejudging(String data, Function<Observation, Judgement> judge, String roots) throws Exception {
        FinishedRun source = FinishedRun.open(run);
        return new RejudgeRun(
                source,
                RunFolder.open(folder.resolve(data), source.list(), source.run()),
                new RejudgeRun.Rules(rules(judge), new TreeMap<>(Map.of("rulebook", "1", "roots_sha256", roots))),
                new RejudgeRun.Made("test", List.of("rejudge")),
                at(REJUDGED));
    }

    private SurveyRun.End rejudge(String data, Function<Observation, Judgement> judge, String roots) throws Exception {
        return rejudging(data, judge, roots).execute(new StopRequest(), _ -> {});
    }

    private Path rejudged(String data) {
        return folder.resolve(data).resolve("observations/list=mine/run=2026-11-01");
    }

    private static Manifest manifest(Path runFolder) throws IOException {
        return Manifest.read(runFolder).orElseThrow();
    }

    private static List<Path> parts(Path runFolder) throws IOException {
        try (Stream<Path> files = Files.list(runFolder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    private void assertSameParts() throws IOException {
        assertThat(parts(run)).hasSize(3);
        for (Path part : parts(run)) {
            assertThat(rejudged("data2").resolve(part.getFileName())).hasSameBinaryContentAs(part);
        }
        assertThat(parts(rejudged("data2"))).hasSize(3);
    }

    @Test
    void theSameRulebookGivesTheSameBytes() throws Exception {
        assertThat(rejudge("data2", plain(), "aa")).isInstanceOf(SurveyRun.End.Finished.class);
        assertSameParts();
        Rejudged section = manifest(rejudged("data2")).rejudged().orElseThrow();
        assertThat(section.unchanged()).isEqualTo(TARGETS);
        assertThat(section.changes()).isEmpty();
        assertThat(section.statusChanges()).isEmpty();
    }

    @Test
    void whatBelongsToTheRunIsCarriedOver() throws Exception {
        rejudge("data2", plain(), "aa");
        for (String name : List.of(
                "_targets.tsv", "_targets.index", "_targets.seal", "_rejects.csv", "_outcomes.parquet", "_roots.pem")) {
            assertThat(rejudged("data2").resolve(name)).hasSameBinaryContentAs(run.resolve(name));
        }
    }

    @Test
    void theManifestTellsOfTheSameObservationAndOfTheNewRules() throws Exception {
        rejudge("data2", distrusting(), "bb");
        Manifest before = manifest(run);
        Manifest now = manifest(rejudged("data2"));
        assertThat(now)
                .usingRecursiveComparison()
                .ignoringFields(
                        "origin.method",
                        "origin.methodFingerprint",
                        "result.outcomes",
                        "result.deploymentStatus",
                        "result.files",
                        "result.quality",
                        "result.noiseFloor",
                        "result.rejudged")
                .isEqualTo(before);
        assertThat(now.ended()).contains(SCANNED);
        assertThat(now.method())
                .containsExactlyInAnyOrderEntriesOf(Map.of("rulebook", "1", "roots_sha256", "bb", "dns_tries", "3"));
        assertThat(now.methodFingerprint()).isEqualTo(Manifest.fingerprint(now.method()));
        Rejudged section = now.rejudged().orElseThrow();
        assertThat(section.fromMethodFingerprint()).isEqualTo(before.methodFingerprint());
        assertThat(section.fromMethod()).isEqualTo(before.method());
        assertThat(section.ended()).contains(REJUDGED);
        assertThat(before.rejudged()).isEmpty();
    }

    @Test
    void anotherRulebookChangesTheRowsItConcernsAndTheDifferencesAreKept() throws Exception {
        SurveyRun.End end = rejudge("data2", distrusting(), "bb");
        assertThat(end)
                .isInstanceOfSatisfying(
                        SurveyRun.End.Finished.class,
                        finished -> assertThat(finished.check().outcomes())
                                .containsOnly(Map.entry("tls_cert_untrusted_root", 5L), Map.entry("txt_timeout", 20L)));
        Rejudged section = manifest(rejudged("data2")).rejudged().orElseThrow();
        assertThat(section.unchanged()).isEqualTo(20);
        assertThat(section.changes()).containsExactly(new Change("ok", "tls_cert_untrusted_root", 5));
        assertThat(section.statusChanges()).containsExactly(new Change("valid_enforce", "policy_unreachable", 5));
        assertThat(Files.readString(rejudged("data2").resolve("_manifest.json")))
                .contains("\"from\" : \"ok\"", "\"to\" : \"tls_cert_untrusted_root\"", "\"rows\" : 5");
    }

    @Test
    void judgingAnewWhatWasJudgedAnewLeadsBack() throws Exception {
        rejudge("data3", distrusting(), "bb");
        run = rejudged("data3");
        rejudge("data2", plain(), "aa");
        run = rejudged("data");
        assertSameParts();
    }

    @Test
    void aStoppedRejudgingIsResumedAndJudgesNoPublishedPartAgain() throws Exception {
        StopRequest stop = new StopRequest();
        SurveyRun.End stopped = rejudging(
                        "data2",
                        observation -> {
                            stop.because("the test says so");
                            return distrusting().apply(observation);
                        },
                        "bb")
                .execute(stop, _ -> {});
        assertThat(stopped)
                .isInstanceOfSatisfying(
                        SurveyRun.End.Stopped.class,
                        end -> assertThat(end.left().published()).isEqualTo(CHUNK));
        assertThat(parts(rejudged("data2"))).hasSize(1);
        assertThat(rejudged("data2").resolve("_outcomes.parquet"))
                .as("readers take it for unfinished")
                .doesNotExist();
        assertThat(manifest(rejudged("data2")).status()).isEqualTo(Manifest.STOPPED);

        int[] judged = {0};
        rejudge(
                "data2",
                observation -> {
                    judged[0]++;
                    return distrusting().apply(observation);
                },
                "bb");
        assertThat(judged[0]).isEqualTo(TARGETS - CHUNK);
        Rejudged section = manifest(rejudged("data2")).rejudged().orElseThrow();
        assertThat(section.changes())
                .as("also of the parts published before")
                .containsExactly(new Change("ok", "tls_cert_untrusted_root", 5));
    }

    @Test
    void aFinishedRejudgingIsLeftAlone() throws Exception {
        rejudge("data2", plain(), "aa");
        SurveyRun.End again = rejudge(
                "data2",
                _ -> {
                    throw new AssertionError("judged again");
                },
                "aa");
        assertThat(again).isInstanceOf(SurveyRun.End.AlreadyFinished.class);
    }

    @Test
    void aRowThatARuleFailedOnGetsAnotherChance() throws Exception {
        Function<Observation, Judgement> defective = observation -> {
            if (observation.fault().isEmpty() && observation.target().domain().equals("publisher5.example")) {
                throw new IllegalStateException("a rule fails");
            }
            return plain().apply(observation);
        };
        run = scan("defective", defective, new StopRequest()).path();
        rejudge("data2", defective, "aa");
        assertSameParts();
        rejudge("data3", plain(), "aa");
        assertThat(manifest(rejudged("data3")).rejudged().orElseThrow().changes())
                .containsExactly(new Change("scan_internal_error", "ok", 1));
    }

    @Test
    void itsOwnDatasetIsRefused() {
        assertThatThrownBy(() -> rejudge("data", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("into itself")
                .hasMessageContaining("--out");
    }

    @Test
    void aRunThatWasScannedIsNeverReplaced() throws Exception {
        scan("data2", plain(), new StopRequest());
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("was scanned, not judged anew");
    }

    @Test
    void anUnfinishedRunIsRefused() throws Exception {
        StopRequest stop = new StopRequest();
        stop.because("the test says so");
        run = scan("stopped", plain(), stop).path();
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("\"stopped\"")
                .hasMessageContaining("finish the scan first");
        assertThat(folder.resolve("data2")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        run = folder;
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("not the folder of a run");
    }

    @Test
    void goingOnWithAnotherMethodIsRefused() throws Exception {
        rejudge("data2", plain(), "aa");
        assertThatThrownBy(() -> rejudge("data2", distrusting(), "bb"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("roots_sha256 was aa and is bb");
        assertSameParts();
    }

    @Test
    void goingOnFromAnotherRunIsRefused() throws Exception {
        rejudge("data2", plain(), "aa");
        rejudge("data3", distrusting(), "bb");
        run = rejudged("data3");
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("was begun from another run");
    }

    @Test
    void filesOfUnknownOriginAreNotMixedWith() throws Exception {
        Files.createDirectories(rejudged("data2"));
        Files.copy(run.resolve("part-00000.parquet"), rejudged("data2").resolve("part-00000.parquet"));
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("holds files");
    }

    @Test
    void aScanDoesNotGoOnWithWhatWasJudgedAnew() throws Exception {
        rejudge("data2", plain(), "aa");
        assertThatThrownBy(() -> scan("data2", plain(), new StopRequest()))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("judged anew");
    }

    @Test
    void aDamagedPartIsNamedAndNothingOfItIsPublished() throws Exception {
        Path damaged = run.resolve("part-00001.parquet");
        byte[] bytes = Files.readAllBytes(damaged);
        for (int i = 100; i < 400; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(damaged, bytes);
        assertThatThrownBy(() -> rejudge("data2", plain(), "aa"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("part-00001.parquet")
                .hasMessageContaining("cannot be read");
        assertThat(parts(rejudged("data2"))).hasSize(1);
    }

    @Test
    void aPartThatIsLostIsFoundByTheCheck() throws Exception {
        Files.delete(run.resolve("part-00002.parquet"));
        assertThat(rejudge("data2", plain(), "aa"))
                .isInstanceOfSatisfying(
                        SurveyRun.End.Finished.class,
                        finished -> assertThat(finished.check().problems())
                                .containsExactly(
                                        "ordinals 20 to 24 have no row (5 targets)",
                                        "26 lines were read, but 21 are accounted for"));
    }

    @Test
    void twoCannotJudgeIntoOneFolder() throws Exception {
        Files.createDirectories(rejudged("data2"));
        try (RunLock _ = RunLock.acquire(rejudged("data2"))) {
            assertThatThrownBy(() -> rejudge("data2", plain(), "aa")).isInstanceOf(RunLock.RunLockedException.class);
        }
    }
}
