package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stsurvey.cli.settings.Nearest;
import org.stsurvey.cli.settings.Setting;
import org.stsurvey.cli.settings.UnusableSettingException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Which options there are to be set outside of the command line, under which keys, and which settings hold for
/// a command.
///
/// `COMMAND.option` is that command's option alone. `option` is the one of `scan`, and that of every other
/// command whose option of this name is the very same, told by its description; so `out`, which means another
/// folder to each command, is scan's alone, and `resolver` everybody's.
final class CommandSettings {

    private static final String SCAN = "scan";

    /// These decide about one command only, and are typed.
    private static final Set<String> ALWAYS_TYPED = Set.of("help", "version", "config", "restart", "yes", "dry-run");

    private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

    CommandSettings(CommandLine root) {
        collect(root, "");
    }

    private void collect(CommandLine at, String name) {
        for (Map.Entry<String, CommandLine> one : at.getSubcommands().entrySet()) {
            String full = name.isEmpty() ? one.getKey() : name + "." + one.getKey();
            commands.put(full, one.getValue().getCommandSpec());
            collect(one.getValue(), full);
        }
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "");
    }

    static boolean isSetting(OptionSpec option) {
        return !ALWAYS_TYPED.contains(key(option));
    }

    /// Every key there is.
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        commands.forEach((name, spec) -> spec.options().stream()
                .filter(CommandSettings::isSetting)
                .forEach(option -> {
                    keys.add(name + "." + key(option));
                    if (name.equals(SCAN)) {
                        keys.add(key(option));
                    }
                }));
        return keys;
    }

    /// Of all settings those that hold for a command: the first place that sets an option decides, and within a
    /// place a key with the command's name.
    ///
    /// @param places those that decide first
    /// @param isTyped whether the command line has an option
    List<Setting> holding(List<List<Setting>> places, CommandSpec command, Predicate<String> isTyped)
            throws UnusableSettingException {
        Map<String, Setting> holding = new TreeMap<>();
        for (List<Setting> place : places) {
            Map<String, Setting> here = new TreeMap<>();
            for (Setting setting : place) {
                requireKnown(setting);
                String bare = ConfiguredCommandLine.bare(setting.key());
                boolean own = !setting.key().equals(bare);
                if (applies(setting.key(), command) && !isTyped.test("--" + bare) && (own || !here.containsKey(bare))) {
                    here.put(bare, mayBeRepeated(command, setting) ? setting.ofSeveral() : setting);
                }
            }
            here.forEach(holding::putIfAbsent);
        }
        return List.copyOf(holding.values());
    }

    private boolean applies(String key, CommandSpec command) {
        String bare = ConfiguredCommandLine.bare(key);
        Optional<OptionSpec> own = option(command, bare);
        if (own.isEmpty()) {
            return false;
        }
        return key.equals(bare)
                ? option(spec(SCAN), bare)
                        .filter(scans ->
                                Arrays.equals(scans.description(), own.get().description()))
                        .isPresent()
                : key.substring(0, key.lastIndexOf('.')).equals(name(command));
    }

    /// The command in a key: `inputs.check`.
    private static String name(CommandSpec command) {
        String full = command.qualifiedName(".");
        return full.substring(full.indexOf('.') + 1);
    }

    private @Nullable CommandSpec spec(String name) {
        return commands.get(name);
    }

    private static Optional<OptionSpec> option(@Nullable CommandSpec command, String key) {
        return command == null
                ? Optional.empty()
                : Optional.ofNullable(command.findOption("--" + key)).filter(CommandSettings::isSetting);
    }

    private void requireKnown(Setting setting) throws UnusableSettingException {
        String key = setting.key();
        List<String> keys = keys();
        if (keys.contains(key)) {
            return;
        }
        String said = setting.origin() + ": " + SafeText.of(key) + " ";
        if (ALWAYS_TYPED.contains(ConfiguredCommandLine.bare(key))) {
            throw new UnusableSettingException(said + "decides about one command only; give it on the command line");
        }
        List<String> others = keys.stream()
                .filter(other -> ConfiguredCommandLine.bare(other).equals(key))
                .toList();
        if (!others.isEmpty()) {
            throw new UnusableSettingException(said + "is no option of scan; write " + String.join(" or ", others));
        }
        throw new UnusableSettingException(said + "is no option"
                + Nearest.to(key, keys)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; keys are long options without their dashes, such as resolver or month.site"));
    }

    /// Parses without a word about what is wrong.
    static ParseResult parse(CommandLine command, Collection<String> words) {
        allCommands(command).forEach(one -> one.getCommandSpec().parser().collectErrors(true));
        return command.parseArgs(words.toArray(String[]::new));
    }

    private static List<CommandLine> allCommands(CommandLine root) {
        List<CommandLine> all = new ArrayList<>(List.of(root));
        root.getSubcommands().values().forEach(one -> all.addAll(allCommands(one)));
        return all;
    }

    static ParseResult leaf(ParseResult parsed) {
        ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at;
    }

    /// @throws UnusableSettingException if a value is not of its option's kind
    static void requireConvertible(CommandLine probe, CommandSpec command, List<Setting> settings)
            throws UnusableSettingException {
        for (Setting setting : settings) {
            boolean flag = isFlag(command, setting);
            boolean single = !mayBeRepeated(command, setting);
            if (single && setting.values().size() > 1) {
                throw new UnusableSettingException(setting.origin() + ": " + setting.key() + " has "
                        + setting.values().size() + " values and may have one");
            }
            if (flag && !Set.of("true", "false").contains(setting.values().getFirst())) {
                throw new UnusableSettingException(setting.origin() + ": " + setting.key() + " = "
                        + SafeText.of(setting.values().getFirst()) + " is neither true nor false");
            }
        }
        List<String> names = Arrays.asList(command.qualifiedName(" ").split(" "));
        List<String> words = new ArrayList<>(names.subList(1, names.size()));
        settings.forEach(setting -> words.addAll(words(setting)));
        for (Exception error : leaf(parse(probe, words)).errors()) {
            if (error instanceof ParameterException wrong && wrong.getArgSpec() instanceof OptionSpec option) {
                for (Setting setting : settings) {
                    if (ConfiguredCommandLine.bare(setting.key()).equals(key(option)) && wrong.getValue() != null) {
                        throw new UnusableSettingException(setting.origin() + ": " + setting.key() + ": "
                                + SafeText.of(String.valueOf(wrong.getMessage())));
                    }
                }
            }
        }
    }

    /// The words typed, and behind them the settings, but before what `--` makes positional.
    static String[] behind(List<String> typed, List<Setting> settings) {
        List<String> words = new ArrayList<>(typed);
        int end = words.indexOf("--");
        List<String> set = settings.stream()
                .flatMap(setting -> words(setting).stream())
                .collect(Collectors.toCollection(ArrayList::new));
        words.addAll(end < 0 ? words.size() : end, set);
        return words.toArray(String[]::new);
    }

    private static List<String> words(Setting setting) {
        String option = "--" + ConfiguredCommandLine.bare(setting.key());
        return setting.values().stream().map(value -> option + "=" + value).toList();
    }

    private static boolean isFlag(CommandSpec command, Setting setting) {
        return option(command, ConfiguredCommandLine.bare(setting.key()))
                .filter(option -> option.arity().max() == 0)
                .isPresent();
    }

    private static boolean mayBeRepeated(CommandSpec command, Setting setting) {
        return option(command, ConfiguredCommandLine.bare(setting.key()))
                .filter(OptionSpec::isMultiValue)
                .isPresent();
    }

    /// A value as it could be typed.
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Optional<?> optional -> text(optional.orElse(null));
            case Collection<?> several ->
                several.stream().map(CommandSettings::text).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }
}
