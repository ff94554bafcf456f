package org.stsurvey.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationResult;
import org.stsurvey.reports.Report;
import org.stsurvey.scanner.run.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "month",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Does the work of a month: scans the list and the panel, asks again what was left open, makes the tables of all "
                    + "runs and the report, and replaces the site by it as a whole. Prints what has changed since the last run.",
            "",
            "If a step fails, the site stays as it was, the reason is told, and the exit status is that of the step. The same "
                    + "command goes on where it stopped."
        },
        footerHeading = "%nExample, as a line of a crontab:%n",
        footer = {
            "  0 4 1 * *  stsurvey month /srv/tranco.csv --data /srv/survey --site /srv/www/mta-sts --list-name tranco \\",
            "             --list-id XK2N --resolver 127.0.0.1 --contact mailto:survey@example.org",
        })
final class MonthCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ListOptions list = new ListOptions();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "the dataset's folder; runs collect in it, and it is the panel unless --panel names another")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            required = true,
            description = "the folder that the report is published in; replaced as a whole, or not at all")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path site;

    @Option(
            names = "--tables",
            paramLabel = "TABLES",
            description = "where the tables are kept from month to month (default: DATA/tables)")
    private Optional<Path> tables = Optional.empty();

    @Option(
            names = "--run",
            paramLabel = "YYYY-MM-DD",
            description = "the run's date (default: that of the run begun in this month, else today, UTC)")
    private Optional<String> run = Optional.empty();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final RetestOptions retest = new RetestOptions();

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Mixin
    private final AggregationOptions aggregation = new AggregationOptions();

    /// Work that may fail.
    private interface Step {
        ExitStatus run() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(data);
        try (RunLock _ = RunLock.acquire(data)) {
            String date = run.isPresent() ? RunDate.given(run.get(), spec.commandLine()) : date();
            list.panelUnlessGiven(data);
            say("month: run " + date + " of list " + list.listName());
            ExitStatus scanned =
                    step("the scan", () -> job().scan(data, date, ScanJob.Earlier.RESUMED, "tables and report"));
            ExitStatus end = scanned == ExitStatus.DONE ? step("the report", this::publish) : scanned;
            return end.code();
        } catch (RunLock.RunLockedException e) {
            say("another stsurvey month works on " + data + "; it is left alone, and so is the site");
            return ExitStatus.LOCKED.code();
        }
    }

    private String date() throws Exception {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        return RunDate.ofMonth(data, list.listName(), today).orElse(today.toString());
    }

    private ScanJob job() {
        return new ScanJob(list, network, retest, work, spec.commandLine());
    }

    private ExitStatus step(String name, Step step) throws Exception {
        ExitStatus status;
        try {
            status = step.run();
        } catch (ParameterException e) {
            throw e;
        } catch (Exception e) {
            keepsSite(name + " failed");
            throw e;
        }
        switch (status) {
            case DONE -> {}
            case CHECK_FAILED ->
                keepsSite(
                        "the run is not to be believed, see above; if you have looked at it and it is, publish it with "
                                + "stsurvey aggregate " + data + " --out " + tables() + " && stsurvey report "
                                + tables() + " --out "
                                + site);
            default -> keepsSite(name + " has not come to its end; the same command goes on");
        }
        return status;
    }

    private ExitStatus publish() throws Exception {
        Optional<Object> before = identityOfSite();
        try (SignalEnd _ = SignalEnd.install(
                spec.commandLine().getErr(),
                () -> "stopped while tables and report were made; "
                        + (identityOfSite().equals(before) ? siteAsItWas() : "the site " + site + " is the new one")
                        + "; the same command goes on")) {
            return publishToTheEnd();
        }
    }

    /// What tells the folder from another that has taken its place; empty if there is none, or the file system
    /// does not tell.
    private Optional<Object> identityOfSite() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(site, BasicFileAttributes.class).fileKey());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private ExitStatus publishToTheEnd() throws Exception {
        AggregationResult made = new Aggregation(aggregation.settings()).run(data, tables());
        made.skipped().forEach(run -> say("left out: " + SafeText.of(run)));
        made.advice().forEach(line -> say(SafeText.of(line)));
        Report.Written report = new Report().write(tables(), site);
        PrintWriter out = spec.commandLine().getOut();
        report.summary().forEach(line -> out.println(SafeText.of(line)));
        out.println("report: " + report.index());
        out.flush();
        return ExitStatus.DONE;
    }

    private Path tables() {
        return tables.orElseGet(() -> data.resolve("tables"));
    }

    private void keepsSite(String why) {
        say(why);
        say(siteAsItWas());
    }

    private String siteAsItWas() {
        return Files.exists(site.resolve("index.html"))
                ? "the site " + site + " stays as it was"
                : "there is no site yet";
    }

    private void say(String line) {
        spec.commandLine().getErr().println("stsurvey: " + line);
        spec.commandLine().getErr().flush();
    }
}
