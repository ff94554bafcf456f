package org.stsurvey.scanner.observe.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stsurvey.scanner.judge.certificate.CertificateSeeds;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observe.dns.QueryMessage.Manner;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.WireParseException;

/// Responses of resolvers to mutate, and what is read from a response.
public final class AnswerSeeds {

    /// The types of which an answer's records matter.
    public static final List<RecordType> TYPES =
            List.of(RecordType.TXT, RecordType.MX, RecordType.A, RecordType.AAAA, RecordType.TLSA, RecordType.CNAME);

    private static final String ASKED = "asked.example.com";
    private static final int TTL = 300;
    private static final int MANY = 200;

    private AnswerSeeds() {}

    /// Responses to a question of this type: records, aliases, denials, failures.
    public static List<byte[]> of(RecordType type) {
        Name asked = name(ASKED);
        Name alias = name("alias.example.net");
        List<Record> records = records(type, asked);
        List<Message> seeds = new ArrayList<>();
        records.forEach(record -> seeds.add(reply(type, Rcode.NOERROR, record)));
        seeds.add(reply(type, Rcode.NOERROR, records.toArray(Record[]::new)));
        seeds.add(reply(
                type,
                Rcode.NOERROR,
                Collections.nCopies(MANY, records.getFirst()).toArray(Record[]::new)));
        seeds.add(reply(
                type, Rcode.NOERROR, cname(asked, alias), records(type, alias).getFirst()));
        seeds.add(reply(type, Rcode.NOERROR, cname(asked, alias), cname(alias, asked)));
        seeds.add(reply(type, Rcode.NOERROR, cname(asked, alias)));
        seeds.add(
                reply(type, Rcode.NOERROR, new DNAMERecord(name("example.com"), DClass.IN, TTL, name("example.net"))));
        seeds.add(reply(type, Rcode.NOERROR));
        seeds.add(reply(type, Rcode.NXDOMAIN));
        seeds.add(reply(type, Rcode.NXDOMAIN, cname(asked, alias)));
        seeds.add(reply(type, Rcode.SERVFAIL));
        seeds.add(reply(type, Rcode.REFUSED));
        Message extended = reply(type, Rcode.SERVFAIL);
        extended.addRecord(
                new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(6, "signature has expired"))),
                Section.ADDITIONAL);
        seeds.add(extended);
        return seeds.stream().map(Message::toWire).toList();
    }

    /// What the engine has of a response: empty where nobody would take it for one, or it cannot be read.
    ///
    /// @param octets a response; only its question need not be right, as the engine sees to that
    public static Optional<DnsAnswer> read(RecordType type, byte[] octets) {
        Question question = new Question(ASKED, type);
        byte[] query = QueryMessage.of(question, Manner.PLAIN);
        int end = QueryMessage.questionEnd(query);
        if (octets.length < end) {
            return Optional.empty();
        }
        byte[] message = octets.clone();
        System.arraycopy(
                query,
                QueryMessage.HEADER_OCTETS,
                message,
                QueryMessage.HEADER_OCTETS,
                end - QueryMessage.HEADER_OCTETS);
        message[2] |= (byte) 0x80;
        message[4] = 0;
        message[5] = 1;
        try {
            AnswerReader.Reading reading = AnswerReader.read(question, message);
            if (reading.continueAt().isPresent() && !(reading.answer() instanceof DnsAnswer.NoData)) {
                throw new AssertionError("the chain goes on behind " + reading.answer());
            }
            // As the engine asks for it.
            reading.continueAt().ifPresent(next -> QueryMessage.of(new Question(next, type), Manner.PLAIN));
            return Optional.of(reading.answer());
        } catch (WireParseException _) {
            return Optional.empty();
        }
    }

    private static Message reply(RecordType type, int rcode, Record... answers) {
        Message reply = new Message(1);
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AD);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(Record.newRecord(name(ASKED), type.code(), DClass.IN), Section.QUESTION);
        for (Record answer : answers) {
            reply.addRecord(answer, Section.ANSWER);
        }
        if (answers.length == 0) {
            Name zone = name("example.com");
            reply.addRecord(new SOARecord(zone, DClass.IN, TTL, zone, zone, 1, TTL, TTL, TTL, TTL), Section.AUTHORITY);
            reply.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        }
        return reply;
    }

    private static List<Record> records(RecordType type, Name owner) {
        return switch (type) {
            case TXT ->
                List.of(
                        new TXTRecord(owner, DClass.IN, TTL, "v=STSv1; id=20260101T000000Z;"),
                        new TXTRecord(owner, DClass.IN, TTL, List.of("v=TLSRPTv1;", "", "rua=mailto:tls@example.com")),
                        new TXTRecord(owner, DClass.IN, TTL, Collections.nCopies(20, "x".repeat(255))));
            case MX ->
                List.of(
                        new MXRecord(owner, DClass.IN, TTL, 10, name("mail.example.com")),
                        new MXRecord(owner, DClass.IN, TTL, 0, Name.root));
            case A -> List.of(new ARecord(owner, DClass.IN, TTL, address(198, 35, 26, 96)));
            case AAAA ->
                List.of(
                        new AAAARecord(
                                owner, DClass.IN, TTL, address(32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
                        new AAAARecord(
                                owner, DClass.IN, TTL, address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 198, 35, 26, 96)));
            case TLSA -> tlsa(owner);
            case CNAME -> List.of(cname(owner, name("alias.example.net")));
            case NS -> throw new IllegalArgumentException("not asked about a domain");
        };
    }

    /// As RFC 7672 §3.1 recommends, and with whole certificates and keys.
    private static List<Record> tlsa(Name owner) {
        ByteString certificate = CertificateSeeds.certificates().getFirst();
        return List.of(
                new TLSARecord(owner, DClass.IN, TTL, 3, 1, 1, new byte[32]),
                new TLSARecord(owner, DClass.IN, TTL, 3, 1, 2, new byte[64]),
                new TLSARecord(owner, DClass.IN, TTL, 2, 0, 0, certificate.toArray()),
                new TLSARecord(
                        owner,
                        DClass.IN,
                        TTL,
                        3,
                        1,
                        0,
                        CertificateSeeds.publicKey().toArray()));
    }

    private static Record cname(Name owner, Name target) {
        return new CNAMERecord(owner, DClass.IN, TTL, target);
    }

    private static InetAddress address(int... octets) {
        try {
            byte[] bytes = new byte[octets.length];
            IntStream.range(0, octets.length).forEach(i -> bytes[i] = (byte) octets[i]);
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (TextParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
