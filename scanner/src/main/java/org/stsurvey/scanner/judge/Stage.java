package org.stsurvey.scanner.judge;

import java.util.Locale;

/// The stages of an observation, in the order in which the primary outcome is looked for.
public enum Stage {
    SCAN,
    TXT,
    HOST_DNS,
    TCP,
    TLS,
    HTTP,
    POLICY,
    MX,
    QUIRK,
    TLSRPT,
    DANE,
    TREND,
    /// No single stage: only the outcome `ok`, all stages passed.
    ALL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
