package org.stsurvey.scanner.observe.dns;

import java.util.Arrays;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/// Queries on the wire, written without building a message first: a header, one question, and an OPT record.
///
/// AD=1 asks for the resolver's verdict on DNSSEC without the signatures (RFC 6840 §5.7); DO stays 0, so that a
/// signed answer is as short as another.
final class QueryMessage {

    static final int HEADER_OCTETS = 12;

    /// What fits every path without fragments (DNS Flag Day 2020).
    static final int EDNS_PAYLOAD_OCTETS = 1_232;

    /// RD and AD, RFC 1035 §4.1.1 and RFC 6840 §5.7.
    private static final int FLAGS = 0x0120;

    /// RFC 4035 §3.2.2.
    private static final int CHECKING_DISABLED = 0x0010;

    /// The root as owner, type OPT, the payload as class, no extended flags, no options: RFC 6891 §6.1.2.
    private static final byte[] OPT = {
        0, 0, 41, (byte) (EDNS_PAYLOAD_OCTETS >> 8), (byte) EDNS_PAYLOAD_OCTETS, 0, 0, 0, 0, 0, 0
    };

    private static final int TYPE_AND_CLASS_OCTETS = 4;
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;

    static final int MAX_OCTETS = HEADER_OCTETS + MAX_NAME + TYPE_AND_CLASS_OCTETS + OPT.length;

    private QueryMessage() {}

    /// How a question is put.
    enum Manner {
        PLAIN(false, true),
        /// Without the resolver's validation: tells a bogus zone from a dead one.
        CHECKING_DISABLED(true, true),
        /// For a server that answers an OPT record with FORMERR (RFC 6891 §7).
        WITHOUT_EDNS(false, false);

        private final boolean checkingDisabled;
        private final boolean edns;

        Manner(boolean checkingDisabled, boolean edns) {
            this.checkingDisabled = checkingDisabled;
            this.edns = edns;
        }
    }

    /// The query with id 0.
    ///
    /// @throws IllegalArgumentException if the name has an empty or too long label or is too long
    static byte[] of(Question question, Manner manner) {
        byte[] name = wireName(question.name());
        int length = HEADER_OCTETS + name.length + TYPE_AND_CLASS_OCTETS + (manner.edns ? OPT.length : 0);
        byte[] message = new byte[length];
        putShort(message, 2, FLAGS | (manner.checkingDisabled ? CHECKING_DISABLED : 0));
        putShort(message, 4, 1);
        putShort(message, 10, manner.edns ? 1 : 0);
        System.arraycopy(name, 0, message, HEADER_OCTETS, name.length);
        int end = HEADER_OCTETS + name.length;
        putShort(message, end, question.type().code());
        putShort(message, end + 2, DClass.IN);
        if (manner.edns) {
            System.arraycopy(OPT, 0, message, end + TYPE_AND_CLASS_OCTETS, OPT.length);
        }
        return message;
    }

    /// Where the question section of a query ends.
    static int questionEnd(byte[] query) {
        int at = HEADER_OCTETS;
        while (query[at] != 0) {
            at += 1 + query[at];
        }
        return at + 1 + TYPE_AND_CLASS_OCTETS;
    }

    /// Whether a received message is a response to this query: QR is set, one question, and that echoed. Letter
    /// case is left open, as some servers lower it.
    static boolean isAnsweredBy(byte[] query, int questionEnd, byte[] message, int length) {
        if (length < questionEnd || (message[2] & 0x80) == 0 || message[4] != 0 || message[5] != 1) {
            return false;
        }
        return Arrays.equals(query, HEADER_OCTETS, questionEnd, message, HEADER_OCTETS, questionEnd)
                || equalsIgnoringCase(query, message, HEADER_OCTETS, questionEnd);
    }

    private static boolean equalsIgnoringCase(byte[] one, byte[] other, int from, int to) {
        for (int i = from; i < to; i++) {
            if (lower(one[i]) != lower(other[i])) {
                return false;
            }
        }
        return true;
    }

    /// Length octets are at most 63 and types and classes that we ask for below 65, so only letters are
    /// changed.
    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    private static byte[] wireName(String name) {
        if (name.isEmpty()) {
            return new byte[] {0};
        }
        return isSimple(name) ? simpleWireName(name) : escapedWireName(name);
    }

    private static boolean isSimple(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == '\\' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static byte[] simpleWireName(String name) {
        byte[] wire = new byte[name.length() + 2];
        int lengthAt = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                int label = i - lengthAt;
                if (label == 0 || label > MAX_LABEL) {
                    throw unaskable(name);
                }
                wire[lengthAt] = (byte) label;
                lengthAt = i + 1;
            } else {
                wire[i + 1] = (byte) name.charAt(i);
            }
        }
        if (wire.length > MAX_NAME) {
            throw unaskable(name);
        }
        return wire;
    }

    /// Names from the network may hold any octet; they come escaped as in a master file.
    private static byte[] escapedWireName(String name) {
        try {
            return Name.fromString(name + ".").toWire();
        } catch (TextParseException e) {
            throw new IllegalArgumentException(unaskable(name).getMessage(), e);
        }
    }

    private static IllegalArgumentException unaskable(String name) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT, "name \"%s\" cannot be asked for: labels have 1 to 63 octets, names at most 253", name));
    }

    private static void putShort(byte[] message, int at, int value) {
        message[at] = (byte) (value >> 8);
        message[at + 1] = (byte) value;
    }
}
