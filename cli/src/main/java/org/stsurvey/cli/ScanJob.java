package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.cli.metrics.MetricsEndpoint;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.scanner.run.RunFolder;
import org.stsurvey.scanner.run.RunOrigin;
import org.stsurvey.scanner.run.SurveyRun;
import picocli.CommandLine;

/// One scan, put together from what the command line says of list, network, retest and work.
record ScanJob(ListOptions list, NetworkOptions network, RetestOptions retest, WorkOptions work, CommandLine command) {

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
        Clock clock = Clock.systemUTC();
        ResolverWatch watch = new ResolverWatch(err, clock);
        ScanMetrics metrics = new ScanMetrics();
        Optional<MetricsEndpoint> endpoint = work.metrics().serve(metrics);
        try (AutoCloseable _ = () -> endpoint.ifPresent(MetricsEndpoint::close);
                Scanner scanner = Scanner.open(network.settings(), exclusions, watch, clock)) {
            metrics.observes(scanner);
            RunFolder folder = RunFolder.open(data, list.listName(), run);
            if (earlier == Earlier.DISCARDED_IF_CONFIRMED
                    && !Discarding.onThisTerminal(folder, err).confirmed()) {
                return ExitStatus.USAGE;
            }
            SurveyRun.Plan plan = plan(scanner, preparation, concurrency, earlier != Earlier.RESUMED);
            SurveyRun survey = new SurveyRun(folder, plan, scanner.rules(), scanner.passes(), clock);
            return new ScanSession(err, work.progress(), started -> tell(metrics, started, run))
                    .execute(survey, watch, next);
        }
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
