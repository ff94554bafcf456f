package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.scanner.JvmSwitches;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `stsurvey` command.
@Command(
        name = "stsurvey",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ScanCommand.class,
            InputsCommand.class,
            RejudgeCommand.class,
            StatusCommand.class,
            ExportCommand.class,
            CheckCommand.class,
            LintCommand.class,
            MonthCommand.class,
            AggregateCommand.class,
            ReportCommand.class,
            DemoCommand.class,
            LabCommand.class,
            ScanChunksCommand.class,
            DoctorCommand.class,
            GenerateCompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Measures how the world deploys MTA-STS (RFC 8461): reads a list of domains, asks DNS and HTTPS what each one "
                        + "publishes, sorts every failure into a named outcome, and turns the results into tables and a report.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stsurvey demo                                        the whole chain on a simulated Internet",
            "  stsurvey check example.com                           one domain, explained",
            "  stsurvey lint --policy mta-sts.txt                   a policy file before it is published",
            "  stsurvey inputs check top-1m.csv                     what a scan of a list would scan, and what not",
            "  stsurvey scan top-1m.csv --out data --contact mailto:you@example.org",
            "  stsurvey status data/observations/list=top-1m/run=2026-11-01",
            "  stsurvey aggregate data --out tables && stsurvey report tables --out report",
            "  stsurvey month top-1m.csv --data data --site www --contact mailto:you@example.org      all of it, for cron",
            "",
            "Options may also stand in the environment (STSURVEY_DNS_RATE=500) and, as lines dns-rate = 500, in a file:",
            "--config FILE, or else ./stsurvey.properties, ~/.config/stsurvey/stsurvey.properties and",
            "/etc/stsurvey/stsurvey.properties. The command line decides before the environment, that before the files;",
            "COMMAND --help shows what is set. @FILE among the words stands for the words in that file.",
            "",
            "Exit status: 0 done; 1 internal error; 2 usage; 3 input unusable; 4 finished, but not to be believed;",
            "5 stopped early, resumable; 6 output failed; 7 the run is locked; check and lint: 10 a breaking fault,",
            "11 indeterminate; doctor: 10 a bad check; 130 and 143: stopped by SIGINT and SIGTERM, resumable."
        })
public final class Stsurvey implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "read settings from this file, and from none of the usual places")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "text or json: how messages and progress are written to stderr (default: text)")
    private EventLog.Format logFormat = EventLog.Format.TEXT;

    private Stsurvey() {}

    /// The file that `--config` names.
    Optional<Path> config() {
        return config;
    }

    EventLog.Format logFormat() {
        return logFormat;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public static void main(String[] arguments) {
        // First of all: the JDK reads these switches once, when it loads the classes concerned.
        JvmSwitches.install();
        StandardOutput output = StandardOutput.install();
        ConfiguredCommandLine commandLine = commandLine(Surroundings.ofThisProcess());
        commandLine.onJson(log -> System.setErr(log.asStream()));
        int status = commandLine.execute(arguments);
        commandLine.getOut().flush();
        System.out.flush();
        System.exit(output.failure().map(why -> lost(why, status, commandLine)).orElse(status));
    }

    private static int lost(String why, int status, CommandLine command) {
        boolean isAnswer = status == ExitStatus.DONE.code()
                || status == ExitStatus.BREAKING_FAULT.code()
                || status == ExitStatus.INDETERMINATE.code();
        int instead = isAnswer ? ExitStatus.OUTPUT_FAILED.code() : status;
        EventLog.tell(command.getErr(), EventLog.Level.ERROR, "failed", why, Map.of("status", instead));
        return instead;
    }

    /// The command with its error handling, set by its words alone.
    static CommandLine commandLine() {
        return commandLine(Surroundings.none());
    }

    /// The command with its error handling, as `main` runs it.
    ///
    /// @param surroundings what may set options beside the command line
    static ConfiguredCommandLine commandLine(Surroundings surroundings) {
        ConfiguredCommandLine commandLine = new ConfiguredCommandLine(
                new Stsurvey(),
                surroundings,
                () -> new CommandLine(new Stsurvey()).setCaseInsensitiveEnumValuesAllowed(true));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Path.class, new LocalPathText());
        // A strategy of picocli's own puts back the stderr of its beginning, once System.err is another.
        commandLine.setExecutionStrategy(parsed -> new CommandLine.RunLast().execute(parsed));
        commandLine.setExecutionExceptionHandler(Stsurvey::explain);
        commandLine.setParameterExceptionHandler(Stsurvey::explainUsage);
        return commandLine;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        ExitStatus status = ExitStatus.of(failure);
        if (err instanceof EventLog log) {
            log.failed(status, failure);
        } else if (status == ExitStatus.INTERNAL_ERROR) {
            failure.printStackTrace(err);
            err.println(
                    "stsurvey: internal error; this is a fault of the program: please report it with the lines above");
        } else {
            err.println("stsurvey: " + harmless(ExitStatus.messageOf(failure)));
        }
        err.flush();
        return status.code();
    }

    /// Messages quote files and arguments.
    private static String harmless(String message) {
        return message.lines().map(SafeText::of).collect(Collectors.joining("\n"));
    }

    private static int explainUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String message = String.valueOf(failure.getMessage());
        if (err instanceof EventLog log) {
            log.failed(ExitStatus.USAGE, failure);
        } else {
            err.println("stsurvey: " + harmless(message));
        }
        ConfiguredCommandLine.whereSet(command, message).forEach(where -> err.println("stsurvey: " + where));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("Usage: " + command.getHelp().synopsis(0).strip());
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitStatus.USAGE.code();
    }
}
