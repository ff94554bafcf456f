package org.stsurvey.inputs;

/// What a written name turned out to be.
sealed interface NameReading permits NameReading.DomainName, Malformed {

    /// A domain name.
    ///
    /// @param text in lower case, as A-labels, without the final dot
    record DomainName(String text) implements NameReading {}
}
