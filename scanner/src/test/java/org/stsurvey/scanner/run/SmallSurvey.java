package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.dataset.ObservationReader;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Observation;

/// A survey of a world that always answers the same, for tests that disturb it and compare what it comes to.
///
/// Of every ten domains one publishes a policy, one does not answer in the first pass but does in the second, and
/// one never answers.
final class SmallSurvey {

    private static final Instant START = Instant.parse("2026-11-01T04:00:00Z");
    private static final String NAME = "small";
    private static final String RUN = "2026-11-01";

    private final Path data;
    private final Path list;
    private final int chunkSize;
    private final Duration pause;

    /// @param pause how long an observation takes
    SmallSurvey(Path data, Path list, int chunkSize, Duration pause) {
        this.data = data;
        this.list = list;
        this.chunkSize = chunkSize;
        this.pause = pause;
    }

    static Path writeList(Path file, int domains) throws IOException {
        return Files.writeString(
                file,
                IntStream.range(0, domains)
                        .mapToObj(i -> i + 1 + ",d" + i + ".example\n")
                        .collect(Collectors.joining("", "", "no domain at all\n")));
    }

    SurveyRun.End execute() throws Exception {
        return execute(new StopRequest());
    }

    SurveyRun.End execute(StopRequest stop) throws Exception {
        SurveyRun.Plan plan = new SurveyRun.Plan(
                ListSource.of(list),
                PrepareSettings.defaults().withCitation(ListCitation.named(NAME)),
                8,
                Optional.of(chunkSize),
                new RetestSettings(Duration.ZERO, 5, 20),
                new TreeMap<>(Map.of("rulebook", "1")),
                new TreeMap<>(),
                List.of("192.0.2.53:53"),
                "mailto:test@example.org",
                SurveyRunTest.maker(),
                false);
        return new SurveyRun(
                        RunFolder.open(data, NAME, RUN),
                        plan,
                        new SurveyRun.Rules(new Judge(Rulebooks.plain())::judge, Outcomes.all(), "the roots\n"),
                        new SurveyRun.Network(
                                (target, _) -> observe(target, 1),
                                (target, _) -> observe(target, 2),
                                NetworkHealth.unknown()),
                        Clock.systemUTC())
                .execute(stop, _ -> {});
    }

    Path runFolder() {
        return data.resolve("observations").resolve("list=" + NAME).resolve("run=" + RUN);
    }

    private Observation observe(Target target, int pass) throws InterruptedException {
        if (!pause.isZero()) {
            Thread.sleep(pause);
        }
        int kind = Integer.parseInt(target.domain().substring(1, target.domain().indexOf('.'))) % 10;
        Observations seen = switch (kind) {
            case 0 -> Observations.working();
            case 1 ->
                pass == 1
                        ? Observations.working()
                                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                                .withoutFetch()
                        : Observations.working();
            case 2 ->
                Observations.working()
                        .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                        .withoutFetch();
            default ->
                Observations.working()
                        .txt(new DnsAnswer.NoSuchName(List.of(), false, Optional.empty()))
                        .withoutFetch();
        };
        Observation example = seen.domain(target.domain()).build();
        return new Observation(
                target,
                START.plusSeconds(target.ordinal() + pass),
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

    /// What the published parts say, by ordinal: domain, pass, and what was seen. A row that stands there twice
    /// fails.
    static SortedMap<Long, String> rows(Path runFolder) throws IOException {
        SortedMap<Long, String> rows = new TreeMap<>();
        PartFolder parts = new PartFolder(runFolder);
        for (String part : parts.names()) {
            try (ObservationReader reader = ObservationReader.open(parts, part)) {
                reader.forEachRemaining(row -> {
                    String before = rows.put(
                            row.target().ordinal(),
                            row.target().domain() + " pass " + row.pass() + " " + row.txt() + row.fetch() + " after "
                                    + row.history().size());
                    if (before != null) {
                        throw new IllegalStateException(
                                "ordinal " + row.target().ordinal() + " has two rows");
                    }
                });
            }
        }
        return rows;
    }
}
