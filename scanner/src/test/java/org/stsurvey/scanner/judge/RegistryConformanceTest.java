package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.registry.MxOutcome;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.judge.registry.OverallOutcome;
import org.stsurvey.scanner.judge.registry.ScanOutcome;

/// The registry against the shared list of codes.
class RegistryConformanceTest {

    /// What the probe of MX hosts tells apart and the shared codes do not, and the question whose resolver no canary
    /// vouched for.
    private static final Set<Outcome> BEYOND_THE_SHARED_CODES = Set.of(
            ScanOutcome.SCAN_RESOLVER_DOUBTED,
            MxOutcome.MX_CERT_NOT_YET_VALID,
            MxOutcome.MX_CERT_CONSTRAINT,
            MxOutcome.MX_CERT_WEAK,
            MxOutcome.MX_TLS_FAILED,
            MxOutcome.MX_TLS_INTERRUPTED,
            MxOutcome.MX_SMTP_UNREACHABLE,
            MxOutcome.MX_SMTP_CLOSED,
            MxOutcome.MX_SMTP_PROTOCOL_ERROR,
            MxOutcome.MX_SMTP_EHLO_REJECTED,
            MxOutcome.MX_NOT_MEASURED);

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
                .filter(outcome -> !BEYOND_THE_SHARED_CODES.contains(outcome))
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
