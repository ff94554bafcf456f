package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Parameters(paramLabel = "DATA", converter = LocationText.class, description = "the folder given to scan --out")
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
            names = "--copy",
            paramLabel = "DIR",
            description =
                    "where the published files of a dataset on a cluster are copied to and kept, so that the next time "
                            + "only new ones are (default: a temporary folder)")
    private Optional<Path> copy = Optional.empty();

    @Mixin
    private final AggregationOptions options = new AggregationOptions();

    @Override
    public Integer call() throws Exception {
        AggregationResult result;
        try (DatasetCopy here = DatasetCopy.of(data, copy)) {
            result = new Aggregation(options.settings()).run(here.path(), out);
        }
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

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("stsurvey: " + SafeText.of(line));
        err.flush();
    }
}
