package org.stsurvey.inputs;

import java.util.Locale;

/// The public suffix of a domain.
///
/// @param text such as `co.uk`
/// @param section which part of the public suffix list has it
public record PublicSuffix(String text, Section section) {

    /// The parts of the public suffix list.
    public enum Section {
        /// Suffixes under which registries register, by contract with ICANN or as country codes: `com`, `co.uk`.
        ICANN,
        /// Suffixes whose owners let others have names below: `github.io`, `blogspot.com`.
        PRIVATE,
        /// No rule of the list matches, so the top level is taken for the suffix.
        UNLISTED;

        /// The stable code.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
