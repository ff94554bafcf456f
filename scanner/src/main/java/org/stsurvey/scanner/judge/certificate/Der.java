package org.stsurvey.scanner.judge.certificate;

import org.stsurvey.scanner.observation.ByteString;

/// Whether octets are what they should be, for whoever needs no more of them.
public final class Der {

    private Der() {}

    /// Whether it is one certificate and nothing more, RFC 5280 §4.1.
    public static boolean isCertificate(ByteString der) {
        try {
            Certificate.read(der);
            return true;
        } catch (MalformedException _) {
            return false;
        }
    }

    /// Whether it is one SubjectPublicKeyInfo and nothing more, RFC 5280 §4.1.2.7.
    public static boolean isPublicKey(ByteString der) {
        try {
            DerReader reader = DerReader.over(der);
            SubjectKey.read(reader);
            reader.requireEnd();
            return true;
        } catch (MalformedException _) {
            return false;
        }
    }
}
