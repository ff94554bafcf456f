package org.stsurvey.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

    private static final Pattern VALUES = Pattern.compile("(?<=_option_args=)\\(.*\\)");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        spec.commandLine().getOut().print(asDocumented(AutoComplete.bash("stsurvey", root)));
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE.code();
    }

    /// With values as help writes them: picocli offers an enum's by the names of its constants.
    private static String asDocumented(String script) {
        return VALUES.matcher(script).replaceAll(values -> values.group().toLowerCase(Locale.ROOT));
    }
}
