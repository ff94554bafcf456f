package org.stsurvey.scanner.observe.dns;

/// One question for the resolver.
///
/// @param name lower case, without final dot, at most 253 octets
public record Question(String name, RecordType type) {

    /// The longest name that can be asked for, RFC 1035 §2.3.4: 255 octets on the wire are 253 as text.
    public static final int MAX_NAME_OCTETS = 253;
}
