package org.stsurvey.scanner.judge.certificate;

import org.stsurvey.scanner.observation.ByteString;

/// An algorithm with its parameters, RFC 5280 §4.1.1.2.
///
/// @param algorithm an object identifier
/// @param parameters DER; empty if there are none
record AlgorithmIdentifier(String algorithm, ByteString parameters) {

    static AlgorithmIdentifier read(DerReader parent) throws MalformedException {
        var identifier = parent.enter(DerReader.SEQUENCE);
        return new AlgorithmIdentifier(identifier.readObjectIdentifier(), identifier.rest());
    }
}
