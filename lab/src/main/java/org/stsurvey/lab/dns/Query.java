package org.stsurvey.lab.dns;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One parsed question.
///
/// @param name           in lower case, without the final dot
/// @param question       the question section as it came, to be echoed in its own letter case
/// @param flags          the second 16 bits of the header
/// @param udpPayloadSize what the client takes over UDP: from its OPT record, else 512 octets
/// @param edns           whether there was an OPT record
/// @param dnssecOk       the DO bit
@SuppressWarnings("ArrayRecordComponent") // is echoed, never compared
record Query(
        int id, int flags, String name, int type, byte[] question, int udpPayloadSize, boolean edns, boolean dnssecOk) {
    static final int HEADER = 12;
    private static final int OPT = 41;
    private static final int PLAIN_DNS = 512;
    private static final int AUTHENTIC_DATA = 0x0020;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;

    /// Parses a message, or gives nothing for what is not one ordinary question of class IN: such messages get no
    /// answer.
    static Optional<Query> parse(byte[] message, int length) {
        if (length < HEADER + 5 || u16(message, 4) != 1 || (u16(message, 2) & (RESPONSE | OPCODE)) != 0) {
            return Optional.empty();
        }
        int nameEnd = nameEnd(message, length);
        if (nameEnd < 0 || nameEnd + 4 > length || u16(message, nameEnd + 2) != 1) {
            return Optional.empty();
        }
        int end = nameEnd + 4;
        byte[] question = new byte[end - HEADER];
        System.arraycopy(message, HEADER, question, 0, question.length);
        // The OPT record is the only one that a query carries: root name, type, size, extended flags (RFC 6891 §6.1.2).
        boolean edns = u16(message, 10) > 0 && end + 11 <= length && message[end] == 0 && u16(message, end + 1) == OPT;
        return Optional.of(new Query(
                u16(message, 0),
                u16(message, 2),
                name(question, question.length - 5),
                u16(message, nameEnd),
                question,
                edns ? Math.max(PLAIN_DNS, u16(message, end + 3)) : PLAIN_DNS,
                edns,
                edns && (message[end + 7] & 0x80) != 0));
    }

    /// Whether the client wants to know if the answer is secure (RFC 6840 §5.7).
    boolean wantsAuthenticData() {
        return dnssecOk || (flags & AUTHENTIC_DATA) != 0;
    }

    private static int nameEnd(byte[] message, int length) {
        int at = HEADER;
        while (at < length && message[at] != 0) {
            if ((message[at] & 0xc0) != 0) {
                return -1;
            }
            at += 1 + message[at];
        }
        return at < length && at - HEADER < 255 ? at + 1 : -1;
    }

    private static String name(byte[] wire, int length) {
        byte[] text = new byte[Math.max(0, length - 1)];
        int labelEnd = wire[0];
        for (int i = 0; i < text.length; i++) {
            if (i == labelEnd) {
                text[i] = '.';
                labelEnd += 1 + wire[i + 1];
            } else {
                byte c = wire[i + 1];
                text[i] = c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
