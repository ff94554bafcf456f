package org.stsurvey.lab.dns;

import java.util.Arrays;
import org.stsurvey.lab.world.Zone;

/// Writes one reply after the other into the same array.
///
/// Owner names are compressed where they equal the question's name or an ancestor of it, which is nearly always;
/// names within record data are written in full. What does not fit is left out and the TC bit says so.
final class ReplyEncoder {
    static final int MAX_TCP = 65_535;
    /// What goes over UDP without fragments, as most resolvers are set up since 2020 (DNS flag day).
    static final int MAX_UDP = 1_232;

    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int AUTHENTIC_DATA = 0x0020;
    private static final int CHECKING_DISABLED = 0x0010;
    private static final int POINTER = 0xc000;
    private static final int SOA = 6;
    private static final int OPT = 41;
    private static final int EXTENDED_ERROR_OPTION = 15;
    private static final int IN = 1;
    private static final int NEGATIVE_TTL_SECONDS = 300;
    private static final byte[] SOA_DATA = soaData();

    private final byte[] out = new byte[MAX_TCP];
    private int at;

    /// The bytes of the last reply; valid until the next is encoded.
    byte[] bytes() {
        return out;
    }

    /// Encodes a reply of at most `limit` octets and gives its length.
    int encode(Query query, Reply reply, int limit) {
        int flags = RESPONSE
                | RECURSION_AVAILABLE
                | (query.flags() & (RECURSION_DESIRED | CHECKING_DISABLED))
                | reply.rcode();
        if (reply.secure() && query.wantsAuthenticData()) {
            flags |= AUTHENTIC_DATA;
        }
        begin(query);
        int answers = 0;
        for (Reply.Entry record : reply.answer()) {
            put(query, record.owner(), record.type(), record.ttlSeconds(), record.data());
            answers++;
        }
        int authorities = 0;
        if (!reply.soaOwner().isEmpty()) {
            put(query, reply.soaOwner(), SOA, NEGATIVE_TTL_SECONDS, SOA_DATA);
            authorities++;
        }
        if (at + optLength(query, reply) > limit) {
            flags |= TRUNCATED;
            answers = 0;
            authorities = 0;
            begin(query);
        }
        putOpt(query, reply);
        finish(query.id(), flags, answers, authorities, query.edns() ? 1 : 0);
        return at;
    }

    private void begin(Query query) {
        at = Query.HEADER;
        put(query.question());
    }

    private void finish(int id, int flags, int answers, int authorities, int additional) {
        int end = at;
        at = 0;
        put16(id);
        put16(flags);
        put16(1);
        put16(answers);
        put16(authorities);
        put16(additional);
        at = end;
    }

    private void put(Query query, String owner, int type, int ttlSeconds, byte[] data) {
        String asked = query.name();
        if (asked.endsWith(owner)
                && (asked.length() == owner.length() || asked.charAt(asked.length() - owner.length() - 1) == '.')) {
            put16(POINTER | (Query.HEADER + asked.length() - owner.length()));
        } else {
            put(Zone.wire(owner));
        }
        put16(type);
        put16(IN);
        put16(ttlSeconds >>> 16);
        put16(ttlSeconds);
        put16(data.length);
        put(data);
    }

    private static int optLength(Query query, Reply reply) {
        return !query.edns() ? 0 : reply.extendedError() < 0 ? 11 : 17;
    }

    private void putOpt(Query query, Reply reply) {
        if (!query.edns()) {
            return;
        }
        out[at++] = 0;
        put16(OPT);
        put16(MAX_UDP);
        put16(0);
        put16(query.dnssecOk() ? 0x8000 : 0);
        if (reply.extendedError() < 0) {
            put16(0);
        } else {
            put16(6);
            put16(EXTENDED_ERROR_OPTION);
            put16(2);
            put16(reply.extendedError());
        }
    }

    private void put16(int value) {
        out[at++] = (byte) (value >>> 8);
        out[at++] = (byte) value;
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        at += bytes.length;
    }

    /// Name server, mailbox, serial and the five times.
    private static byte[] soaData() {
        byte[] server = Zone.wire("ns.lab.example");
        byte[] mailbox = Zone.wire("hostmaster.lab.example");
        int[] numbers = {1, 7_200, 3_600, 1_209_600, NEGATIVE_TTL_SECONDS};
        byte[] data = Arrays.copyOf(server, server.length + mailbox.length + 4 * numbers.length);
        System.arraycopy(mailbox, 0, data, server.length, mailbox.length);
        int at = server.length + mailbox.length;
        for (int number : numbers) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                data[at++] = (byte) (number >>> shift);
            }
        }
        return data;
    }
}
