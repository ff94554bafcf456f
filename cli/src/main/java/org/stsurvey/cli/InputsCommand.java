package org.stsurvey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "inputs",
        mixinStandardHelpOptions = true,
        subcommands = InputsCheckCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at domain lists before they are scanned, without network.",
        footerHeading = "%nExample:%n",
        footer = "  stsurvey inputs check top-1m.csv.zip")
final class InputsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: inputs check LIST");
    }
}
