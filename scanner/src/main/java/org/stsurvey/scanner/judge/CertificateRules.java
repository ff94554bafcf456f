package org.stsurvey.scanner.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.observation.ByteString;

/// The rules for a recorded certificate chain, with the trust anchors and known intermediates they go by.
///
/// Implementations are pure: no network, no clock, no exception whatever the bytes are.
public interface CertificateRules {

    /// All faults of a chain, the most telling one first; empty if a sender would accept it.
    ///
    /// @param chainDer the certificates as sent, leaf first, DER
    /// @param host the name the certificate must be for
    /// @param at when the chain was seen
    List<CertificateFault> faults(List<ByteString> chainDer, String host, Instant at);

    /// That the leaf is revoked, where the stapled OCSP response says so and may; empty otherwise.
    ///
    /// @param chainDer as above
    /// @param stapled an OCSP response, DER
    Optional<CertificateFault> revocation(List<ByteString> chainDer, ByteString stapled, Instant at);

    /// What the leaf says of itself; empty if it cannot be parsed.
    Optional<Judgement.CertificateFacts> leafFacts(List<ByteString> chainDer, Instant at);
}
