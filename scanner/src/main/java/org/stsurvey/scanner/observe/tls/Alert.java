package org.stsurvey.scanner.observe.tls;

import java.util.Map;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/// The alerts of TLS, by the names that JSSE gives them in its exceptions (IANA's TLS Alerts registry).
public final class Alert {

    static final int CLOSE_NOTIFY = 0;
    static final int UNRECOGNIZED_NAME = 112;

    /// How JSSE says that the peer sent the alert, and not the JVM.
    private static final String RECEIVED = "Received fatal alert: ";

    public static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("unexpected_message", 10),
            Map.entry("bad_record_mac", 20),
            Map.entry("decryption_failed", 21),
            Map.entry("record_overflow", 22),
            Map.entry("decompression_failure", 30),
            Map.entry("handshake_failure", 40),
            Map.entry("no_certificate", 41),
            Map.entry("bad_certificate", 42),
            Map.entry("unsupported_certificate", 43),
            Map.entry("certificate_revoked", 44),
            Map.entry("certificate_expired", 45),
            Map.entry("certificate_unknown", 46),
            Map.entry("illegal_parameter", 47),
            Map.entry("unknown_ca", 48),
            Map.entry("access_denied", 49),
            Map.entry("decode_error", 50),
            Map.entry("decrypt_error", 51),
            Map.entry("export_restriction", 60),
            Map.entry("protocol_version", 70),
            Map.entry("insufficient_security", 71),
            Map.entry("internal_error", 80),
            Map.entry("inappropriate_fallback", 86),
            Map.entry("missing_extension", 109),
            Map.entry("unsupported_extension", 110),
            Map.entry("certificate_unobtainable", 111),
            Map.entry("unrecognized_name", UNRECOGNIZED_NAME),
            Map.entry("bad_certificate_status_response", 113),
            Map.entry("bad_certificate_hash_value", 114),
            Map.entry("unknown_psk_identity", 115),
            Map.entry("certificate_required", 116),
            Map.entry("no_application_protocol", 120));

    private Alert() {}

    /// The number of the alert that the peer sent, as far as an exception tells.
    public static OptionalInt in(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        int at = message.indexOf(RECEIVED);
        if (at < 0) {
            return OptionalInt.empty();
        }
        Integer number = NUMBERS.get(message.substring(at + RECEIVED.length()).strip());
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
