package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.dataset.ObservationReader;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.dataset.RowSummary;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;

/// What is asked again, when, and which row is published of the two.
class RetestTest {

    private static final int TARGETS = 60;

    @TempDir
    private Path folder;

    private Path list;
    private final List<String> askedAgain = Collections.synchronizedList(new ArrayList<>());
    private RetestSettings settings = new RetestSettings(Duration.ZERO, 0, 0);
    private Function<Target, Observations> first = _ -> absent();
    private Function<Target, Observations> second = _ -> absent();
    private Clock clock = Clock.fixed(Instant.parse("2026-11-01T05:00:00Z"), ZoneOffset.UTC);

    @BeforeEach
    void writeList() throws Exception {
        list = Files.writeString(
                folder.resolve("list.csv"),
                IntStream.range(0, TARGETS)
                        .mapToObj(i -> "d" + i + ".example\n")
                        .collect(Collectors.joining()));
    }

    private static Observations absent() {
        return Observations.working()
                .txt(new DnsAnswer.NoSuchName(List.of(), false, Optional.empty()))
                .withoutFetch();
    }

    private static Observations silent() {
        return Observations.working()
                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .withoutFetch();
    }

    private static Observations withUnknownMx() {
        return absent().mx(Observations.failed(DnsAnswer.Failure.TIMEOUT));
    }

    private static boolean is(Target target, int number) {
        return target.domain().equals("d" + number + ".example");
    }

    private static Observation observation(Target target, Instant at, Observations seen) {
        Observation example = seen.domain(target.domain()).build();
        return new Observation(
                target,
                at,
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

    private SurveyRun.End.Finished run() throws Exception {
        SurveyRun.Plan plan = new SurveyRun.Plan(
                ListSource.of(list),
                PrepareSettings.defaults().withCitation(ListCitation.named("test")),
                4,
                Optional.of(25),
                settings,
                new TreeMap<>(Map.of("rulebook", "1")),
                new TreeMap<>(),
                List.of("192.0.2.53:53"),
                "mailto:test@example.org",
                SurveyRunTest.maker(),
                false);
        return (SurveyRun.End.Finished) new SurveyRun(
                        RunFolder.open(folder.resolve("data"), "test", "2026-11-01"),
                        plan,
                        new SurveyRun.Rules(new Judge(Rulebooks.plain())::judge, Outcomes.all(), "roots"),
                        new SurveyRun.Network(
                                (target, _) -> observation(target, clock.instant(), first.apply(target)),
                                (target, _) -> {
                                    askedAgain.add(target.domain());
                                    return observation(target, clock.instant(), second.apply(target));
                                },
                                NetworkHealth.unknown()),
                        clock)
                .execute(new StopRequest(), _ -> {});
    }

    private Path runFolder() {
        return folder.resolve("data/observations/list=test/run=2026-11-01");
    }

    private Observation row(int number) throws Exception {
        PartFolder parts = new PartFolder(runFolder());
        for (String part : parts.names()) {
            try (ObservationReader rows = ObservationReader.open(parts, part)) {
                while (rows.hasNext()) {
                    Observation row = rows.next();
                    if (is(row.target(), number)) {
                        return row;
                    }
                }
            }
        }
        throw new AssertionError("d" + number + " has no row");
    }

    private String outcome(int number) throws Exception {
        AtomicReference<String> outcome = new AtomicReference<>("");
        long ordinal = row(number).target().ordinal();
        PartFolder parts = new PartFolder(runFolder());
        RowSummary.forEach(parts, parts.names(), row -> {
            if (row.ordinal() == ordinal) {
                outcome.set(row.outcome());
            }
        });
        return outcome.get();
    }

    @Test
    void whatLeavesNothingOpenIsNotAskedAgain() throws Exception {
        SurveyRun.End.Finished end = run();
        assertThat(askedAgain).isEmpty();
        assertThat(end.check().problems()).isEmpty();
        assertThat(row(7).pass()).isEqualTo(1);
        assertThat(end.manifest().course().passes())
                .containsExactly(new RunCourse.Pass(1, TARGETS, 0, 0), new RunCourse.Pass(2, 0, 0, 0));
    }

    @Test
    void whatDidNotAnswerIsAskedAgainAndItsRowReplacedByTheAnswer() throws Exception {
        first = target -> is(target, 7) ? silent() : absent();
        run();
        assertThat(askedAgain).containsExactly("d7.example");
        assertThat(row(7).pass()).isEqualTo(2);
        assertThat(row(7).history()).hasSize(1);
        assertThat(row(8).pass()).isEqualTo(1);
        assertThat(outcome(7)).isEqualTo("txt_nxdomain");
    }

    @Test
    void faultsOfOurOwnAreAlwaysAskedAgain() throws Exception {
        first = target -> is(target, 7) ? absent().fault(ScanFault.Kind.DEFERRED) : absent();
        run();
        assertThat(askedAgain).containsExactly("d7.example");
        assertThat(outcome(7)).isEqualTo("txt_nxdomain");
    }

    @Test
    void anUnknownMxIsAskedAgainThoughTheStatusIsKnown() throws Exception {
        first = target -> is(target, 7) ? withUnknownMx() : absent();
        run();
        assertThat(askedAgain).containsExactly("d7.example");
        assertThat(row(7).pass()).isEqualTo(2);
    }

    @Test
    void aRowWhoseStatusWasKnownIsNotReplacedByOneWhoseStatusIsNot() throws Exception {
        first = target -> is(target, 7) ? withUnknownMx() : absent();
        second = _ -> silent();
        run();
        assertThat(askedAgain).containsExactly("d7.example");
        assertThat(row(7).pass()).isEqualTo(1);
        assertThat(outcome(7)).isEqualTo("txt_nxdomain");
    }

    @Test
    void nothingIsAskedAgainBeforeItsTime() throws Exception {
        settings = new RetestSettings(Duration.ofMinutes(10), 0, 0);
        Instant start = Instant.parse("2026-11-01T05:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(start);
        List<Instant> asked = Collections.synchronizedList(new ArrayList<>());
        clock =
                new Clock() { // a minute passes whenever somebody looks
                    @Override
                    public Instant instant() {
                        return now.updateAndGet(before -> before.plusSeconds(60));
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        first = target -> is(target, 7) ? silent() : absent();
        second = _ -> {
            asked.add(now.get());
            return silent();
        };
        run();
        Observation row = row(7);
        assertThat(row.pass()).isEqualTo(2);
        assertThat(asked).hasSize(1);
        assertThat(Duration.between(row.history().getFirst().endedAt(), asked.getFirst()))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aSampleOfTheRestIsAskedAgainAndItsFlipsAreCountedButItsRowsStand() throws Exception {
        settings = new RetestSettings(Duration.ZERO, 4, 10);
        first = target -> target.ordinal() % 6 == 0 ? Observations.working() : absent();
        second = _ -> absent();
        SurveyRun.End.Finished end = run();

        NoiseFloor floor = end.manifest().result().noiseFloor().orElseThrow();
        assertThat(floor.publishers()).isEqualTo(new NoiseFloor.Stratum(4, 4));
        assertThat(floor.others()).isEqualTo(new NoiseFloor.Stratum(10, 0));
        assertThat(floor.statuses())
                .containsExactly(
                        new NoiseFloor.Flip(true, "valid_enforce", "absent", 4),
                        new NoiseFloor.Flip(false, "absent", "absent", 10));
        assertThat(floor.outcomes()).containsExactly(new NoiseFloor.Flip(true, "ok", "txt_nxdomain", 4));
        assertThat(end.check().deploymentStatuses()).containsEntry("valid_enforce", 10L);
        assertThat(end.manifest().course().passes()).contains(new RunCourse.Pass(2, 14, 0, 14));
        assertThat(Manifest.read(runFolder())).contains(end.manifest());
    }

    @Test
    void theSampleIsTheSameForTheSameSeedAndSpreadOverTheStates() throws Exception {
        settings = new RetestSettings(Duration.ZERO, 6, 0);
        first = target -> switch ((int) (target.ordinal() % 4)) {
            case 0 -> Observations.working();
            case 1 ->
                Observations.working().policy("version: STSv1\r\nmode: testing\r\nmx: *.example\r\nmax_age: 86400\r\n");
            case 2 -> target.ordinal() == 2 ? Observations.working().txt(Observations.txt("v=STSv1; id=;")) : absent();
            default -> absent();
        };
        run();
        Path firstPass = RunFolder.at(runFolder()).firstPass();
        RetestPlan plan = RetestPlan.of(new PartFolder(firstPass), 1, settings);
        assertThat(plan.ordinals())
                .isEqualTo(RetestPlan.of(new PartFolder(firstPass), 1, settings).ordinals());
        assertThat(plan.ordinals().stream().filter(ordinal -> ordinal == 2))
                .as("the one of its state")
                .hasSize(1);
        assertThat(plan.sampledRows()).isEqualTo(6);
        List<Integer> remainders =
                plan.ordinals().stream().mapToObj(ordinal -> ordinal % 4).toList();
        assertThat(Collections.frequency(remainders, 0)).isBetween(2, 3);
        assertThat(Collections.frequency(remainders, 1)).isBetween(2, 3);
    }

    @Test
    void theFilesOfTheManifestAreThePartsAsTheyLie() throws Exception {
        first = target -> is(target, 7) ? silent() : absent();
        List<RunResult.PartFile> files = run().manifest().result().files();
        assertThat(files).extracting(RunResult.PartFile::path).isEqualTo(new PartFolder(runFolder()).names());
        assertThat(files).allSatisfy(file -> {
            byte[] bytes = Files.readAllBytes(runFolder().resolve(file.path()));
            assertThat(file.bytes()).isEqualTo(bytes.length);
            assertThat(file.sha256())
                    .isEqualTo(Hashing.sha256().hashBytes(bytes).toString());
        });
    }
}
