package org.stsurvey.scanner.observe.dns;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.ExtendedError;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.stsurvey.scanner.observation.RecordData;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/// Reads a resolver's response: follows the CNAME chain in it and says what is found, absent or unknown.
final class AnswerReader {

    /// RFC 1034 sets no limit; resolvers stop at 8 to 16 hops, and so does every mail sender behind them.
    static final int MAX_CNAMES = 8;

    /// Enough for every honest RRset; a hostile one must not fill the dataset.
    static final int MAX_RECORDS = 64;

    /// Of one TXT record; what is longer is cut behind a whole character-string.
    static final int MAX_TXT_OCTETS = 4_096;

    private AnswerReader() {}

    /// What a response says.
    ///
    /// @param continueAt where the chain of aliases goes on, if the response leaves its end open: no data, and
    ///     no record to deny it
    record Reading(DnsAnswer answer, Optional<String> continueAt) {
        static Reading of(DnsAnswer answer) {
            return new Reading(answer, Optional.empty());
        }
    }

    private static final Reading NO_SUCH_NAME = Reading.of(new NoSuchName(List.of(), false, Optional.empty()));
    private static final Reading NO_DATA = Reading.of(new NoData(List.of(), false, Optional.empty()));

    /// Reads a response that echoes the question.
    ///
    /// @throws WireParseException if the message is malformed
    static Reading read(Question question, byte[] message) throws WireParseException {
        Response response = new Response(message);
        if (response.answers() == 0) {
            Optional<Reading> denial = denial(response);
            if (denial.isPresent()) {
                return denial.get();
            }
        }
        try {
            return read(question, new Message(message), response);
        } catch (WireParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // dnsjava reports some malformed records so.
            throw new WireParseException("malformed response", e);
        }
    }

    /// NXDOMAIN and NODATA without aliases, told from the header and the OPT record.
    private static Optional<Reading> denial(Response response) {
        int rcode = response.headerRcode();
        Optional<Response.Opt> opt =
                rcode == Rcode.NXDOMAIN || rcode == Rcode.NOERROR ? response.opt() : Optional.empty();
        if (opt.isEmpty() || opt.get().extendedRcode() != 0) {
            return Optional.empty();
        }
        boolean authenticated = response.isAuthenticated();
        Optional<ExtendedError> error = opt.get().extendedError();
        if (error.isEmpty() && !authenticated) {
            return Optional.of(rcode == Rcode.NXDOMAIN ? NO_SUCH_NAME : NO_DATA);
        }
        return Optional.of(Reading.of(
                rcode == Rcode.NXDOMAIN
                        ? new NoSuchName(List.of(), authenticated, error)
                        : new NoData(List.of(), authenticated, error)));
    }

    private static Reading read(Question question, Message response, Response raw) {
        int rcode = response.getRcode();
        Optional<ExtendedError> extendedError = raw.opt().flatMap(Response.Opt::extendedError);
        boolean authenticated = response.getHeader().getFlag(Flags.AD);
        List<Record> answers = response.getSection(Section.ANSWER);
        List<String> cnames = new ArrayList<>();
        Name start = response.getQuestion().getName();
        // RFC 1034 §3.6.2: whoever asks for the CNAME itself is given it.
        Name owner = question.type() == RecordType.CNAME ? start : followCnames(start, answers, cnames);
        if (cnames.size() > MAX_CNAMES) {
            return Reading.of(loop(rcode, extendedError, cnames));
        }
        if (rcode == Rcode.NXDOMAIN) {
            return Reading.of(new NoSuchName(cnames, authenticated, extendedError));
        }
        if (rcode != Rcode.NOERROR) {
            return Reading.of(
                    new Failed(Failure.RCODE, OptionalInt.of(rcode), extendedError, OptionalInt.empty(), cnames));
        }
        return found(question, answers, owner, cnames, authenticated)
                .map(Reading::of)
                .orElseGet(() -> new Reading(
                        new NoData(cnames, authenticated, extendedError),
                        cnames.isEmpty() || denies(response) ? Optional.empty() : Optional.of(cnames.getLast())));
    }

    /// The chain leads back into itself or is longer than is followed.
    static Failed loop(int rcode, Optional<ExtendedError> extendedError, List<String> cnames) {
        return new Failed(
                Failure.CNAME_LOOP,
                OptionalInt.of(rcode),
                extendedError,
                OptionalInt.empty(),
                cnames.subList(0, MAX_CNAMES));
    }

    /// RFC 2308 §2.2: NODATA comes with the SOA record of the zone that denies.
    private static boolean denies(Message response) {
        return response.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == Type.SOA);
    }

    private static Optional<DnsAnswer> found(
            Question question, List<Record> answers, Name owner, List<String> cnames, boolean authenticated) {
        List<RecordData> found = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (Record answer : answers) {
            if (answer.getType() == question.type().code()
                    && answer.getName().equals(owner)
                    && found.size() < MAX_RECORDS) {
                found.add(data(answer));
                ttl = Math.min(ttl, answer.getTTL());
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new DnsAnswer.Found(found, cnames, ttl, authenticated));
    }

    /// The name at the end of the chain; `cnames` gets one entry more than the limit if the chain is too long
    /// or loops.
    private static Name followCnames(Name start, List<Record> answers, List<String> cnames) {
        Set<Name> seen = new HashSet<>();
        Name owner = start;
        while (cnames.size() <= MAX_CNAMES) {
            Optional<Name> target = cnameOf(owner, answers);
            if (target.isEmpty()) {
                return owner;
            }
            cnames.add(text(target.get()));
            if (!seen.add(owner)) {
                while (cnames.size() <= MAX_CNAMES) {
                    cnames.add(text(target.get()));
                }
            }
            owner = target.get();
        }
        return owner;
    }

    private static Optional<Name> cnameOf(Name owner, List<Record> answers) {
        for (Record answer : answers) {
            if (answer instanceof CNAMERecord cname && cname.getName().equals(owner)) {
                return Optional.of(cname.getTarget());
            }
        }
        return dnameOf(owner, answers);
    }

    /// RFC 6672 §3.1: the server adds the CNAME that a DNAME stands for; one that does not is helped out.
    private static Optional<Name> dnameOf(Name owner, List<Record> answers) {
        for (Record answer : answers) {
            if (answer instanceof DNAMERecord dname
                    && owner.subdomain(dname.getName())
                    && !owner.equals(dname.getName())) {
                try {
                    return Optional.of(owner.fromDNAME(dname));
                } catch (NameTooLongException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static RecordData data(Record answer) {
        return switch (answer) {
            case TXTRecord txt -> new RecordData.Txt(capped(txt.getStringsAsByteArrays()));
            case MXRecord mx -> new RecordData.Mx(mx.getPriority(), text(mx.getTarget()));
            case TLSARecord tlsa ->
                new RecordData.Tlsa(
                        tlsa.getCertificateUsage(),
                        tlsa.getSelector(),
                        tlsa.getMatchingType(),
                        ByteString.copyOf(tlsa.getCertificateAssociationData()));
            case CNAMERecord cname -> new RecordData.Cname(text(cname.getTarget()));
            case ARecord a -> new RecordData.Address(a.getAddress());
            case AAAARecord aaaa -> new RecordData.Address(ipv6(aaaa));
            default -> throw new IllegalArgumentException("record type " + answer.getType() + " was not asked for");
        };
    }

    private static List<ByteString> capped(List<byte[]> strings) {
        List<ByteString> kept = new ArrayList<>();
        int octets = 0;
        for (byte[] string : strings) {
            octets += string.length;
            if (octets > MAX_TXT_OCTETS) {
                break;
            }
            kept.add(ByteString.copyOf(string));
        }
        return kept;
    }

    /// The address as IPv6, also where it is an IPv4-mapped one: `InetAddress.getByAddress` would make that
    /// IPv4.
    private static InetAddress ipv6(AAAARecord aaaa) {
        try {
            byte[] octets = aaaa.rdataToWireCanonical();
            return Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Lower case, without final dot; the root is the empty string. Odd octets stay escaped as in a master
    /// file.
    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
