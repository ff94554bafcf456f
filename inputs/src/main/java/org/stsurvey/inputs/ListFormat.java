package org.stsurvey.inputs;

/// How the lines of a list name domains. A format has no state and compares by value.
sealed interface ListFormat permits PlainLines, Columns {

    /// Reads a line that is neither blank, comment nor header.
    Row read(String line);

    /// The format in words.
    String description();

    /// Whether the names are those of web origins, that is of hosts.
    boolean listsOrigins();
}
