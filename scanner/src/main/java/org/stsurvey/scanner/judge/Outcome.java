package org.stsurvey.scanner.judge;

import java.util.Optional;

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

    /// The result type under which a sender that meets this reports it, RFC 8460 §4.3.2; empty where it has none.
    default Optional<String> tlsRptResultType() {
        return Optional.empty();
    }

    /// Whether the strict reading (the ABNF, the required fields, the ranges of the prose) calls the artefact invalid.
    default boolean strictInvalid() {
        return false;
    }

    /// Whether most senders let it pass although the strict reading does not.
    default boolean toleratedInLenient() {
        return false;
    }
}
