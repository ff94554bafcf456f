package org.stsurvey.scanner.judge;

import java.util.Locale;

/// How a domain receives mail, the ground of denominators D2 and D3.
public enum MailReception {
    /// It has MX records.
    MX,
    /// It says that it receives none (RFC 7505).
    NULL_MX,
    /// It has no MX but an address (RFC 5321 §5.1).
    IMPLICIT_MX,
    /// It has neither.
    NONE,
    /// The name does not exist.
    NO_SUCH_DOMAIN,
    /// The lookups failed.
    UNKNOWN;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
