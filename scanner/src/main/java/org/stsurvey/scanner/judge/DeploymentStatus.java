package org.stsurvey.scanner.judge;

import java.util.Locale;

/// The rollup of a judgement; every row has exactly one under each reading.
public enum DeploymentStatus {
    ABSENT,
    INDETERMINATE,
    RECORD_INVALID,
    POLICY_UNREACHABLE,
    POLICY_INVALID,
    VALID_NONE,
    VALID_TESTING,
    VALID_ENFORCE,
    /// Enforced, and no MX is covered: compliant senders refuse mail.
    ENFORCE_CONFLICT;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
