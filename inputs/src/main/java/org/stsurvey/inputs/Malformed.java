package org.stsurvey.inputs;

/// A line or name that names no domain.
///
/// @param value the part that breaks the rule
record Malformed(RejectReason reason, String value) implements Row, NameReading {

    /// What is wrong, in words and with the value, such as `rank "abc" is not a whole number`.
    String sentence() {
        return reason.explain(value);
    }
}
