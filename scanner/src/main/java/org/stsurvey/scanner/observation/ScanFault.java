package org.stsurvey.scanner.observation;

/// A fault of the scanner itself; it says nothing about the domain.
///
/// @param kind which fault
/// @param message what happened, for the operator; at most 500 characters
public record ScanFault(Kind kind, String message) {

    private static final int MAX_MESSAGE = 500;

    public ScanFault {
        message = Excerpt.of(message, MAX_MESSAGE);
    }

    /// The kinds of fault, one for each outcome of stage `scan`.
    public enum Kind {
        /// One of our own gates kept the domain waiting too long.
        DEFERRED,
        /// The scanner's code failed.
        INTERNAL_ERROR,
        /// The host can only be reached over a network that this machine does not have.
        NO_VANTAGE
    }
}
