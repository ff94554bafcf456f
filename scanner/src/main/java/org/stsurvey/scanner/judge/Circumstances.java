package org.stsurvey.scanner.judge;

import java.util.Optional;

/// What the severity of some outcomes depends on besides themselves.
///
/// @param policyUsable the policy file is valid under the lenient reading
/// @param validMxLeft the policy file has at least one valid mx line
/// @param modeInForce the mode that senders without a cache act by; empty if they find no usable policy
/// @param failedBefore an earlier pass, long enough ago, failed to fetch the policy in a way that may pass
public record Circumstances(
        boolean policyUsable, boolean validMxLeft, Optional<String> modeInForce, boolean failedBefore) {

    /// No policy at all, looked at once.
    public static final Circumstances NONE = new Circumstances(false, false, Optional.empty());

    /// Circumstances of what was looked at once.
    public Circumstances(boolean policyUsable, boolean validMxLeft, Optional<String> modeInForce) {
        this(policyUsable, validMxLeft, modeInForce, false);
    }

    /// The severity of an outcome under these circumstances.
    ///
    /// What only breaks after a second failure is indeterminate after one: one pass alone cannot tell (RFC 8461
    /// §3.3 suggests to try again after "five minutes or longer").
    public Severity severity(Outcome outcome) {
        return switch (outcome.severity()) {
            case OK -> Severity.OK;
            case ABSENT -> Severity.ABSENT;
            case BREAKS -> Severity.BREAKS;
            case INDETERMINATE -> Severity.INDETERMINATE;
            case INDETERMINATE_THEN_BREAKS -> failedBefore ? Severity.BREAKS : Severity.INDETERMINATE;
            case WARNING -> Severity.WARNING;
            case NOTICE -> Severity.NOTICE;
            case BREAKS_MAIL_IN_ENFORCE -> breaksMail();
            case BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING -> policyUsable ? Severity.WARNING : Severity.BREAKS;
            case BREAKS_IF_NO_VALID_MX_ELSE_WARNING -> validMxLeft ? Severity.WARNING : Severity.BREAKS;
        };
    }

    // RFC 8461 §5: only in enforce, senders "MUST NOT deliver"; without a policy in force nobody refuses mail.
    private Severity breaksMail() {
        return switch (modeInForce.orElse("")) {
            case "enforce" -> Severity.BREAKS_MAIL;
            case "none" -> Severity.NOTICE;
            default -> Severity.WARNING;
        };
    }
}
