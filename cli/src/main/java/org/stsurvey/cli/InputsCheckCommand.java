package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.PreparedList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints what a scan of a list would scan, and what not, and why: the funnel, every reason with examples, "
                        + "the first names in scanning order. Sends nothing.",
        footerHeading = "%nExit status: 0 if the list can be scanned, 3 if it cannot be used.%n%nExamples:%n",
        footer = {
            "  stsurvey inputs check tranco_XK2N.csv --exclude opt-out.txt",
            "  stsurvey inputs check tranco=tranco_XK2N.csv crux=current.csv.gz --labels sectors.csv",
            "  stsurvey inputs check com.zone.gz --examples 0        the funnel alone, fast for the largest lists",
            "  stsurvey inputs check mine.txt --all | grep -v ^scanned"
        })
final class InputsCheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ListOptions list = new ListOptions().onlyLookedAt();

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "5",
            description = "how many to show of each kind; 0: the funnel alone (default: ${DEFAULT-VALUE})")
    private int examples;

    @Option(
            names = "--all",
            description =
                    "first print what becomes of every line and name, one a line: fate, list, line, name, why; with --json, an object each")
    private boolean all;

    @Option(names = "--json", description = "one JSON object in place of the text")
    private boolean json;

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "where to put what does not fit into memory (default: the system's temporary folder)")
    private Optional<Path> work = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (examples < 0) {
            throw new ParameterException(spec.commandLine(), "--examples " + examples + " is below 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Exclusions exclusions = list.exclusions();
        ListFindings findings = new ListFindings(
                examples,
                new PreparationProgress(err),
                fate -> out.println(json ? FateText.json(fate) : FateText.line(fate)),
                all);
        try (WorkFolder folder = WorkFolder.in(work)) {
            PreparedList prepared = new ListPreparation(list.preparation(exclusions, Optional.empty(), findings))
                    .prepare(list.source(), folder.path());
            if (json) {
                out.println(ListFindingsJson.of(prepared, findings, list.unitIsUsual()));
            } else {
                new ListFindingsText(prepared, findings, list.unitIsUsual())
                        .lines()
                        .forEach(out::println);
            }
        }
        out.flush();
        return ExitStatus.DONE.code();
    }
}
