package org.stsurvey.scanner.judge.certificate;

import java.util.List;

/// The intermediate authorities that some senders know though a server forgets to send them.
///
/// They come from the rulebook's dated file and never from the network; a path that needs one is
/// [incomplete][CertificateFault.Kind#INCOMPLETE_CHAIN].
public record Intermediates(CertificateSet certificates) {

    public static Intermediates none() {
        return new Intermediates(new CertificateSet(List.of()));
    }

    /// The certificates of a PEM file.
    ///
    /// @param source the name of the file, for messages
    /// @throws IllegalArgumentException if one cannot be read; the message is for the user
    public static Intermediates fromPem(String pem, String source) {
        return new Intermediates(CertificateSet.fromPem(pem, source));
    }
}
