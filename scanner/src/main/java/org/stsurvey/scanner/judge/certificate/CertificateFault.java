package org.stsurvey.scanner.judge.certificate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Something about a certificate chain that a sender may refuse, or that is worth knowing.
///
/// @param detail what was seen, by name, sorted; values may be untrusted text
public record CertificateFault(Kind kind, Map<String, String> detail) {

    public CertificateFault {
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }

    /// The kinds, in order of precedence: the first one of a chain is its cause, the others come with it.
    public enum Kind {
        /// No dNSName entry of the subjectAltName matches the host, and no common name stands in (RFC 8461 §3.3).
        ///
        /// `names` (the first few entries), `names_total`; of the host without its first label: `covers_apex`,
        /// `covers_www`, `wildcard_one_level_short` (`true` or `false`)
        NAME_MISMATCH,
        /// There is no dNSName entry, only a common name matches, which counts for nothing (RFC 9525 §2).
        ///
        /// `cn`
        CN_ONLY,
        /// The leaf vouches for itself and is no trust anchor. `subject`
        SELF_SIGNED,
        /// The chain ends at a root that the server sent and that is no trust anchor. `root`, `root_sha256`
        UNTRUSTED_ROOT,
        /// There is no path: nobody who could have signed was sent or is known.
        ///
        /// `issuer` (who is missing), `below` (`leaf` or the intermediate that ends the path), `reason`
        UNKNOWN_ISSUER,
        /// There is a path, but only with intermediates that the server did not send. `missing`
        INCOMPLETE_CHAIN,
        /// The leaf's time is over (RFC 5280 §4.1.2.5). `certificate`, `not_after`, `days`
        EXPIRED,
        /// The time of an intermediate on the best path is over. `certificate`, `not_after`, `days`
        CHAIN_EXPIRED,
        /// The time of the leaf or of an intermediate has not come. `certificate`, `not_before`
        NOT_YET_VALID,
        /// A rule of RFC 5280 is broken.
        ///
        /// One entry per rule, its value who breaks it and how: `unreadable`, `authority_as_leaf`,
        /// `not_an_authority`,
        /// `path_length`, `key_usage`, `extended_key_usage`, `critical_extension`, `extension`,
        /// `name_constraints`
        CONSTRAINT,
        /// Signature or key so weak that libraries refuse it: MD5, SHA-1, RSA under 1024, curves under 224 bits.
        ///
        /// `signature`, `key`
        WEAK_BREAKS,
        /// RSA of 1024 to 2047 bits. `key`
        WEAK_WARNING,
        /// The entry that matches is a wildcard (RFC 9525 §6.3). `name`
        WILDCARD,
        /// A stapled OCSP response says that the leaf is revoked (RFC 6960 §4.2.1).
        ///
        /// `revoked_at`, `reason` (as in RFC 5280 §5.3.1, where it is given)
        REVOKED
    }
}
