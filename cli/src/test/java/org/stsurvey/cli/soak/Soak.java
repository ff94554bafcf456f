package org.stsurvey.cli.soak;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stsurvey.cli.soak.SoakPlan.Episode;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Adoption;

/// Scans a lab with every trouble at once, watches what the process holds, and says whether it stayed flat and true.
///
/// In its folder are afterwards `samples.csv`, `soak.svg`, `verdict.txt`, and list, truth, dataset and log of the
/// scan.
public final class Soak {

    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(2);

    /// Once so much of the first pass is handed out, nothing more goes wrong: its end is to be seen.
    private static final double ENOUGH = 0.93;

    private static final List<String> JVM_FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx320m",
            "-XX:+UseSerialGC");

    private final SoakPlan plan;
    private final PrintStream out;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Episode> happened = new ArrayList<>();

    private Soak(SoakPlan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /// Minutes, domains, folder; exits with 0 if all went well, else with 1.
    public static void main(String[] words) throws Exception {
        Duration lasting = Duration.ofSeconds(Math.round(60 * Double.parseDouble(words[0])));
        SoakPlan plan = new SoakPlan(lasting, Integer.parseInt(words[1]), Files.createDirectories(Path.of(words[2])));
        System.exit(run(plan, System.getProperty("java.class.path"), System.out).isEmpty() ? 0 : 1);
    }

    /// Runs a soak.
    ///
    /// @return what was wrong
    static List<String> run(SoakPlan plan, String classPath, PrintStream out) throws Exception {
        LabSettings world = LabSettings.generated(plan.domains())
                .withAdoption(Adoption.everywhere(SoakPlan.ADOPTION))
                .withSlow(true)
                .withLoss(SoakPlan.LOSS);
        Soak soak = new Soak(plan, out);
        try (Lab lab = Lab.start(world);
                ScanUnderTest scan = ScanUnderTest.start(plan, lab, JVM_FLAGS, classPath)) {
            soak.watch(scan);
            return soak.verdict(scan, lab);
        }
    }

    private void watch(ScanUnderTest scan) throws IOException, InterruptedException {
        Deque<Episode> next = new ArrayDeque<>(plan.episodes());
        Optional<Episode> current = Optional.empty();
        long started = System.nanoTime();
        Duration warmUp = Duration.ZERO;
        try (BufferedWriter csv = Files.newBufferedWriter(plan.folder().resolve("samples.csv"))) {
            csv.write(Sample.HEADER + "\n");
            while (scan.process().isAlive()) {
                Duration at = Duration.ofNanos(System.nanoTime() - started);
                if (samples.isEmpty() || samples.getLast().done() == 0) {
                    warmUp = at;
                }
                if (at.compareTo(plan.atMost()) > 0) {
                    return;
                }
                if (current.isPresent() && at.compareTo(current.get().ends()) >= 0) {
                    scan.end(current.get().trouble());
                    happened.add(
                            new Episode(current.get().trouble(), current.get().begins(), at));
                    current = Optional.empty();
                }
                if (current.isEmpty()
                        && !next.isEmpty()
                        && at.compareTo(next.getFirst().begins().plus(warmUp)) >= 0) {
                    if (nearsItsEnd()) {
                        next.clear();
                    } else {
                        Episode episode = next.removeFirst();
                        current = Optional.of(new Episode(episode.trouble(), at, at.plus(episode.lasts())));
                        scan.begin(episode.trouble());
                    }
                }
                sample(scan, at, current, csv);
                scan.process().waitFor(SAMPLE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean nearsItsEnd() {
        if (samples.isEmpty()) {
            return false;
        }
        Sample last = samples.getLast();
        return !last.phase().equals("scan") || last.handedOut() > ENOUGH * last.targets();
    }

    private void sample(ScanUnderTest scan, Duration at, Optional<Episode> current, BufferedWriter csv)
            throws IOException {
        Optional<Sample> sample = Sample.take(
                at.toMillis() / 1000.0,
                current.map(episode -> episode.trouble().name()).orElse(""),
                scan.process().pid(),
                scan.runFolder());
        if (sample.isPresent()) {
            samples.add(sample.get());
            csv.write(sample.get().line() + "\n");
            csv.flush();
        }
    }

    private List<String> verdict(ScanUnderTest scan, Lab lab) throws Exception {
        Files.writeString(plan.folder().resolve("soak.svg"), SoakFigures.svg(plan, samples, happened));
        List<String> lines = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        if (scan.process().isAlive()) {
            faults.add("the scan did not end within " + plan.atMost());
        } else if (scan.process().exitValue() != 0) {
            faults.add("the scan ended with status " + scan.process().exitValue());
        }
        new SoakFigures(plan, samples, happened).judge(lines, faults);
        if (ScanUnderTest.fakeTime().isEmpty()) {
            faults.add("the clock was not stepped: install libfaketime (Debian: apt-get install libfaketime)");
        }
        if (lab.mailsBegun() > 0 || lab.trapVisits() > 0) {
            faults.add(lab.mailsBegun() + " mails begun, " + lab.trapVisits() + " visits to the trap");
        }
        if (faults.isEmpty() || !scan.process().isAlive()) {
            compareWithTruth(scan, lines, faults);
        }
        faults.forEach(fault -> lines.add("FAILED: " + fault));
        lines.add(faults.isEmpty() ? "soak: all well" : "soak: " + faults.size() + " faults");
        Files.write(plan.folder().resolve("verdict.txt"), lines);
        lines.forEach(out::println);
        return faults;
    }

    private void compareWithTruth(ScanUnderTest scan, List<String> lines, List<String> faults) throws Exception {
        SoakTruth truth = SoakTruth.of(plan.folder().resolve("truth.tsv"), scan.runFolder());
        lines.add(String.format(
                Locale.ROOT,
                "truth: %,d domains, %d missing, %d publishers judged absent, %d misjudged, %d left open (%.3f %%)",
                truth.domains(),
                truth.missing(),
                truth.absent(),
                truth.misjudged(),
                truth.open(),
                100.0 * truth.open() / Math.max(1, truth.domains())));
        truth.examples().forEach(example -> lines.add("  " + example));
        if (truth.domains() != plan.domains() || truth.missing() + truth.absent() + truth.misjudged() > 0) {
            faults.add("rows are missing or say what is not true");
        }
        if (truth.open() > Math.max(5, plan.domains() / 1000)) {
            faults.add("more than one row in a thousand was left open");
        }
    }
}
