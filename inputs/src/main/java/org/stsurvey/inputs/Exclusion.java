package org.stsurvey.inputs;

import java.time.LocalDate;
import java.util.Optional;

/// One wish not to be scanned, as its line of an exclusion file says it.
///
/// @param value domain, suffix or network, in normal form
/// @param date since when, if the line says so
/// @param reason why, or who asked; untrusted text, empty if the line gives none
public record Exclusion(Kind kind, String value, Optional<LocalDate> date, String reason) {

    /// Kind, value and date, as the line of the file says them, without the reason, which may name people:
    /// `cidr 192.0.2.0/24 2026-10-02`.
    public String text() {
        return kind.code() + " " + value + date.map(day -> " " + day).orElse("");
    }

    /// What an exclusion covers.
    public enum Kind {
        /// One domain.
        EXACT("exact"),
        /// A domain and all below it.
        SUFFIX("suffix"),
        /// Addresses, to which no connection is made.
        CIDR("cidr");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /// The word used in files.
        public String code() {
            return code;
        }
    }
}
