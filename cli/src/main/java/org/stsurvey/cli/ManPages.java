package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Manual pages in man(7), made from what the commands say of themselves: `stsurvey.1` and `stsurvey-COMMAND.1`
/// for each. The build runs it; picocli's own generator makes AsciiDoc, whose converter is forty times as large
/// as this program's command line.
public final class ManPages {

    private static final String INDENT = "  ";

    private ManPages() {}

    /// Writes the pages.
    ///
    /// @param arguments the folder to write to, and the time whose date the pages bear
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> page :
                of(Stsurvey.commandLine(), arguments[1].split("T", 2)[0]).entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /// The pages by the names of their files.
    ///
    /// @param date that they bear; the build's, so that the same build makes the same pages
    static Map<String, String> of(CommandLine root, String date) {
        Map<String, String> pages = new TreeMap<>();
        collect(root, date, pages);
        return pages;
    }

    private static void collect(CommandLine command, String date, Map<String, String> pages) {
        CommandSpec spec = command.getCommandSpec();
        pages.put(fileName(spec), page(spec, date));
        command.getSubcommands().values().forEach(one -> collect(one, date, pages));
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String fileName(CommandSpec spec) {
        return name(spec) + ".1";
    }

    private static String page(CommandSpec spec, String date) {
        UsageMessageSpec usage = spec.usageMessage();
        StringBuilder page = new StringBuilder();
        page.append(".TH \"")
                .append(name(spec).toUpperCase(Locale.ROOT))
                .append("\" 1 \"")
                .append(date)
                .append("\" \"stsurvey ")
                .append(Version.text())
                .append("\" \"stsurvey\"\n");
        page.append(".SH NAME\n")
                .append(text(name(spec)))
                .append(" \\- ")
                .append(text(summary(usage)))
                .append('\n');
        page.append(".SH SYNOPSIS\n").append(".nf\n");
        spec.commandLine()
                .getHelp()
                .synopsis(0)
                .strip()
                .lines()
                .forEach(line -> page.append(text(line)).append('\n'));
        page.append(".fi\n.SH DESCRIPTION\n");
        paragraphs(page, List.of(usage.description()));
        arguments(page, spec);
        commands(page, spec);
        examples(page, usage);
        page.append(".SH SEE ALSO\n").append(seeAlso(spec)).append('\n');
        return page.toString();
    }

    private static String summary(UsageMessageSpec usage) {
        String first = usage.description().length == 0 ? "" : formatted(usage.description()[0]);
        int end = first.indexOf(". ");
        String sentence = end < 0 ? first : first.substring(0, end);
        int colon = sentence.indexOf(':');
        String head = colon < 0 ? sentence : sentence.substring(0, colon);
        String plain = head.endsWith(".") ? head.substring(0, head.length() - 1) : head;
        return plain.isEmpty() ? plain : plain.substring(0, 1).toLowerCase(Locale.ROOT) + plain.substring(1);
    }

    private static void arguments(StringBuilder page, CommandSpec spec) {
        if (!spec.positionalParameters().isEmpty()) {
            page.append(".SH ARGUMENTS\n");
            spec.positionalParameters().forEach(one -> item(page, one.paramLabel(), one));
        }
        if (!spec.options().isEmpty()) {
            page.append(".SH OPTIONS\n");
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> item(page, words(option), option));
        }
    }

    private static String words(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
    }

    private static void item(StringBuilder page, String head, ArgSpec argument) {
        page.append(".TP\n\\fB").append(text(head)).append("\\fR\n");
        for (String line : argument.description()) {
            page.append(text(formatted(line))).append('\n');
        }
    }

    private static void commands(StringBuilder page, CommandSpec spec) {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        page.append(".SH COMMANDS\n");
        spec.subcommands()
                .forEach((name, command) -> page.append(".TP\n\\fB")
                        .append(text(name))
                        .append("\\fR\n")
                        .append(text(summary(command.getCommandSpec().usageMessage())))
                        .append('\n'));
    }

    /// The footer as it stands: its heading, examples, exit status.
    private static void examples(StringBuilder page, UsageMessageSpec usage) {
        if (usage.footer().length == 0) {
            return;
        }
        List<String> heading = formatted(usage.footerHeading()).strip().lines().toList();
        page.append(".SH EXAMPLES AND EXIT STATUS\n.nf\n");
        List<String> lines = new ArrayList<>(heading);
        lines.addAll(List.of(usage.footer()));
        lines.forEach(line -> page.append(text(formatted(line))).append('\n'));
        page.append(".fi\n");
    }

    private static String seeAlso(CommandSpec spec) {
        List<String> pages = new ArrayList<>();
        CommandSpec parent = spec.parent();
        if (parent != null) {
            pages.add(name(parent));
        }
        spec.subcommands().values().forEach(one -> pages.add(name(one.getCommandSpec())));
        return String.join(
                ",\n", pages.stream().map(one -> "\\fB" + text(one) + "\\fR(1)").toList());
    }

    private static void paragraphs(StringBuilder page, List<String> lines) {
        for (String line : lines) {
            page.append(line.isEmpty() ? ".PP" : text(formatted(line))).append('\n');
        }
    }

    /// What picocli makes of a description: `%n` is a new line, markup is gone.
    private static String formatted(String text) {
        return Ansi.OFF.string(text).replace("%n", "\n").replace("%%", "%");
    }

    /// Text that troff takes as it stands (man(7)): backslashes, hyphens, and dots and quotes at the start of a
    /// line.
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").stripTrailing();
        return escaped.lines()
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .reduce((one, other) -> one + "\n" + other)
                .orElse(INDENT.strip());
    }
}
