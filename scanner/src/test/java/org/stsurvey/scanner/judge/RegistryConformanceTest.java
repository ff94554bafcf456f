package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.judge.registry.OverallOutcome;

/// The registry against the shared list of codes.
class RegistryConformanceTest {

    @Test
    void codesStagesSeveritiesAndReadingsAgree() {
        var expected = Conformance.rows("codes.tsv").stream()
                .map(row -> "%s %s %s strict_invalid=%s tolerated=%s"
                        .formatted(
                                row.get("code"),
                                row.get("stage"),
                                row.get("severity"),
                                row.get("strict_invalid").equals("yes"),
                                row.get("tolerated_in_lenient").equals("yes")))
                .toList();
        var registered = Outcomes.all().stream()
                // "ok" is the primary outcome of a domain without faults, and no finding.
                .filter(outcome -> outcome != OverallOutcome.OK)
                .map(outcome -> "%s %s %s strict_invalid=%s tolerated=%s"
                        .formatted(
                                outcome.code(),
                                outcome.stage().code(),
                                outcome.severity().code(),
                                outcome.strictInvalid(),
                                outcome.toleratedInLenient()))
                .collect(Collectors.toList());
        assertThat(registered).containsExactlyInAnyOrderElementsOf(expected);
    }
}
