package org.stsurvey.scanner.judge;

import java.util.Locale;

/// How the severity of an outcome is determined.
public enum SeverityRule {
    OK,
    ABSENT,
    BREAKS,
    BREAKS_MAIL_IN_ENFORCE,
    INDETERMINATE,
    INDETERMINATE_THEN_BREAKS,
    WARNING,
    NOTICE,
    /// A deviation that the lenient reading tolerates: `warning` while the policy stays usable, else `breaks`.
    BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING,
    /// A bad `mx` line: `warning` while a valid one is left, else `breaks`.
    BREAKS_IF_NO_VALID_MX_ELSE_WARNING;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
