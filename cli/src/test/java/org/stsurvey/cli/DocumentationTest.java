package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.cli.settings.Surroundings;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import picocli.CommandLine;

/// The documentation says what is so: its commands can be given, the tutorial can be followed, its lists are
/// complete.
class DocumentationTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path TABLES = Path.of("../aggregate/src/main/resources/org/stsurvey/aggregate/sql/tables");

    @Test
    void everyExampleCanBeGiven() throws IOException {
        List<Example> examples = Example.all();
        for (Example example : examples) {
            // What is in the file is not known here.
            if (example.words().stream().noneMatch(word -> word.startsWith("@"))) {
                String[] words = example.words().stream()
                        .map(word -> word.replaceFirst("^(hdfs://namenode|s3a://bucket)", "hdfs://127.0.0.1"))
                        .toArray(String[]::new);
                CommandLine.ParseResult parsed = Stsurvey.commandLine().parseArgs(words);
                assertThat(parsed.hasSubcommand()).as("%s", example).isTrue();
            }
        }
        assertThat(examples.stream().map(Example::where).distinct())
                .contains("../README.md", "../scanner/HADOOP.md", "docs/tutorial.md", "stsurvey scan --help");
        assertThat(examples).hasSizeGreaterThan(60);
    }

    @Test
    void everySettingsFileOfThePagesCanBeUsed(@TempDir Path folder) throws IOException {
        for (Path page : Example.pages()) {
            Matcher blocks =
                    Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
            while (blocks.find()) {
                Path file = Files.writeString(folder.resolve("stsurvey.properties"), blocks.group(1));
                for (String command : List.of("scan", "month", "check", "doctor")) {
                    StringWriter err = new StringWriter();
                    var line = Stsurvey.commandLine(new Surroundings(Map.of(), List.of(file)));
                    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
                    assertThat(line.execute(command, "--help")).isZero();
                    assertThat(err.toString()).as(page + " for " + command).isEmpty();
                }
            }
        }
    }

    @Test
    void theTutorialCanBeFollowed(@TempDir Path folder) throws Exception {
        Path page = DOCS.resolve("tutorial.md");
        List<Example> examples = Example.of(page);
        assertThat(examples.getFirst().words().getFirst()).isEqualTo("lab");
        try (Lab lab = Lab.start(LabSettings.generated(2_000))) {
            lab.writeList(folder.resolve("lab.csv"));
            lab.writeCa(folder.resolve("lab.pem"));
            Matcher settings =
                    Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
            assertThat(settings.find()).isTrue();
            Path file = Files.writeString(
                    folder.resolve("stsurvey.properties"),
                    settings.group(1)
                            .replace("127.0.0.1:5300", "127.0.0.1:" + lab.dns().getPort())
                            .replace("8443", Integer.toString(lab.httpsPort()))
                            .replace("lab.pem", folder.resolve("lab.pem").toString()));
            for (Example example : examples.subList(1, examples.size())) {
                List<String> words = example.words();
                String[] typed = Stream.concat(
                                words.stream().limit(1), words.stream().skip(1).map(word -> inside(folder, word)))
                        .toArray(String[]::new);
                StringWriter err = new StringWriter();
                StringWriter out = new StringWriter();
                var command = Stsurvey.commandLine(new Surroundings(Map.of(), List.of(file)));
                command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
                assertThat(command.execute(typed)).as(words + "\n" + err + out).isZero();
            }
        }
        assertThat(folder.resolve("report/index.html")).exists();
    }

    private static String inside(Path folder, String word) {
        return word.matches("(lab\\.csv|data|tables|report)(/.*)?")
                ? folder.resolve(word).toString()
                : word;
    }

    /// What the head of a file of SQL says.
    private static String head(String sql, String key) {
        Matcher line = Pattern.compile("(?m)^-- " + key + ": (.*)$").matcher(sql);
        return line.find() ? line.group(1).strip() : "";
    }

    @Test
    void everyTableIsAmongTheDenominators() throws IOException {
        List<String> expected = new ArrayList<>();
        try (Stream<Path> files = Files.list(TABLES)) {
            for (Path file : files.sorted().toList()) {
                String sql = Files.readString(file);
                String name = file.getFileName().toString().replace(".sql", "");
                expected.add("| `" + name + "` | " + head(sql, "title") + " | " + head(sql, "numerator") + " | "
                        + head(sql, "denominator") + " |");
            }
        }
        List<String> written = Files.readAllLines(DOCS.resolve("denominators.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(written)
                .as("the list in denominators.md is to be:\n" + String.join("\n", expected))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void everyMetricEventAndCheckIsInTheReference() throws IOException {
        String reference = Files.readString(DOCS.resolve("reference.md"));
        for (String name :
                named("src/main/java/org/stsurvey/cli/ScanMetrics.java", "\"((?:stsurvey|process|jvm)_[a-z_]+)\"")) {
            assertThat(reference).contains("`" + name + "`");
        }
        for (Path source : List.of(
                Path.of("src/main/java/org/stsurvey/cli/doctor"),
                Path.of("src/main/java/org/stsurvey/cli/DoctorVisits.java"))) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    for (String name :
                            named(file.toString(), "Check(?:\\.ok|\\.attention|\\.bad)?\\(\\s*\"([a-z_0-9]+)\"")) {
                        assertThat(reference).contains("| `" + name + "`");
                    }
                }
            }
        }
        try (Stream<Path> files = Files.list(Path.of("../scanner/src/main/java/org/stsurvey/scanner/recording"))) {
            for (Path file : files.toList()) {
                for (String name : named(file.toString(), "@Name\\(\"([^\"]+)\"\\)")) {
                    assertThat(reference).contains("`" + name + "`");
                }
            }
        }
    }

    private static SortedSet<String> named(String file, String pattern) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() throws IOException {
        for (Path page : Example.pages()) {
            Matcher links = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(Files.readString(page));
            while (links.find()) {
                Path target = Optional.ofNullable(page.getParent())
                        .orElse(Path.of(""))
                        .resolve(links.group(1));
                assertThat(target).as(page + " links to " + links.group(1)).exists();
            }
        }
    }
}
