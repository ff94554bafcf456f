package org.stsurvey.scanner.observe.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/// Puts the replies of scripted servers together.
final class Replies {

    private Replies() {}

    static Message reply(Message query, int rcode, Record... answers) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record answer : answers) {
            reply.addRecord(answer, Section.ANSWER);
        }
        return reply;
    }

    static List<byte[]> wire(Message... messages) {
        List<byte[]> packets = new ArrayList<>();
        for (Message message : messages) {
            packets.add(message.toWire());
        }
        return packets;
    }

    static Name name(String text) {
        return Name.fromConstantString(text);
    }

    static Record txt(Name owner, String... strings) {
        return new TXTRecord(owner, DClass.IN, 300, List.of(strings));
    }

    static Record cname(String owner, String target) {
        return new CNAMERecord(name(owner), DClass.IN, 300, name(target));
    }
}
