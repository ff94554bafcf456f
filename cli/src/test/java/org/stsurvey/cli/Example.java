package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// A command that a page or a command's help gives as an example.
///
/// @param where the page, or the command whose help it is
/// @param words without `stsurvey`; up to a pipe, a redirection or a comment
record Example(String where, List<String> words) {

    private static final Path TOP = Path.of("..");

    Example {
        words = List.copyOf(words);
    }

    /// Those of all pages and of the help of all commands.
    static List<Example> all() throws IOException {
        List<Example> all = new ArrayList<>(ofHelp(Stsurvey.commandLine()));
        for (Path page : pages()) {
            all.addAll(of(page));
        }
        return all;
    }

    /// The pages that have commands.
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(
                                    TOP.resolve("README.md"),
                                    TOP.resolve("scanner/HADOOP.md"),
                                    TOP.resolve("aggregate/SPARK.md")),
                            docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    /// Those in the blocks of a page that are marked `sh` or not at all.
    static List<Example> of(Path page) throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inBlock = false;
        boolean isShell = false;
        for (String line :
                Files.readString(page).replaceAll("\\\\\\n\\s*", " ").lines().toList()) {
            if (line.startsWith("```")) {
                inBlock = !inBlock;
                isShell = inBlock && List.of("```sh", "```").contains(line.strip());
            } else if (isShell) {
                examples.addAll(in(page.toString(), line));
            }
        }
        return examples;
    }

    private static List<Example> ofHelp(CommandLine command) {
        List<Example> examples = new ArrayList<>();
        String footer = Ansi.OFF
                .string(String.join(
                        "\n", command.getCommandSpec().usageMessage().footer()))
                .replaceAll("\\\\(\\n|%n)\\s*", " ");
        for (String line : footer.split("\\n|%n", -1)) {
            // Behind a command stands what it is for.
            examples.addAll(in(
                    command.getCommandSpec().qualifiedName() + " --help",
                    line.strip().replaceAll(" {4,}.*", "")));
        }
        command.getSubcommands().values().forEach(each -> examples.addAll(ofHelp(each)));
        return examples;
    }

    private static List<Example> in(String where, String line) {
        List<Example> examples = new ArrayList<>();
        for (String piece : line.replaceFirst("^\\s*source <\\((.*)\\)", "$1").split("&&|\\|", -1)) {
            List<String> words = split(piece);
            // Settings, and when cron begins.
            while (!words.isEmpty() && words.getFirst().matches("STSURVEY_.*|[0-9*]+")) {
                words.removeFirst();
            }
            if (!words.isEmpty() && words.getFirst().matches("(\\./)?stsurvey")) {
                examples.add(new Example(
                        where,
                        words.stream()
                                .skip(1)
                                .filter(word -> !word.equals("..."))
                                .toList()));
            }
        }
        return examples;
    }

    private static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\\G\\s*(?:'([^']*)'|([^\\s'\"|<>&#]*)\"([^\"]*)\"|([^\\s'\"|<>&#]+))")
                .matcher(command);
        while (word.find()) {
            words.add(
                    word.group(1) != null
                            ? word.group(1)
                            : word.group(4) != null ? word.group(4) : word.group(2) + word.group(3));
        }
        return words;
    }
}
