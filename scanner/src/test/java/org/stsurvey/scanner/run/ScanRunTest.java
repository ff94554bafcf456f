package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.Target;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.LocalPartStore;
import org.stsurvey.scanner.dataset.PartVerifier;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.RunCheck;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.Doubt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;

/// The runner with a fake network and a fake rulebook: what matters here is that every target gets one row.
class ScanRunTest {

    private static final int CHUNK = 10;

    @TempDir
    private Path folder;

    private TargetFile targets;
    private LocalPartStore store;
    private final StopRequest stop = new StopRequest();

    @BeforeEach
    void prepare() throws Exception {
        String list =
                IntStream.range(0, 105).mapToObj(i -> "d" + i + ".example\n").collect(Collectors.joining());
        targets = new ListPreparation(PrepareSettings.defaults())
                .prepare(
                        ListSource.standardInput(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))),
                        folder)
                .targets();
        store = LocalPartStore.open(folder);
    }

    private ScanRun run(ScanRun.Observing observing, Function<Observation, Judgement> judge) {
        return run(observing, judge, NetworkHealth.unknown());
    }

    private ScanRun run(ScanRun.Observing observing, Function<Observation, Judgement> judge, NetworkHealth health) {
        return new ScanRun(
                observing,
                store,
                new PartPublisher(judge, PublicSuffixes.bundled(), new PartWriter("test"), store),
                health,
                new ScanSettings(7, 3, Duration.ofMillis(200)),
                new Progress(targets.size(), 0),
                stop,
                Clock.systemUTC());
    }

    private FirstPass pass() {
        return FirstPass.of(targets, CHUNK);
    }

    static Observation observe(Target target) {
        return new Observation(
                target,
                Instant.EPOCH,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void everyTargetGetsOneRowAndThePartsAreNamedInOrder() throws Exception {
        assertThat(run((target, _) -> observe(target), FakeJudge::judge).run(pass()))
                .isTrue();
        assertThat(store.names()).hasSize(11).first().isEqualTo("part-00000.parquet");
        RunCheck check = RunCheck.of(store, targets.size());
        assertThat(check.problems()).isEmpty();
        assertThat(check.rows()).isEqualTo(105);
    }

    @Test
    void aStoppedRunIsFinishedByTheNextAndObservesNoPublishedTargetAgain() throws Exception {
        AtomicInteger observed = new AtomicInteger();
        boolean complete = run(
                        (target, _) -> {
                            if (observed.incrementAndGet() == 50) {
                                stop.because("the test says so");
                            }
                            return observe(target);
                        },
                        FakeJudge::judge)
                .run(pass());
        assertThat(complete).isFalse();
        int published = store.names().size() * CHUNK;

        StopRequest never = new StopRequest();
        Set<Long> again = ConcurrentHashMap.newKeySet();
        ScanRun second = new ScanRun(
                (target, _) -> {
                    again.add(target.ordinal());
                    return observe(target);
                },
                store,
                new PartPublisher(FakeJudge::judge, PublicSuffixes.bundled(), new PartWriter("test"), store),
                NetworkHealth.unknown(),
                new ScanSettings(7, 3, Duration.ofMillis(200)),
                new Progress(targets.size(), published),
                never,
                Clock.systemUTC());
        assertThat(second.run(pass())).isTrue();
        assertThat(again).hasSize(105 - published);
        assertThat(RunCheck.of(store, targets.size()).problems()).isEmpty();
    }

    /// Canaries that find, when the first chunk is to be published, that the resolver lied until a moment.
    private static final class LateCanaries implements NetworkHealth {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile long liedUntil = Long.MIN_VALUE;

        @Override
        public void vouch() {
            asked.incrementAndGet();
            liedUntil = liedUntil == Long.MIN_VALUE ? System.nanoTime() : liedUntil;
        }

        @Override
        public boolean isDoubted(Doubt what, long from, long to) {
            return what == Doubt.ANSWERS && from - liedUntil < 0;
        }

        @Override
        public void lookAgain() {}

        @Override
        public List<Sample> samples() {
            return List.of();
        }

        @Override
        public List<Interval> pauses() {
            return List.of();
        }

        @Override
        public String now() {
            return "";
        }
    }

    @Test
    void whatALyingResolverSaidIsNotPublishedThoughItIsFoundOutLater() throws Exception {
        LateCanaries canaries = new LateCanaries();
        List<Observation> judged = Collections.synchronizedList(new ArrayList<>());
        ScanRun run = run(
                (target, _) -> observe(target),
                observation -> {
                    judged.add(observation);
                    return FakeJudge.judge(observation);
                },
                canaries);
        assertThat(run.run(pass())).isTrue();
        assertThat(canaries.asked).as("once for every part").hasValue(11);
        List<Observation> disbelieved = judged.stream()
                .filter(seen -> seen.fault()
                        .filter(fault -> fault.kind() == ScanFault.Kind.RESOLVER_DOUBTED)
                        .isPresent())
                .toList();
        assertThat(disbelieved)
                .hasSizeGreaterThanOrEqualTo(CHUNK)
                .allMatch(seen -> seen.txt().isEmpty() && seen.mx().isEmpty());
        assertThat(RunCheck.of(store, targets.size()).problems()).isEmpty();
    }

    @Test
    void aHangingDomainDoesNotKeepAStoppedRunFromEnding() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        boolean complete = run(
                        (target, _) -> {
                            if (target.ordinal() == 3) {
                                stop.because("the test says so");
                                never.await();
                            }
                            return observe(target);
                        },
                        FakeJudge::judge)
                .run(pass());
        assertThat(complete).isFalse();
        assertThat(RunCheck.of(store, targets.size()).problems()).isNotEmpty();
    }

    @Test
    void aFailureToWriteEndsTheRunAndKeepsWhatIsPublished() throws Exception {
        Files.createDirectories(store.draft("part-00005.parquet").resolve("in-the-way"));
        ScanRun run = run((target, _) -> observe(target), FakeJudge::judge);
        assertThatThrownBy(() -> run.run(pass())).isInstanceOf(IOException.class);
        assertThat(store.names()).doesNotContain("part-00005.parquet");
        assertThat(folder.toFile().list())
                .as("nothing half-written is visible")
                .allMatch(name -> name.startsWith("_") || name.matches("part-\\d{5}\\.parquet"));
        for (String name : store.names()) {
            int rows = name.equals("part-00010.parquet") ? 105 % CHUNK : CHUNK;
            PartVerifier.verify(folder.resolve(name), AnnotatedSchema.OBSERVATION, rows);
        }
    }

    @Test
    void aDefectInAnObserverEndsTheRunWithItsOwnException() {
        ScanRun run = run(
                (target, _) -> {
                    throw new IllegalStateException("defect at " + target.ordinal());
                },
                FakeJudge::judge);
        assertThatThrownBy(() -> run.run(pass()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("defect at");
    }

    @Test
    void aRuleThatFailsCostsOnlyItsOwnVerdict() throws Exception {
        ScanRun run = run((target, _) -> observe(target), observation -> {
            if (observation.target().ordinal() == 42 && observation.fault().isEmpty()) {
                throw new IllegalStateException("a rule fails");
            }
            return FakeJudge.judge(observation);
        });
        assertThat(run.run(pass())).isTrue();
        assertThat(RunCheck.of(store, targets.size()).outcomes())
                .containsEntry("scan_internal_error", 1L)
                .containsEntry("txt_nxdomain", 104L);
    }
}
