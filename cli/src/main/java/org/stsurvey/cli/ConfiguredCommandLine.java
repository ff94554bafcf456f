package org.stsurvey.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stsurvey.cli.settings.Setting;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.cli.settings.UnusableSettingException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A command line whose options may also stand in the environment and in files.
///
/// What is set there is put behind the words of the command line, as if it had been typed, for every option
/// that was not; so an option means the same wherever it stands, and is checked by the same code. To know what
/// was typed and which values can be converted, a second command line of the same options parses first, without
/// running anything; where nothing is set outside, there is none.
final class ConfiguredCommandLine extends CommandLine {

    private final Surroundings surroundings;
    private final Supplier<CommandLine> twin;
    private final Map<String, String> origins = new TreeMap<>();
    private List<String> typed = List.of();
    private Consumer<EventLog> onJson = _ -> {};

    /// @param twin makes a command line of the same options
    ConfiguredCommandLine(Object command, Surroundings surroundings, Supplier<CommandLine> twin) {
        super(command);
        this.surroundings = surroundings;
        this.twin = twin;
    }

    /// Where the options of a command come from that were not typed, by their long names.
    static Map<String, String> originsOf(CommandLine command) {
        return root(command) instanceof ConfiguredCommandLine configured ? Map.copyOf(configured.origins) : Map.of();
    }

    /// The words that were typed, without what was set elsewhere.
    static List<String> typedOf(CommandLine command, ParseResult parsed) {
        return root(command) instanceof ConfiguredCommandLine configured ? configured.typed : parsed.originalArgs();
    }

    private static CommandLine root(CommandLine command) {
        CommandLine at = command;
        while (at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /// Names who is told when messages are to be objects.
    void onJson(Consumer<EventLog> told) {
        onJson = told;
    }

    @Override
    public int execute(String... words) {
        typed = List.of(words);
        origins.clear();
        logAsWanted(typed);
        if (surroundings.areSilent() && !mayNameAFile(words)) {
            return super.execute(words);
        }
        CommandLine probe = twin.get();
        ParseResult asked = CommandSettings.parse(probe, typed);
        ParseResult leaf = CommandSettings.leaf(asked);
        boolean isHelp = leaf.isUsageHelpRequested() || leaf.isVersionHelpRequested() || !asked.hasSubcommand();
        logAsWanted(asked.expandedArgs());
        List<Setting> holding = List.of();
        try {
            holding = holding(probe, leaf);
        } catch (UnusableSettingException e) {
            say(String.valueOf(e.getMessage()));
            if (!isHelp) {
                return ExitStatus.USAGE.code();
            }
        }
        if (!isHelp) {
            holding.forEach(setting -> origins.put("--" + bare(setting.key()), setting.origin()));
            String[] all = CommandSettings.behind(asked.expandedArgs(), holding);
            logAsWanted(List.of(all));
            announce(holding);
            return super.execute(all);
        }
        int status = super.execute(words);
        tellIn(leaf.isUsageHelpRequested() ? holding : List.of());
        return status;
    }

    /// From the first message on, that a word is not understood among them.
    private void logAsWanted(List<String> words) {
        if (EventLog.Format.in(words) == EventLog.Format.JSON && !(getErr() instanceof EventLog)) {
            EventLog log = new EventLog(getErr(), Clock.systemUTC());
            setErr(log);
            onJson.accept(log);
        }
    }

    /// An argument file may hold `--config` too.
    private static boolean mayNameAFile(String... words) {
        for (String word : words) {
            if (word.startsWith("--config") || word.startsWith("@")) {
                return true;
            }
        }
        return false;
    }

    private List<Setting> holding(CommandLine probe, ParseResult leaf) throws UnusableSettingException {
        Optional<Path> config = ((Stsurvey) probe.getCommandSpec().userObject()).config();
        CommandSettings known = new CommandSettings(probe);
        List<Setting> holding =
                known.holding(surroundings.settings(config, known.keys()), leaf.commandSpec(), leaf::hasMatchedOption);
        CommandSettings.requireConvertible(twin.get(), leaf.commandSpec(), holding);
        return holding;
    }

    static String bare(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private void announce(List<Setting> holding) {
        Map<String, List<String>> keysByPlace = new TreeMap<>();
        for (Setting setting : holding) {
            keysByPlace
                    .computeIfAbsent(setting.origin().replaceAll(" line .*", ""), _ -> new ArrayList<>())
                    .add(setting.key());
        }
        keysByPlace.forEach((place, keys) -> say("set by " + place + ": " + String.join(", ", keys)));
    }

    private void tellIn(List<Setting> holding) {
        if (holding.isEmpty()) {
            return;
        }
        PrintWriter out = getOut();
        out.println();
        out.println("Set outside of the command line:");
        for (Setting setting : holding) {
            out.println("  " + setting.key() + " = " + SafeText.of(String.join(" ", setting.values())) + "   ("
                    + setting.origin() + ")");
        }
        out.flush();
    }

    private void say(String line) {
        getErr().println("stsurvey: " + line);
        getErr().flush();
    }

    /// Where the options stand that a message speaks of, if not on the command line.
    static List<String> whereSet(CommandLine command, String message) {
        List<String> places = new ArrayList<>();
        originsOf(command).forEach((option, origin) -> {
            if (message.contains(option)) {
                places.add(option + " is set by " + origin);
            }
        });
        return places;
    }

    /// Every option of a command with its value in this run, for the manifest: by long name without dashes,
    /// blanks between several values.
    static Map<String, String> effective(CommandLine command) {
        Map<String, String> values = new TreeMap<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            String key = CommandSettings.key(option);
            if (CommandSettings.isSetting(option)) {
                values.put(key.replace('-', '_'), CommandSettings.text(option.getValue()));
            }
        }
        return values;
    }
}
