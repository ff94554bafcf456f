package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// No outcome without a rule, no rule without a test.
class RuleCoverageTest {

    private static final Path RULES = Path.of("src/main/java/org/stsurvey/scanner/judge");
    private static final Path TESTS = Path.of("src/test/java/org/stsurvey/scanner/judge");

    /// Outcomes that need what one observation does not hold: a sample of misplaced names.
    private static final Set<String> NEED_MORE_THAN_ONE_OBSERVATION = Set.of(
            "txt_misplaced_no_underscore",
            "txt_misplaced_mta_sts_underscore",
            "txt_misplaced_apex",
            "txt_misplaced_doubled",
            "txt_policy_without_record");

    @Test
    void everyOutcomeHasARule() throws IOException {
        var rules = text(RULES, path -> !path.toString().contains("registry"));
        assertThat(unmentioned(rules, true)).isEqualTo(new TreeSet<>(NEED_MORE_THAN_ONE_OBSERVATION));
    }

    @Test
    void everyRuleHasATest() throws IOException {
        var tests = text(
                TESTS,
                path -> !path.endsWith("RuleCoverageTest.java")
                        && !path.toString().contains("registry")
                        && !path.toString().contains("Conformance"));
        var untested = unmentioned(tests, false);
        untested.removeAll(NEED_MORE_THAN_ONE_OBSERVATION);
        assertThat(untested).isEmpty();
    }

    /// The codes of this stages that a text does not mention, as constants or as codes.
    private static Set<String> unmentioned(String text, boolean asConstant) {
        return Outcomes.all().stream()
                .filter(outcome -> switch (outcome.stage()) {
                    case SCAN, TXT, HOST_DNS, TCP, TLS, HTTP, POLICY, MX, QUIRK, TLSRPT, DANE -> true;
                    case TREND, ALL -> false;
                })
                .map(outcome -> outcome.code())
                .filter(code -> !mentions(text, asConstant ? code.toUpperCase(Locale.ROOT) : code))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean mentions(String text, String word) {
        for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            var end = at + word.length();
            if (end == text.length() || !isWordCharacter(text.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /// All sources below a folder, without their import lines.
    private static String text(Path folder, Predicate<Path> wanted) throws IOException {
        try (var files = Files.walk(folder)) {
            var sources = files.filter(path -> path.toString().endsWith(".java"))
                    .filter(wanted)
                    .toList();
            var text = new StringBuilder();
            for (var source : sources) {
                Files.readString(source)
                        .lines()
                        .filter(line -> !line.startsWith("import "))
                        .forEach(line -> text.append(line).append('\n'));
            }
            return text.toString();
        }
    }
}
