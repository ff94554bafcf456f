package org.stsurvey.scanner.observation;

import java.util.List;
import java.util.Optional;

/// What the TLS handshake with a policy host showed.
///
/// @param protocol the version negotiated, as JSSE names it (`TLSv1.3`); empty if the handshake did not complete
/// @param cipherSuite the suite negotiated, IANA name; empty if the handshake did not complete
/// @param chain the certificates as sent, leaf first, DER, at most 10
/// @param stapled the OCSP response for the leaf that came with them (RFC 6066 §8), DER; empty if none did, or one of
/// more
///     than 16 KiB
public record TlsHandshake(String protocol, String cipherSuite, List<ByteString> chain, Optional<ByteString> stapled) {
    public TlsHandshake {
        chain = List.copyOf(chain);
    }

    /// A handshake without an OCSP response.
    public TlsHandshake(String protocol, String cipherSuite, List<ByteString> chain) {
        this(protocol, cipherSuite, chain, Optional.empty());
    }
}
