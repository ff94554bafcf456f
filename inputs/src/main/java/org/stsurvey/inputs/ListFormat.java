package org.stsurvey.inputs;

import java.util.Optional;

/// How the lines of a list name domains. A format has no state and compares by value; a [Reading] of one list
/// may have.
sealed interface ListFormat permits PlainLines, Columns, ZoneFile {

    /// Begins to read a list from its first line.
    Reading begin();

    /// The format in words.
    String description();

    /// Whether the names are those of web origins, that is of hosts.
    boolean listsOrigins();

    /// Reads the lines of one list in their order.
    @FunctionalInterface
    interface Reading {
        /// Reads a line that is neither blank, comment nor header.
        ///
        /// @param number its number in the list
        Row read(long number, String line);

        /// A line came by that is no text or too long to be kept.
        default void missed() {}

        /// What is wrong with the list now that its last line was read, as the second half of a sentence.
        default Optional<String> faultAtEnd() {
            return Optional.empty();
        }
    }
}
