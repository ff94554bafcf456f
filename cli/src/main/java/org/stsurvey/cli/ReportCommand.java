package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.stsurvey.reports.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Turns tables into a report folder that can be published as it is.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey report tables --out report")
final class ReportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "TABLES", description = "the folder given to aggregate --out")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path tables;

    @Option(
            names = "--out",
            paramLabel = "REPORT",
            required = true,
            description = "where the report goes; replaced as a whole")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public Integer call() throws Exception {
        new Report().write(tables, out);
        spec.commandLine().getErr().println("stsurvey: the report is " + out.resolve("index.html"));
        return ExitStatus.DONE.code();
    }
}
