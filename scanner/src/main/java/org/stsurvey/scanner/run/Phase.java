package org.stsurvey.scanner.run;

import java.util.Locale;

/// What a run is busy with.
public enum Phase {
    /// Asking every target of the list.
    SCAN,
    /// Asking again what was left open, and a sample of the rest.
    RETEST,
    /// Making the published parts from both passes.
    MERGE,
    /// Judging stored observations anew.
    REJUDGE,
    /// Counting what was published.
    CHECK;

    /// The name in `_status.json`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
