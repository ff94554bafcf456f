package org.stsurvey.scanner.judge;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.registry.MxOutcome;
import org.stsurvey.scanner.judge.registry.OverallOutcome;

/// What the remarks on one domain come to.
///
/// @param primary the one outcome that the row is counted under
/// @param status the rollup under the lenient reading
/// @param statusStrict the rollup under the strict reading
/// @param findings all findings, in the order of the registry
record Verdict(Outcome primary, DeploymentStatus status, DeploymentStatus statusStrict, List<Finding> findings) {

    Verdict {
        findings = List.copyOf(findings);
    }

    /// Draws the conclusions on what was looked at once.
    static Verdict of(Remarks remarks, Optional<PolicyFacts> policy) {
        return of(remarks, policy, false);
    }

    /// Draws the conclusions.
    ///
    /// @param policy the policy file as read; empty if none was received
    /// @param failedBefore an earlier pass, long enough ago, failed in a way that may pass
    static Verdict of(Remarks remarks, Optional<PolicyFacts> policy, boolean failedBefore) {
        var usable = policy.filter(PolicyFacts::validLenient);
        var validMxLeft = policy.filter(facts -> !facts.mx().isEmpty()).isPresent();
        var txtFailed = remarks.any(outcome -> outcome.stage() == Stage.TXT && outcome.strictInvalid());
        // Whether a policy is in force shows in the stages before the MX; only then can the MX findings break
        // mail.
        var before = remarks.findings(
                new Circumstances(usable.isPresent(), validMxLeft, Optional.empty(), failedBefore), txtFailed);
        var status = status(before, usable, false);
        var mode = usable.flatMap(PolicyFacts::mode).filter(any -> isInForce(status));
        var findings = mode.isEmpty()
                ? before
                : remarks.findings(new Circumstances(usable.isPresent(), validMxLeft, mode, failedBefore), txtFailed);
        var strict = status(findings, policy.filter(PolicyFacts::validStrict), true);
        return new Verdict(primary(findings), status, strict, findings);
    }

    /// Whether the remarks so far say why no policy was received.
    static boolean isExplained(Remarks remarks) {
        return remarks.findings(Circumstances.NONE, false).stream()
                .anyMatch(finding -> finding.outcome().stage() == Stage.SCAN
                        || (isFetch(finding) && (breaks(finding, false) || isIndeterminate(finding))));
    }

    private static boolean isInForce(DeploymentStatus status) {
        return switch (status) {
            case VALID_NONE, VALID_TESTING, VALID_ENFORCE, ENFORCE_CONFLICT -> true;
            case ABSENT, INDETERMINATE, RECORD_INVALID, POLICY_UNREACHABLE, POLICY_INVALID -> false;
        };
    }

    private static Outcome primary(List<Finding> findings) {
        return first(findings, Verdict::isScan)
                .or(() -> first(findings, finding -> isTxt(finding) && finding.severity() == Severity.ABSENT))
                .or(() -> first(findings, finding -> isTxt(finding) && isIndeterminate(finding)))
                .or(() -> first(findings, Verdict::decides))
                .orElse(OverallOutcome.OK);
    }

    private static boolean decides(Finding finding) {
        return switch (finding.outcome().stage()) {
            case TXT, HOST_DNS, TCP, TLS, HTTP, POLICY, MX ->
                isIndeterminate(finding)
                        || finding.severity() == Severity.BREAKS
                        || finding.severity() == Severity.BREAKS_MAIL;
            case SCAN, QUIRK, TLSRPT, DANE, TREND, ALL -> false;
        };
    }

    private static DeploymentStatus status(List<Finding> findings, Optional<PolicyFacts> valid, boolean strict) {
        if (first(findings, Verdict::isScan).isPresent()) {
            return DeploymentStatus.INDETERMINATE;
        }
        for (var finding : findings) {
            if (isTxt(finding)) {
                if (finding.severity() == Severity.ABSENT) {
                    return DeploymentStatus.ABSENT;
                }
                if (isIndeterminate(finding)) {
                    return DeploymentStatus.INDETERMINATE;
                }
                if (breaks(finding, strict)) {
                    return DeploymentStatus.RECORD_INVALID;
                }
            } else if (isFetch(finding)) {
                if (isIndeterminate(finding)) {
                    return DeploymentStatus.INDETERMINATE;
                }
                if (breaks(finding, strict)) {
                    return DeploymentStatus.POLICY_UNREACHABLE;
                }
            }
        }
        return valid.map(policy -> ofMode(policy.mode().orElse(""), findings)).orElse(DeploymentStatus.POLICY_INVALID);
    }

    private static DeploymentStatus ofMode(String mode, List<Finding> findings) {
        return switch (mode) {
            case "none" -> DeploymentStatus.VALID_NONE;
            case "testing" -> DeploymentStatus.VALID_TESTING;
            default ->
                findings.stream().anyMatch(finding -> finding.outcome() == MxOutcome.MX_NONE_COVERED)
                        ? DeploymentStatus.ENFORCE_CONFLICT
                        : DeploymentStatus.VALID_ENFORCE;
        };
    }

    private static boolean breaks(Finding finding, boolean strict) {
        return finding.severity() == Severity.BREAKS
                || (strict && finding.outcome().toleratedInLenient());
    }

    private static boolean isScan(Finding finding) {
        return finding.outcome().stage() == Stage.SCAN;
    }

    private static boolean isTxt(Finding finding) {
        return finding.outcome().stage() == Stage.TXT;
    }

    private static boolean isFetch(Finding finding) {
        return switch (finding.outcome().stage()) {
            case HOST_DNS, TCP, TLS, HTTP -> true;
            case SCAN, TXT, POLICY, MX, QUIRK, TLSRPT, DANE, TREND, ALL -> false;
        };
    }

    private static boolean isIndeterminate(Finding finding) {
        return finding.severity() == Severity.INDETERMINATE;
    }

    private static Optional<Outcome> first(List<Finding> findings, Predicate<Finding> condition) {
        for (var finding : findings) {
            if (condition.test(finding)) {
                return Optional.of(finding.outcome());
            }
        }
        return Optional.empty();
    }
}
