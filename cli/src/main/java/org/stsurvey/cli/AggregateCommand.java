package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.aggregate.AggregationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        description = "Turns all runs of a dataset into tables (CSV and Parquet), by the SQL files in the program.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey aggregate data --out tables")
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

    @Override
    public Integer call() throws Exception {
        new Aggregation(AggregationSettings.defaults()).run(data, out);
        spec.commandLine()
                .getErr()
                .println("stsurvey: tables are in " + out + "; next: stsurvey report " + out + " --out report");
        return ExitStatus.DONE.code();
    }
}
