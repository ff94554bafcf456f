package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.reports.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the whole chain on the embedded lab: makes a simulated Internet, scans it over real sockets on "
                        + "loopback, compares every row with what the lab knows to be true, aggregates, and writes a report. "
                        + "With --months it does so month after month while that Internet changes, and compares what the "
                        + "tables say of the changes with what the lab did.",
        footerHeading = "%nExamples:%n",
        footer = {"  stsurvey demo --domains 20000 --out demo", "  stsurvey demo --months 6"})
final class DemoCommand implements Callable<Integer> {

    /// After so many months every domain of a small world has been through a few events.
    private static final int MOST_MONTHS = 36;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final LabOptions options = new LabOptions();

    @Option(
            names = "--months",
            paramLabel = "M",
            defaultValue = "1",
            description = "scan a changing world once in each of M months (default: ${DEFAULT-VALUE})")
    private int months;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "stsurvey-demo",
            description = "where everything goes; an earlier demo in it is replaced (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("stsurvey-demo");

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "auto, bar, log (a line a minute) or none (default: ${DEFAULT-VALUE})")
    private ProgressDisplay.Mode progress = ProgressDisplay.Mode.AUTO;

    @Override
    public Integer call() throws Exception {
        if (months < 1 || months > MOST_MONTHS) {
            throw new ParameterException(
                    spec.commandLine(), "--months " + months + " is not within 1 to " + MOST_MONTHS);
        }
        clear();
        List<DemoMonth> all = new ArrayList<>();
        boolean agrees = true;
        for (int month = 0; month < months; month++) {
            DemoMonth one = new DemoMonth(out, month, months);
            ExitStatus scanned = one.scan(options.settings(0, 0), spec.commandLine(), progress);
            if (scanned != ExitStatus.DONE) {
                return scanned.code();
            }
            TruthCheck truth = TruthCheck.of(one.truth(), one.runFolder());
            truth.lines().forEach(this::say);
            agrees &= truth.agrees();
            all.add(one);
        }
        Path tables = out.resolve("tables");
        new Aggregation(AggregationOptions.defaults()).run(out.resolve("data"), tables);
        if (months > 1) {
            TrendCheck trends = TrendCheck.of(all, tables);
            trends.lines().forEach(this::say);
            agrees &= trends.agrees();
        }
        new Report().write(tables, out.resolve("report"));
        PrintWriter result = spec.commandLine().getOut();
        result.println("report: " + out.resolve("report").resolve("index.html"));
        result.flush();
        return (agrees ? ExitStatus.DONE : ExitStatus.CHECK_FAILED).code();
    }

    /// Removes an earlier demo, whose world may have been another one.
    private void clear() throws IOException, UnusableFileException {
        if (!Files.exists(out)) {
            return;
        }
        List<Path> parts =
                Stream.of("lab", "data", "tables", "report").map(out::resolve).toList();
        try (Stream<Path> entries = Files.list(out)) {
            if (entries.findAny().isPresent() && !Files.isDirectory(parts.getFirst())) {
                throw new UnusableFileException(
                        "--out " + out + " is not empty and holds no folder lab, so it is not an "
                                + "earlier demo to be replaced; choose a new or empty folder");
            }
        }
        for (Path part : parts) {
            if (Files.exists(part)) {
                try (Stream<Path> files = Files.walk(part)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println("stsurvey: " + line);
        spec.commandLine().getErr().flush();
    }
}
