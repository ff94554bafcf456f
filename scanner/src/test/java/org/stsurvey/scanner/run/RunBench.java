package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;

/// What a run of many domains costs beside the network: run by hand.
///
/// Arguments: an empty folder and how many domains. One domain in a hundred publishes, one in fifty does not
/// answer in the first pass. The run is stopped at six tenths and gone on with, then judged anew.
final class RunBench {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final Path folder;
    private final Path list;
    private final int domains;
    private final AtomicLong firstQuestion = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private long stopAt = Long.MAX_VALUE;

    private RunBench(Path folder, int domains) {
        this.folder = folder;
        this.list = folder.resolve("list.csv");
        this.domains = domains;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        new RunBench(folder, Integer.parseInt(arguments[1])).run();
    }

    private void run() throws Exception {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(list))) {
            for (int i = 0; i < domains; i++) {
                out.print((i + 1) + ",name-" + i * 7_919L % 1_000_003 + "-" + i + ".example\n");
            }
        }
        stopAt = domains * 6L / 10;
        timed("prepared, scanned to six tenths and stopped", this::scan);
        stopAt = Long.MAX_VALUE;
        long begun = System.nanoTime();
        firstQuestion.set(0);
        timed("gone on with to the end, retest, merge and check included", this::scan);
        System.out.printf("  first question %.2f s after the start of that%n", (firstQuestion.get() - begun) / 1e9);
        System.out.printf("  %,d questions of both passes%n", asked.get());
        sizes();
        timed("judged anew", this::rejudge);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "heap in use %,d MiB, resident %,d MiB%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                ResidentMemory.bytes().orElse(0) >> 20);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void timed(String what, Work work) throws Exception {
        long begun = System.nanoTime();
        long cpu = cpu();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%s: %.1f s, %.1f CPU-s, %,.0f rows/s of the whole list%n",
                what, seconds, (cpu() - cpu) / 1e9, domains / seconds);
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private RunFolder runFolder(String data) throws Exception {
        return RunFolder.open(folder.resolve(data), "bench", "2026-11-01");
    }

    private static SurveyRun.Rules rules() {
        return new SurveyRun.Rules(new Judge(Rulebooks.plain())::judge, Outcomes.all(), "roots\n");
    }

    private void scan() throws Exception {
        StopRequest stop = new StopRequest();
        SurveyRun.Plan plan = new SurveyRun.Plan(
                ListSource.of(list),
                PrepareSettings.defaults().withCitation(ListCitation.named("bench")),
                500,
                Optional.empty(),
                RetestSettings.after(Duration.ZERO),
                new TreeMap<>(Map.of("rulebook", "1")),
                new TreeMap<>(),
                List.of("192.0.2.53:53"),
                "mailto:bench@example.org",
                SurveyRunTest.maker(),
                false);
        new SurveyRun(
                        runFolder("data"),
                        plan,
                        rules(),
                        new SurveyRun.Network(
                                (target, _) -> observe(target, 1, stop),
                                (target, _) -> observe(target, 2, stop),
                                NetworkHealth.unknown()),
                        Clock.systemUTC())
                .execute(stop, _ -> {});
    }

    private Observation observe(Target target, int pass, StopRequest stop) {
        firstQuestion.compareAndSet(0, System.nanoTime());
        if (asked.incrementAndGet() == stopAt) {
            stop.because("the bench says so");
        }
        long n = target.line();
        Observations seen = Observations.working().mx(mx(target.domain(), n));
        if (n % 100 != 0) {
            seen = seen.withoutFetch()
                    .txt(
                            pass == 1 && n % 50 == 1
                                    ? Observations.failed(DnsAnswer.Failure.TIMEOUT)
                                    : new DnsAnswer.NoSuchName(List.of(), false, Optional.empty()));
        }
        Observation example = seen.domain(target.domain()).build();
        return new Observation(
                target,
                START.plus(target.ordinal() * 97 + pass, ChronoUnit.MICROS),
                1,
                example.txt(),
                example.mx(),
                example.tlsRpt(),
                Optional.empty(),
                n % 100 == 0 ? example.policyHost() : Optional.empty(),
                n % 100 == 0 ? example.wildcard() : Optional.empty(),
                n % 100 == 0 ? example.mxHosts() : Optional.empty(),
                example.fetch(),
                example.fault());
    }

    private static DnsAnswer mx(String domain, long n) {
        RecordData record = new RecordData.Mx(10, n % 2 == 0 ? "mx." + domain : "aspmx" + n % 5 + ".mail.example");
        return new DnsAnswer.Found(List.of(record), List.of(), 300 + n % 4_000, false);
    }

    private void sizes() throws IOException {
        Path run = folder.resolve("data/observations/list=bench/run=2026-11-01");
        for (String part : List.of("", "_pass1", "_pass2")) {
            try (Stream<Path> files = Files.list(run.resolve(part))) {
                long bytes = files.filter(file -> file.getFileName().toString().startsWith("part-"))
                        .mapToLong(file -> file.toFile().length())
                        .sum();
                System.out.printf("  %-8s %,d bytes, %.1f a domain%n", part, bytes, (double) bytes / domains);
            }
        }
    }

    private void rejudge() throws Exception {
        FinishedRun source = FinishedRun.open(folder.resolve("data/observations/list=bench/run=2026-11-01"));
        new RejudgeRun(
                        source,
                        runFolder("data2"),
                        new RejudgeRun.Rules(rules(), new TreeMap<>(Map.of("rulebook", "1"))),
                        new RejudgeRun.Made("bench", List.of("rejudge")),
                        Clock.systemUTC())
                .execute(new StopRequest(), _ -> {});
    }
}
