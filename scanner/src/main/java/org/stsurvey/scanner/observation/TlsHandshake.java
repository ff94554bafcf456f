package org.stsurvey.scanner.observation;

import java.util.List;

/// What the TLS handshake with a policy host showed.
///
/// @param protocol the version negotiated, as JSSE names it (`TLSv1.3`); empty if the handshake did not complete
/// @param cipherSuite the suite negotiated, IANA name; empty if the handshake did not complete
/// @param chain the certificates as sent, leaf first, DER, at most 10
public record TlsHandshake(String protocol, String cipherSuite, List<ByteString> chain) {
    public TlsHandshake {
        chain = List.copyOf(chain);
    }
}
