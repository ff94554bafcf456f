package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.Stage;

/// What `lint` found, for people: each finding as `FILE:LINE:COLUMN: severity code`, its rule, what was seen
/// and the remedy; at the end the verdict.
final class LintText {

    private LintText() {}

    /// @param policyName what to call the policy file
    static List<String> of(Lint.Result<Lint.Deployment> result, String policyName) {
        List<String> lines = new ArrayList<>();
        result.findings().stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .sorted(Comparator.comparing(Finding::severity))
                .forEach(finding -> explain(finding, policyName, lines));
        lines.add("verdict: strict " + word(isValid(result, Judgement.PolicyFacts::validStrict)) + ", lenient "
                + word(isValid(result, Judgement.PolicyFacts::validLenient))
                + result.facts()
                        .alignment()
                        .map(alignment -> ", " + alignment.outcome().code())
                        .orElse(""));
        return lines;
    }

    /// Whether all that was given is valid: the policy under one of its readings, the record under its only
    /// one.
    static boolean isValid(Lint.Result<Lint.Deployment> result, Predicate<Judgement.PolicyFacts> reading) {
        Lint.Deployment facts = result.facts();
        boolean recordFaulty = result.findings().stream()
                .anyMatch(finding -> finding.outcome().stage() == Stage.TXT
                        && (finding.severity() == Severity.BREAKS || finding.severity() == Severity.ABSENT));
        return !recordFaulty && facts.policy().filter(reading.negate()).isEmpty();
    }

    private static String word(boolean valid) {
        return valid ? "valid" : "invalid";
    }

    private static void explain(Finding finding, String policyName, List<String> lines) {
        List<String> explained = FindingText.of(finding, "  ");
        lines.add(place(finding, policyName) + ": " + explained.getFirst());
        lines.addAll(explained.subList(1, explained.size()));
    }

    /// A record is one line.
    private static String place(Finding finding, String policyName) {
        String artefact = switch (finding.outcome().stage()) {
            case TXT -> "record";
            case MX -> "mx";
            case SCAN, HOST_DNS, TCP, TLS, HTTP, POLICY, QUIRK, TLSRPT, DANE, TREND, ALL -> SafeText.of(policyName);
        };
        String column = finding.detail().getOrDefault("column", "");
        return column.isEmpty() ? artefact : artefact + ":" + finding.detail().getOrDefault("line", "1") + ":" + column;
    }
}
