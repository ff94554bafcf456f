package org.stsurvey.scanner.judge;

/// One thing that a domain can be told: an entry of the registry.
///
/// Codes are stable snake_case strings that appear in published data; they are never renamed or reused.
public interface Outcome {

    /// The stable snake_case code.
    String code();

    Stage stage();

    /// How much it matters, possibly depending on the rest of the findings.
    SeverityRule severity();

    /// The section that rules, such as `RFC 8461 §3.1`.
    String section();

    /// One line that a mail administrator understands.
    String explanation();

    /// What to do about it; empty where there is nothing to do.
    String remedy();
}
