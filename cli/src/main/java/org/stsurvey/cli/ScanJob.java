package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.cli.metrics.MetricsEndpoint;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.scanner.run.Cluster;
import org.stsurvey.scanner.run.ClusterHealth;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.RunOrigin;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// One scan, put together from what the command line says of list, network, retest and work.
///
/// @param cluster where it is scanned
record ScanJob(
        ListOptions list,
        NetworkOptions network,
        RetestOptions retest,
        WorkOptions work,
        ClusterOptions cluster,
        CommandLine command) {

    /// A scan by this process.
    ScanJob(ListOptions list, NetworkOptions network, RetestOptions retest, WorkOptions work, CommandLine command) {
        this(list, network, retest, work, new ClusterOptions(), command);
    }

    /// What becomes of an earlier run of the same name.
    enum Earlier {
        RESUMED,
        /// After a question, on a terminal.
        DISCARDED_IF_CONFIRMED,
        DISCARDED
    }

    /// Scans, or goes on with a scan.
    ///
    /// @param data the dataset
    /// @param run the date of the run
    /// @param next what to suggest when it is done
    ExitStatus scan(Path data, String run, Earlier earlier, String next) throws Exception {
        PrintWriter err = command.getErr();
        // First of all, so that nothing is begun with an option that cannot be used.
        work.chunkSize();
        int concurrency = work.concurrency(err);
        Exclusions exclusions = list.exclusions();
        PrepareSettings preparation = list.preparation(exclusions, Optional.of(data), new PreparationProgress(err));
        NetworkSettings asking = network.settings();
        cluster.requireUsable(data, asking.dns().packetsPerSecond());
        Clock clock = Clock.systemUTC();
        ResolverWatch watch = new ResolverWatch(err, clock);
        ScanMetrics metrics = new ScanMetrics();
        Optional<MetricsEndpoint> endpoint = work.metrics().serve(metrics);
        try (AutoCloseable _ = () -> endpoint.ifPresent(MetricsEndpoint::close);
                Scanner scanner = Scanner.open(asking, exclusions, watch, clock)) {
            metrics.observes(scanner);
            RunFolder folder = RunFolder.open(data, list.listName(), run);
            if (earlier == Earlier.DISCARDED_IF_CONFIRMED
                    && !Discarding.onThisTerminal(folder, err).confirmed()) {
                return ExitStatus.USAGE;
            }
            for (String line : scanner.introduceProbe()) {
                err.println("stsurvey: " + line);
            }
            SurveyRun.Plan plan = plan(scanner, preparation, concurrency, earlier != Earlier.RESUMED);
            Optional<Cluster> there = cluster.cluster(data, folder, concurrency, forwarded(), err);
            SurveyRun.Network passes = there.isPresent()
                    ? scanner.passes().withHealth(new ClusterHealth(folder.path()))
                    : scanner.passes();
            SurveyRun survey = new SurveyRun(folder, plan, scanner.rules(), passes, clock, there);
            return new ScanSession(err, work.progress(), there.isEmpty(), started -> tell(metrics, started, run))
                    .execute(survey, watch, next);
        }
    }

    /// The options that tasks of a cluster are given as they were given here: how the network is asked, and
    /// whom not to ask. The roots are those of the run.
    private List<OptionSpec> forwarded() {
        CommandSpec spec = command.getCommandSpec();
        List<OptionSpec> network =
                Objects.requireNonNull(spec.mixins().get("network")).options();
        return command.getParseResult().matchedOptions().stream()
                .filter(option ->
                        network.contains(option) || option.longestName().equals("--exclude"))
                .filter(option -> !option.longestName().equals("--ca-file"))
                .toList();
    }

    /// Tells what [#scan] would do.
    ExitStatus dryRun(Path data, String run) throws Exception {
        work.chunkSize();
        work.concurrency(command.getErr());
        Exclusions exclusions = list.exclusions();
        PrepareSettings preparation =
                list.preparation(exclusions, Optional.of(data), new PreparationProgress(command.getErr()));
        new DryRun(
                        list.source(),
                        preparation,
                        network.settings(),
                        retest.settings().after())
                .print(data, RunFolder.pathOf(data, list.listName(), run), command);
        return ExitStatus.DONE;
    }

    private void tell(ScanMetrics metrics, SurveyRun.Started started, String run) {
        metrics.began(started.runId(), list.listName(), run, started.progress());
    }

    private SurveyRun.Plan plan(Scanner scanner, PrepareSettings preparation, int concurrency, boolean restart) {
        TreeMap<String, String> settings = new TreeMap<>(ConfiguredCommandLine.effective(command));
        ConfiguredCommandLine.originsOf(command)
                .forEach((option, origin) ->
                        settings.put(option.replaceFirst("^--", "").replace('-', '_') + RunOrigin.FROM, origin));
        settings.put("concurrency", Integer.toString(concurrency));
        list.describe(preparation, settings);
        SortedMap<String, String> method = scanner.method();
        method.put("retest_after", retest.settings().after().toString());
        return new SurveyRun.Plan(
                list.source(),
                preparation,
                concurrency,
                work.chunkSize(),
                retest.settings(),
                method,
                settings,
                scanner.resolvers(),
                scanner.contact(),
                RunMaker.of(command, scanner.method(), work.vantage()),
                restart);
    }
}
