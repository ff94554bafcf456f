package org.stsurvey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.scanner.run.ChunkScan;
import org.stsurvey.scanner.run.Progress;
import org.stsurvey.scanner.run.RunRefusedException;
import org.stsurvey.scanner.run.ScanSettings;
import org.stsurvey.scanner.run.StopRequest;
import org.stsurvey.scanner.run.TaskReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What a task of a cluster runs: some chunks of a run that another process has begun. It reports on standard
/// output, as `WorkerProcess` of the map task reads it, and ends when its standard input does.
@Command(
        name = "scan-chunks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        hidden = true,
        description = "Scans chunks of a run for the process that began it; started by scan --on mapreduce.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey scan-chunks --run hdfs://namenode/data/observations/list=top/run=2026-11-01 --pass 1 \\%n"
                + "                       --tasks 4 --resolver 127.0.0.1 --contact mailto:survey@example.org 0,1,2")
final class ScanChunksCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            required = true,
            converter = LocationText.class,
            description = "the run's folder on the cluster's storage")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(names = "--pass", paramLabel = "N", required = true, description = "1, or 2 for the retest")
    private int pass;

    @Option(names = "--tasks", paramLabel = "N", required = true, description = "how many share rates and gates")
    private int tasks;

    @Option(names = "--concurrency", paramLabel = "N", description = "domains whose questions are under way at once")
    private int concurrency = ScanSettings.DEFAULT_AT_QUESTIONS;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            converter = LocationText.class,
            description = "whom not to scan, repeatable")
    private List<Path> exclusions = List.of();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Parameters(paramLabel = "CHUNKS", description = "numbers of chunks, separated by commas")
    private String chunks = "";

    @Override
    public Integer call() throws Exception {
        Set<Integer> numbers = numbers();
        PrintWriter err = spec.commandLine().getErr();
        StopRequest stop = new StopRequest();
        Clock clock = Clock.systemUTC();
        ResolverWatch watch = new ResolverWatch(err, clock);
        watch.endThrough(stop::because);
        int affordable = DescriptorLimit.ofThisProcess().affordable(concurrency, err);
        try (TaskVoice voice = TaskVoice.on(out());
                Scanner scanner =
                        Scanner.open(network.settings().sharedBy(tasks), Exclusions.read(exclusions), watch, clock)) {
            endWithStandardInput(System.in);
            ChunkScan scan = ChunkScan.open(run, pass, numbers, scanner.method(), clock);
            Optional<String> unfit = watch.examine();
            if (unfit.isPresent()) {
                return ended(unfit.get());
            }
            Progress progress = scan.progress();
            voice.speakOf(progress, watch);
            boolean whole = scan.execute(scanner.passes(), scanner.rules(), affordable, progress, stop, clock);
            watch.lookAgain();
            TaskReport.of(RunMaker.host(), watch).write(run);
            return whole ? ExitStatus.DONE.code() : ended(stop.reason().orElse("chunks are left"));
        }
    }

    private static PrintStream out() {
        return System.out;
    }

    private Set<Integer> numbers() {
        if (!chunks.matches("\\d{1,7}(,\\d{1,7})*") || pass < 1 || pass > 2 || tasks < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "chunks \"" + SafeText.of(chunks) + "\" of pass " + pass + " for one of " + tasks
                            + " tasks: give numbers such as 0,1,2, pass 1 or 2, and at least one task");
        }
        Set<Integer> numbers = new TreeSet<>();
        for (String number : chunks.split(",", -1)) {
            numbers.add(Integer.parseInt(number));
        }
        return numbers;
    }

    /// Ends at once when whoever started this process is gone: another may be at the same chunks already, with
    /// this task's share of the survey's rates. Nothing is lost by that which coming to rest would save.
    private static void endWithStandardInput(InputStream in) {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try {
                while (in.read() >= 0) {
                    // Nothing is said to us.
                }
            } catch (IOException _) {
                // As if it had ended.
            }
            Runtime.getRuntime().halt(ExitStatus.STOPPED.code());
        });
    }

    private int ended(String why) throws RunRefusedException {
        PrintWriter err = spec.commandLine().getErr();
        err.println("stsurvey: chunks " + SafeText.of(chunks) + " of pass " + pass + " are not all scanned: "
                + SafeText.of(why));
        err.flush();
        return ExitStatus.STOPPED.code();
    }
}
