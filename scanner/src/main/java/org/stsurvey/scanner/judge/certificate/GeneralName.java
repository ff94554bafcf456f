package org.stsurvey.scanner.judge.certificate;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.scanner.observation.ByteString;

/// One of the names of a subjectAltName, or the base of a name constraint, RFC 5280 §4.2.1.6.
sealed interface GeneralName {

    /// A host name, perhaps a wildcard.
    ///
    /// @param name one character per octet, so that NUL and what is not ASCII can be told; unchecked
    record Dns(String name) implements GeneralName {}

    /// A subject.
    record Directory(DistinguishedName name) implements GeneralName {}

    /// An IP address.
    ///
    /// @param octets an address; in a name constraint an address and a mask
    record Ip(ByteString octets) implements GeneralName {}

    /// A name that no rule here looks into.
    ///
    /// @param form the number of the choice
    record Other(int form) implements GeneralName {}

    static GeneralName read(DerReader parent) throws MalformedException {
        int identifier = parent.next();
        int form = identifier & 0x1f;
        if ((identifier & 0xc0) != 0x80 || form > 8) {
            throw new MalformedException("general name of unknown form 0x%02x".formatted(identifier & 0xff));
        }
        var content = parent.enter(identifier);
        return switch (form) {
            case 2 -> new Dns(content.rest().latin1());
            case 4 -> new Directory(DistinguishedName.read(content));
            case 7 -> new Ip(content.rest());
            default -> new Other(form);
        };
    }

    static List<GeneralName> readAll(DerReader parent) throws MalformedException {
        var names = new ArrayList<GeneralName>();
        for (var sequence = parent.enter(DerReader.SEQUENCE); !sequence.atEnd(); ) {
            names.add(read(sequence));
        }
        return names;
    }

    default boolean isOfFormOf(GeneralName that) {
        return switch (this) {
            case Dns _ -> that instanceof Dns;
            case Directory _ -> that instanceof Directory;
            case Ip _ -> that instanceof Ip;
            case Other _ -> equals(that);
        };
    }
}
