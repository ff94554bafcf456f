package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// `RULES.md` names only what exists: rules, outcomes, tests.
class RulesTableTest {

    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Path TESTS = Path.of("src/test/java/org/stsurvey/scanner");
    private static final Path RULES = Path.of("src/main/java/org/stsurvey/scanner/judge");

    @Test
    void everyRuleOutcomeAndTestInTheTableExists() throws IOException {
        var unknown = new TreeSet<String>();
        var tests = classNames(TESTS);
        for (var row : rows()) {
            for (var rule : spans(row.get(3))) {
                if (!Files.exists(RULES.resolve(rule.replace('.', '/') + ".java"))) {
                    unknown.add(rule);
                }
            }
            for (var test : spans(row.get(5))) {
                if (!tests.contains(test)) {
                    unknown.add(test);
                }
            }
            for (var code : spans(row.get(4))) {
                if (code.contains("_") && !isOutcome(code)) {
                    unknown.add(code);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void whateverIsDoneHasATest() throws IOException {
        for (var row : rows()) {
            if (row.get(2).strip().equals("done")) {
                assertThat(spans(row.get(3))).as(row.get(1)).isNotEmpty();
                assertThat(spans(row.get(5))).as(row.get(1)).isNotEmpty();
            }
        }
    }

    /// A code, a family such as `policy_mx_*`, a severity or a status.
    private static boolean isOutcome(String code) {
        if (code.endsWith("*")) {
            var family = code.substring(0, code.length() - 1);
            return Outcomes.all().stream().anyMatch(outcome -> outcome.code().startsWith(family));
        }
        return Outcomes.byCode(code).isPresent()
                || Set.of("breaks_mail", "indeterminate_then_breaks", "enforce_conflict", "policy_unreachable")
                        .contains(code);
    }

    private static List<List<String>> rows() throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var line : Files.readAllLines(Path.of("RULES.md"))) {
            if (line.startsWith("| ") && !line.startsWith("| sentence ")) {
                rows.add(List.of(line.split("\\|", -1)));
            }
        }
        assertThat(rows).isNotEmpty().allMatch(row -> row.size() == 7);
        return rows;
    }

    private static List<String> spans(String cell) {
        return CODE_SPAN.matcher(cell).results().map(result -> result.group(1)).toList();
    }

    private static Set<String> classNames(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
