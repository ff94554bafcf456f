package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.Stage;

/// What `lint` found, for people: each finding as `FILE:LINE:COLUMN: severity code`, its rule, what was seen
/// and the remedy; at the end the verdict.
final class LintText {

    private static final Set<String> PLACE = Set.of("line", "column");

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

    /// Whether all that was given is valid: the policy under one of its readings, the record under its only one.
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
        lines.add(place(finding, policyName) + ": " + finding.severity().code() + " "
                + finding.outcome().code() + ": " + finding.outcome().explanation() + " ("
                + finding.outcome().section() + ")");
        String seen = finding.detail().entrySet().stream()
                .filter(entry -> !PLACE.contains(entry.getKey()))
                .map(entry -> entry.getKey().equals("seen") ? entry.getValue() : entry.toString())
                .collect(Collectors.joining(", "));
        if (!seen.isEmpty()) {
            lines.add("  seen: " + SafeText.of(seen));
        }
        if (!finding.outcome().remedy().isEmpty()) {
            lines.add("  do: " + finding.outcome().remedy());
        }
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
