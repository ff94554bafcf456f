package org.stsurvey.scanner.observe.dns;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stsurvey.scanner.observation.DnsAnswer.ExtendedError;

/// A response as it came, read without building objects as far as the header and the OPT record go.
///
/// 99 of 100 answers of a survey say that a name does not exist; they need no more than this. At least a header
/// long.
@SuppressWarnings("ArrayRecordComponent") // is read, never compared
record Response(byte[] message) {

    private static final int TRUNCATED = 0x02;
    private static final int AUTHENTIC_DATA = 0x20;
    private static final int TYPE_OPT = 41;

    /// RFC 8914 §2.
    private static final int OPTION_EXTENDED_ERROR = 15;

    /// Type, class, TTL and data length, RFC 1035 §4.1.3.
    private static final int FIXED_OCTETS = 10;

    /// The OPT record of a response.
    ///
    /// @param extendedRcode the upper eight bits of the response code, RFC 6891 §6.1.3
    record Opt(int extendedRcode, Optional<ExtendedError> extendedError) {
        static final Opt ABSENT = new Opt(0, Optional.empty());
    }

    /// The four bits of the response code in the header.
    int headerRcode() {
        return message[3] & 0x0f;
    }

    boolean isTruncated() {
        return (message[2] & TRUNCATED) != 0;
    }

    boolean isAuthenticated() {
        return (message[3] & AUTHENTIC_DATA) != 0;
    }

    int answers() {
        return unsigned16(6);
    }

    /// The OPT record, [Opt#ABSENT] if there is none; empty if the records do not fit together.
    Optional<Opt> opt() {
        int at = QueryMessage.HEADER_OCTETS;
        for (int i = unsigned16(4); i > 0; i--) {
            at = skipName(at);
            if (at < 0) {
                return Optional.empty();
            }
            at += 4;
        }
        int others = answers() + unsigned16(8);
        int records = others + unsigned16(10);
        for (int i = 0; i < records; i++) {
            at = skipName(at);
            if (at < 0 || at + FIXED_OCTETS > message.length) {
                return Optional.empty();
            }
            int end = at + FIXED_OCTETS + unsigned16(at + 8);
            if (end > message.length) {
                return Optional.empty();
            }
            if (i >= others && unsigned16(at) == TYPE_OPT) {
                return Optional.of(new Opt(message[at + 4] & 0xff, extendedError(at + FIXED_OCTETS, end)));
            }
            at = end;
        }
        return Optional.of(Opt.ABSENT);
    }

    private Optional<ExtendedError> extendedError(int from, int end) {
        int at = from;
        while (at + 4 <= end) {
            int length = unsigned16(at + 2);
            int data = at + 4;
            if (data + length > end) {
                break;
            }
            if (unsigned16(at) == OPTION_EXTENDED_ERROR && length >= 2) {
                // RFC 8914 §2: EXTRA-TEXT is UTF-8 and may end with a NUL
                String text = new String(message, data + 2, length - 2, StandardCharsets.UTF_8);
                int nul = text.indexOf('\0');
                return Optional.of(new ExtendedError(unsigned16(data), nul < 0 ? text : text.substring(0, nul)));
            }
            at = data + length;
        }
        return Optional.empty();
    }

    /// Where a name ends, or -1 if it does not.
    private int skipName(int from) {
        int at = from;
        while (at < message.length) {
            int length = message[at] & 0xff;
            if (length == 0) {
                return at + 1;
            }
            if (length >= 0xc0) {
                return at + 2;
            }
            if (length > 0x3f) {
                return -1;
            }
            at += 1 + length;
        }
        return -1;
    }

    private int unsigned16(int at) {
        return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
    }
}
