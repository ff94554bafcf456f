package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationResult;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.scanner.judge.registry.Outcomes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Turns all runs of a dataset into tables (CSV and Parquet), by the SQL files in the program. A run that "
                        + "has not changed since the tables were made last is not read again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stsurvey aggregate data --out tables",
            "  stsurvey aggregate data --out tables --providers ours.tsv --asn-db routeviews.pfx2as.gz",
        })
final class AggregateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "the folder given to scan --out")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "TABLES",
            required = true,
            description = "where the tables go; replaced as a whole")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--providers",
            paramLabel = "FILE",
            description =
                    "your own rules for telling providers from host names, on top of the built-in ones: lines of kind "
                            + "(policy_host or mx), suffix and provider, separated by tabs; they apply to all runs alike")
    private Optional<Path> providers = Optional.empty();

    @Option(
            names = "--asn-db",
            paramLabel = "FILE",
            description = "which network announces an address: an MMDB file, or a text of lines prefix, length and ASN "
                    + "(pfx2as), packed with gzip or not; makes the table hosting_platforms")
    private Optional<Path> asnDatabase = Optional.empty();

    @Option(
            names = "--entities",
            paramLabel = "FILE",
            description = "who manages policy hosts, counted once and frozen; made if it is not there "
                    + "(default: entities.tsv in TABLES)")
    private Optional<Path> entities = Optional.empty();

    @Option(
            names = "--reference-run",
            paramLabel = "DATE",
            description = "the run to count that on (default: the first of each list)")
    private Optional<String> referenceRun = Optional.empty();

    @Override
    public Integer call() throws Exception {
        referenceRun.filter(date -> !date.matches("\\d{4}-\\d{2}-\\d{2}")).ifPresent(date -> {
            throw new ParameterException(
                    spec.commandLine(), "--reference-run " + date + " is no date of a run; give it as YYYY-MM-DD");
        });
        AggregationResult result =
                new Aggregation(settings().with(providers, asnDatabase, entities, referenceRun)).run(data, out);
        result.skipped().forEach(run -> say("left out: " + run));
        result.runs().stream()
                .filter(run -> !run.reused())
                .forEach(run -> say(String.format("%s %s: %,d rows", run.list(), run.date(), run.rows())));
        long reused =
                result.runs().stream().filter(AggregationResult.Run::reused).count();
        if (reused > 0) {
            say(reused + (reused == 1 ? " run is" : " runs are") + " as before and not read again");
        }
        result.advice().forEach(this::say);
        say(String.format("%d tables are in %s; next: stsurvey report %s --out report", result.tableCount(), out, out));
        return ExitStatus.DONE.code();
    }

    /// What this program knows of its own rules, so that runs judged by older ones are noticed.
    static AggregationSettings settings() {
        return AggregationSettings.defaults().withRulebook(Outcomes.VERSION);
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("stsurvey: " + SafeText.of(line));
        err.flush();
    }
}
