package org.stsurvey.scanner.observe.dns;

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
import org.stsurvey.scanner.observation.RecordData;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/// Reads a resolver's response: follows the CNAME chain in it and says what is found, absent or unknown.
final class AnswerReader {

    /// RFC 1034 sets no limit; resolvers stop at 8 to 16 hops, and so does every mail sender behind them.
    static final int MAX_CNAMES = 8;

    /// Enough for every honest RRset; a hostile one must not fill the dataset.
    static final int MAX_RECORDS = 64;

    /// Of one TXT record; what is longer is cut behind a whole character-string.
    static final int MAX_TXT_OCTETS = 4_096;

    private AnswerReader() {}

    static DnsAnswer read(Question question, Message response) {
        int rcode = response.getRcode();
        Optional<ExtendedError> extendedError = extendedError(response);
        boolean authenticated = response.getHeader().getFlag(Flags.AD);
        List<Record> answers = response.getSection(Section.ANSWER);
        List<String> cnames = new ArrayList<>();
        Name owner = followCnames(response.getQuestion().getName(), answers, cnames);
        if (cnames.size() > MAX_CNAMES) {
            return new Failed(
                    Failure.CNAME_LOOP,
                    OptionalInt.of(rcode),
                    extendedError,
                    OptionalInt.empty(),
                    cnames.subList(0, MAX_CNAMES));
        }
        if (rcode == Rcode.NXDOMAIN) {
            return new DnsAnswer.NoSuchName(cnames, authenticated, extendedError);
        }
        if (rcode != Rcode.NOERROR) {
            return new Failed(Failure.RCODE, OptionalInt.of(rcode), extendedError, OptionalInt.empty(), cnames);
        }
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
        return found.isEmpty()
                ? new DnsAnswer.NoData(cnames, authenticated, extendedError)
                : new DnsAnswer.Found(found, cnames, ttl, authenticated);
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
        return Optional.empty();
    }

    private static RecordData data(Record answer) {
        return switch (answer) {
            case TXTRecord txt -> new RecordData.Txt(capped(txt.getStringsAsByteArrays()));
            case MXRecord mx -> new RecordData.Mx(mx.getPriority(), text(mx.getTarget()));
            case ARecord a -> new RecordData.Address(a.getAddress());
            case AAAARecord aaaa -> new RecordData.Address(aaaa.getAddress());
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

    private static Optional<ExtendedError> extendedError(Message response) {
        OPTRecord opt = response.getOPT();
        if (opt == null) {
            return Optional.empty();
        }
        return opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                .filter(ExtendedErrorCodeOption.class::isInstance)
                .map(ExtendedErrorCodeOption.class::cast)
                .map(option ->
                        new ExtendedError(option.getErrorCode(), option.getText() == null ? "" : option.getText()))
                .findFirst();
    }

    /// Lower case, without final dot; the root is the empty string. Odd octets stay escaped as in a master
    /// file.
    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
