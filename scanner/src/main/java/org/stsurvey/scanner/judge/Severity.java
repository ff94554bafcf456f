package org.stsurvey.scanner.judge;

import java.util.Locale;

/// What a finding means for a sender without a cached policy, the gravest first.
public enum Severity {
    /// A compliant sender treats the domain as having no policy (RFC 8461 §3.1, §3.3).
    BREAKS,
    /// The policy is valid and makes enforcing senders refuse mail (RFC 8461 §5).
    BREAKS_MAIL,
    /// Says nothing about the domain; never counted as failure or as absence.
    INDETERMINATE,
    /// Not deployed.
    ABSENT,
    /// Works by the letter, but some senders differ or mail is at risk.
    WARNING,
    /// Worth knowing.
    NOTICE,
    /// Nothing is wrong.
    OK;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
