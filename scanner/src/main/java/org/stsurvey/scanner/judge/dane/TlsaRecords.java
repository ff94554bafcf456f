package org.stsurvey.scanner.judge.dane;

import java.util.HashSet;
import java.util.List;
import org.stsurvey.scanner.judge.certificate.Der;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData.Tlsa;

/// The rules for the records of one TLSA RRset.
final class TlsaRecords {

    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;
    private static final int CERTIFICATE = 0;
    private static final int PUBLIC_KEY = 1;
    private static final int FULL = 0;
    private static final int SHA2_256 = 1;
    private static final int SHA2_512 = 2;
    private static final int SHA2_256_OCTETS = 32;
    private static final int SHA2_512_OCTETS = 64;

    private TlsaRecords() {}

    /// Whether a sender can compare a certificate with this record.
    static boolean isUsable(Tlsa record) {
        // RFC 7672 §3.1.3: usages 0 and 1 (PKIX-TA, PKIX-EE) have no meaning for SMTP; senders "MAY treat such
        // records as unusable".
        return (record.usage() == DANE_TA || record.usage() == DANE_EE) && isWellFormed(record);
    }

    private static boolean isWellFormed(Tlsa record) {
        // RFC 6698 §4.1: a record with a selector or matching type that is not known, or whose association data are
        // malformed, is unusable.
        return switch (record.matching()) {
            case FULL -> isWhole(record.selector(), record.data());
            case SHA2_256 -> isKnown(record.selector()) && record.data().size() == SHA2_256_OCTETS;
            case SHA2_512 -> isKnown(record.selector()) && record.data().size() == SHA2_512_OCTETS;
            default -> false;
        };
    }

    private static boolean isKnown(int selector) {
        return selector == CERTIFICATE || selector == PUBLIC_KEY;
    }

    private static boolean isWhole(int selector, ByteString data) {
        return switch (selector) {
            case CERTIFICATE -> Der.isCertificate(data);
            case PUBLIC_KEY -> Der.isPublicKey(data);
            default -> false;
        };
    }

    /// Whether the same record occurs twice. RFC 2181 §5: an RRset has no "duplicate" records.
    static boolean hasDuplicate(List<Tlsa> records) {
        return new HashSet<>(records).size() < records.size();
    }

    /// The parameters as in a master file, such as `3 1 1 (32 octets)`.
    static String text(Tlsa record) {
        return record.usage() + " " + record.selector() + " " + record.matching() + " ("
                + record.data().size() + " octets)";
    }
}
