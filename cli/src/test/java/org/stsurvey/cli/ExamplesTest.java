package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import picocli.CommandLine;

/// The examples of all pages and of every command's help are run, against a small lab; of those that differ in
/// nothing but values, one.
class ExamplesTest {

    /// Which statuses say that an example did what it is for.
    private static Set<Integer> wanted(String command) {
        return switch (command) {
            // What is looked at may have a fault; that is no fault of the example.
            case "check" -> Set.of(0, 10, 11);
            case "doctor", "lint" -> Set.of(0, 10);
            default -> Set.of(0);
        };
    }

    /// Why an example is not run here; that it can be given is seen by DocumentationTest.
    private static Optional<String> excuse(Example example) {
        List<String> words = example.words();
        if (example.where().endsWith("tutorial.md")) {
            return Optional.of("is one of many that build on each other; DocumentationTest runs them");
        }
        if (words.stream().anyMatch(word -> word.contains("hdfs://") || word.contains("s3a://"))) {
            return Optional.of("needs a cluster; scanner/hadoop-it and scanner/s3a run it, in a profile");
        }
        return switch (words.getFirst()) {
            case "demo" -> Optional.of("takes half a minute and more; DemoTest and DemoMonthsTest run it");
            case "lab" -> Optional.of("runs until it is killed; LabCommandTest runs it");
            default -> Optional.empty();
        };
    }

    @Test
    void everyExampleCanBeFollowed(@TempDir Path folder) throws Exception {
        Set<Set<String>> seen = new HashSet<>();
        SoftAssertions all = new SoftAssertions();
        try (Lab lab = Lab.start(LabSettings.generated(2_000))) {
            ExampleStage stage = ExampleStage.set(folder, lab);
            for (Example example : Example.all()) {
                if (excuse(example).isEmpty() && seen.add(kind(example))) {
                    follow(stage, example, folder, all);
                }
            }
        }
        all.assertAll();
        assertThat(seen).hasSizeGreaterThan(30);
    }

    /// A command with certain options; with other values they do the same.
    private static Set<String> kind(Example example) {
        Set<String> kind = new TreeSet<>(List.of(example.words().getFirst()));
        example.words().stream().filter(word -> word.matches("[-@].*")).forEach(kind::add);
        return kind;
    }

    private static void follow(ExampleStage stage, Example example, Path folder, SoftAssertions all) throws Exception {
        InputStream before = System.in;
        Path input = folder.resolve(example.words().contains("--jsonl") ? "cases.jsonl" : "mine.txt");
        try (InputStream in = Files.newInputStream(input)) {
            System.setIn(in);
            ExampleStage.Result result = stage.run(example);
            all.assertThat(result.status())
                    .as("%s%n%s%s", example, result.err(), result.out())
                    .isIn(wanted(example.words().getFirst()));
            all.assertThat(result.err()).doesNotContain("\tat ");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void everyCommandHasAnExample() throws Exception {
        Set<String> without = new TreeSet<>(commands(Stsurvey.commandLine(), ""));
        for (Example example : Example.all()) {
            without.removeIf(command -> String.join(" ", example.words()).startsWith(command));
        }
        assertThat(without).isEmpty();
    }

    private static List<String> commands(CommandLine parent, String path) {
        List<String> leaves = new ArrayList<>();
        parent.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                leaves.add((path + name).strip());
            } else {
                leaves.addAll(commands(command, path + name + " "));
            }
        });
        return leaves;
    }
}
