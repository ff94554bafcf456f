package org.stsurvey.scanner.judge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Fault> faults(List<ByteString> chainDer, String host, Instant at);

    /// What the leaf says of itself; empty if it cannot be parsed.
    Optional<Judgement.CertificateFacts> leafFacts(List<ByteString> chainDer, Instant at);

    /// One fault of a chain.
    record Fault(Kind kind, Map<String, String> detail) {
        public Fault {
            detail = Map.copyOf(detail);
        }
    }

    /// The kinds of fault, in the order in which the primary one is picked.
    enum Kind {
        NAME_MISMATCH,
        CN_ONLY,
        SELF_SIGNED,
        UNTRUSTED_ROOT,
        UNKNOWN_ISSUER,
        INCOMPLETE_CHAIN,
        EXPIRED,
        CHAIN_EXPIRED,
        NOT_YET_VALID,
        CONSTRAINT,
        /// Too weak for the libraries that senders use.
        WEAK_BREAKS,
        /// Weak, but still accepted.
        WEAK_WARNING,
        /// No fault: the name is covered by a wildcard.
        WILDCARD
    }
}
