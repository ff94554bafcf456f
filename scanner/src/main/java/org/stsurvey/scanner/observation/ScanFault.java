package org.stsurvey.scanner.observation;

import java.util.Optional;

/// A fault of the scanner itself, or something that it must not do; it says nothing about the domain.
///
/// @param kind which fault
/// @param message what happened, for the operator; at most 500 characters
/// @param exclusion kind, value and date of the exclusion that forbids to go on (`cidr 192.0.2.0/24 2026-10-02`), if
///     one does
public record ScanFault(Kind kind, String message, Optional<String> exclusion) {

    private static final int MAX_MESSAGE = 500;

    public ScanFault {
        message = Excerpt.of(message, MAX_MESSAGE);
    }

    /// A fault that no exclusion is the reason of.
    public ScanFault(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /// Somebody asked not to be scanned or connected to.
    ///
    /// @param exclusion kind, value and date
    public static ScanFault excluded(String exclusion, String message) {
        return new ScanFault(Kind.EXCLUDED, message, Optional.of(exclusion));
    }

    /// The kinds of fault.
    public enum Kind {
        /// One of our own gates kept the domain waiting too long.
        DEFERRED,
        /// The scanner's code failed.
        INTERNAL_ERROR,
        /// The host can only be reached over a network that this machine does not have.
        NO_VANTAGE,
        /// The resolver was found to give wrong answers at the time.
        RESOLVER_DOUBTED,
        /// Who owns the domain, or all addresses of the host, asked not to be scanned.
        EXCLUDED
    }
}
