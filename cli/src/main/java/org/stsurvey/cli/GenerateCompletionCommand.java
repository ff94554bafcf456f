package org.stsurvey.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "generate-completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that lets bash and zsh complete commands, options and their values.",
        footerHeading = "%nExample, for the shell that runs and for all that will:%n",
        footer = {
            "  source <(stsurvey generate-completion)",
            "  stsurvey generate-completion > ~/.local/share/bash-completion/completions/stsurvey",
        })
final class GenerateCompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash("stsurvey", root));
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE.code();
    }
}
