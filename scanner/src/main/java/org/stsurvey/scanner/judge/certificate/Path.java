package org.stsurvey.scanner.judge.certificate;

import java.util.List;

/// A way from the leaf upwards, each certificate signed with the key of the next.
///
/// @param certificates the leaf and the intermediates above it, without the anchor or root at the top
/// @param end what is above them
record Path(List<Certificate> certificates, End end) {

    /// What a path ends at.
    sealed interface End {

        /// A trust anchor; it may be the leaf itself.
        record Anchor(Certificate anchor) implements End {}

        /// A self-signed certificate that is no trust anchor; it may be the leaf itself.
        record Root(Certificate root) implements End {}

        /// Nothing: whoever signed the last certificate was not found.
        ///
        /// @param reason for people: nobody bears the name of the issuer, or the signature does not verify
        record Open(String reason) implements End {}

        /// The smaller, the better.
        default int rank() {
            return switch (this) {
                case Anchor _ -> 0;
                case Root _ -> 1;
                case Open _ -> 2;
            };
        }
    }

    Path {
        certificates = List.copyOf(certificates);
    }

    Certificate leaf() {
        return certificates.getFirst();
    }

    List<Certificate> intermediates() {
        return certificates.subList(1, certificates.size());
    }

    boolean isTrusted() {
        return end instanceof End.Anchor;
    }

    /// What a certificate of the path is called in a finding.
    String nameOf(Certificate certificate) {
        return certificate.equals(leaf()) ? "leaf" : certificate.subject().text();
    }
}
