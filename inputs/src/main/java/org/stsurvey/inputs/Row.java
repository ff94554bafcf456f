package org.stsurvey.inputs;

/// What a line of a list says, as far as the list's format tells.
sealed interface Row permits Row.Named, Row.Skipped, Malformed {

    /// A line that ought to name a domain.
    ///
    /// @param rank or [ListedName#NO_RANK]
    /// @param name as written
    record Named(long rank, String name) implements Row {}

    /// A line that names no domain and is not meant to: blank, a comment, the header.
    record Skipped() implements Row {}
}
