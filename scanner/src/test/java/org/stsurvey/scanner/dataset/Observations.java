package org.stsurvey.scanner.dataset;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.EarlierFailure;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observation.TlsaLookup;
import org.stsurvey.scanner.observation.WildcardProbe;

/// All observations that there can be, whether or not a scan would make them together.
final class Observations {

    private static final int MAX_BODY = 65_536;

    private Observations() {}

    static Arbitrary<Observation> any() {
        var dns = Combinators.combine(
                lookup(txtRecord()).optional(),
                lookup(mxRecord()).optional(),
                lookup(txtRecord()).optional(),
                addressLookups().optional(),
                addressLookups().optional(),
                wildcard().optional(),
                mxHost().list().ofMaxSize(3).optional());
        var late = Combinators.combine(
                        fetch().optional(),
                        fault().optional(),
                        earlierFailure().list().ofMaxSize(3),
                        elapsed().optional(),
                        probe().list().ofMaxSize(2).optional(),
                        daneHost().list().ofMaxSize(2).optional())
                .as(Late::new);
        return Combinators.combine(target(), moment(), Arbitraries.of(1, 2), late)
                .flatAs((target, moment, pass, rest) ->
                        dns.as((txt, mx, tlsRpt, apex, host, wildcard, hosts) -> new Observation(
                                target,
                                moment,
                                pass,
                                txt,
                                mx,
                                tlsRpt,
                                apex,
                                host,
                                wildcard,
                                hosts,
                                rest.fetch(),
                                rest.fault(),
                                rest.history(),
                                rest.took(),
                                rest.probes(),
                                rest.dane())));
    }

    /// What comes after the lookups; more values than one combinator takes.
    private record Late(
            Optional<PolicyFetch> fetch,
            Optional<ScanFault> fault,
            List<EarlierFailure> history,
            Optional<Duration> took,
            Optional<List<MxProbe>> probes,
            Optional<List<DaneHost>> dane) {}

    private static Arbitrary<MxProbe> probe() {
        return Combinators.combine(
                        text(),
                        moment(),
                        smtpAttempt().list().ofMaxSize(2),
                        Arbitraries.of(MxProbe.Omission.class).optional())
                .as(MxProbe::new);
    }

    private static Arbitrary<SmtpAttempt> smtpAttempt() {
        Arbitrary<OptionalInt> number = Arbitraries.integers()
                .between(0, 599)
                .optional()
                .map(n -> n.map(OptionalInt::of).orElse(OptionalInt.empty()));
        return fetch().filter(fetch -> !fetch.attempts().isEmpty())
                .flatMap(fetch -> Combinators.combine(
                                Arbitraries.of(SmtpAttempt.Step.class),
                                Arbitraries.of(SmtpAttempt.End.class),
                                number,
                                Arbitraries.strings().ofMaxLength(30))
                        .as((step, end, code, reply) -> new SmtpAttempt(
                                fetch.attempts().getFirst().address(),
                                step,
                                end,
                                code,
                                reply,
                                fetch.attempts().getFirst().alert(),
                                fetch.attempts().getFirst().tls(),
                                fetch.attempts().getFirst().message(),
                                fetch.attempts().getFirst().elapsed())));
    }

    private static Arbitrary<DaneHost> daneHost() {
        Arbitrary<RecordData> cname = text().map(RecordData.Cname::new);
        Arbitrary<RecordData> tlsa = Combinators.combine(
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 255),
                        bytes(64))
                .as(RecordData.Tlsa::new);
        Arbitrary<TlsaLookup> lookup = Combinators.combine(text(), lookup(tlsa)).as(TlsaLookup::new);
        return Combinators.combine(
                        text(), lookup(cname).optional(), lookup.list().ofMaxSize(2))
                .as(DaneHost::new);
    }

    private static Arbitrary<EarlierFailure> earlierFailure() {
        Arbitrary<OptionalInt> number = Arbitraries.integers()
                .between(0, 99)
                .optional()
                .map(n -> n.map(OptionalInt::of).orElse(OptionalInt.empty()));
        Arbitrary<EarlierFailure.What> lookup = Combinators.combine(
                        Arbitraries.of(EarlierFailure.Question.class),
                        Arbitraries.of(DnsAnswer.Failure.class),
                        number,
                        number,
                        number)
                .as(EarlierFailure.Lookup::new);
        Arbitrary<EarlierFailure.What> what = Arbitraries.oneOf(
                lookup, attempt().map(EarlierFailure.Fetch::new), fault().map(EarlierFailure.Own::new));
        return Combinators.combine(Arbitraries.of(1, 2), moment(), moment(), what)
                .as(EarlierFailure::new);
    }

    private static Arbitrary<Target> target() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().greaterOrEqual(1).optional(),
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(20),
                        listRank().list().ofMaxSize(3),
                        text().list().ofMaxSize(3).optional())
                .as((ordinal, rank, line, domain, lists, groups) ->
                        new Target(ordinal, optionalLong(rank), line, domain, lists, groups));
    }

    private static Arbitrary<Target.ListRank> listRank() {
        return Combinators.combine(text(), Arbitraries.longs().greaterOrEqual(1).optional())
                .as((list, rank) -> new Target.ListRank(list, optionalLong(rank)));
    }

    private static OptionalLong optionalLong(Optional<Long> number) {
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Arbitrary<Instant> moment() {
        return Arbitraries.longs()
                .between(-1_000_000, 4_102_444_800_000_000L)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    private static Arbitrary<DnsLookup> lookup(Arbitrary<RecordData> record) {
        return Combinators.combine(answer(record), Arbitraries.integers().between(1, 9), elapsed())
                .as(DnsLookup::new);
    }

    private static Arbitrary<DnsAnswer> answer(Arbitrary<RecordData> record) {
        var cnames = text().list().ofMaxSize(8);
        var authenticated = Arbitraries.of(true, false);
        Arbitrary<DnsAnswer> found = Combinators.combine(
                        record.list().ofMinSize(1).ofMaxSize(4),
                        cnames,
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        authenticated)
                .as(DnsAnswer.Found::new);
        Arbitrary<DnsAnswer> noSuchName = Combinators.combine(
                        cnames, authenticated, extendedError().optional())
                .as(DnsAnswer.NoSuchName::new);
        Arbitrary<DnsAnswer> noData = Combinators.combine(
                        cnames, authenticated, extendedError().optional())
                .as(DnsAnswer.NoData::new);
        Arbitrary<DnsAnswer> failed = Combinators.combine(
                        Arbitraries.of(DnsAnswer.Failure.class),
                        optionalInt(),
                        extendedError().optional(),
                        optionalInt(),
                        cnames)
                .as(DnsAnswer.Failed::new);
        return Arbitraries.oneOf(found, noSuchName, noData, failed);
    }

    private static Arbitrary<DnsAnswer.ExtendedError> extendedError() {
        return Combinators.combine(Arbitraries.integers().between(0, 65_535), text())
                .as(DnsAnswer.ExtendedError::new);
    }

    private static Arbitrary<RecordData> txtRecord() {
        return bytes(255).list().ofMaxSize(4).map(RecordData.Txt::new);
    }

    private static Arbitrary<RecordData> mxRecord() {
        return Combinators.combine(Arbitraries.integers().between(0, 65_535), text())
                .as(RecordData.Mx::new);
    }

    private static Arbitrary<RecordData> addressRecord() {
        return address().map(RecordData.Address::new);
    }

    private static Arbitrary<AddressLookups> addressLookups() {
        return Combinators.combine(lookup(addressRecord()), lookup(addressRecord()))
                .as(AddressLookups::new);
    }

    private static Arbitrary<WildcardProbe> wildcard() {
        return Combinators.combine(lookup(txtRecord()), lookup(addressRecord()).optional())
                .as(WildcardProbe::new);
    }

    private static Arbitrary<MxHost> mxHost() {
        return Combinators.combine(text(), addressLookups()).as(MxHost::new);
    }

    private static Arbitrary<PolicyFetch> fetch() {
        return Combinators.combine(
                        attempt().list().ofMaxSize(3), address().list().ofMaxSize(3))
                .as(PolicyFetch::new);
    }

    private static Arbitrary<FetchAttempt> attempt() {
        return Combinators.combine(
                        address(),
                        Arbitraries.of(FetchAttempt.Stage.class),
                        Arbitraries.of(FetchAttempt.End.class),
                        optionalInt(),
                        tls().optional(),
                        http().optional(),
                        text(),
                        elapsed())
                .as(FetchAttempt::new);
    }

    private static Arbitrary<TlsHandshake> tls() {
        return Combinators.combine(text(), text(), bytes(3000).list().ofMaxSize(4))
                .as(TlsHandshake::new);
    }

    private static Arbitrary<HttpReply> http() {
        var header = Combinators.combine(text(), text()).as(HttpReply.Header::new);
        var body = Arbitraries.oneOf(
                bytes(200),
                Arbitraries.of((byte) 0, (byte) -1)
                        .array(byte[].class)
                        .ofSize(MAX_BODY)
                        .map(ByteString::copyOf));
        return Combinators.combine(
                        text(),
                        Arbitraries.integers().between(0, 999),
                        header.list().ofMaxSize(4),
                        body)
                .as(HttpReply::new);
    }

    private static Arbitrary<ScanFault> fault() {
        return Combinators.combine(Arbitraries.of(ScanFault.Kind.class), text()).as(ScanFault::new);
    }

    private static Arbitrary<Duration> elapsed() {
        return Arbitraries.longs().between(0, 600_000).map(Duration::ofMillis);
    }

    private static Arbitrary<OptionalInt> optionalInt() {
        return Arbitraries.integers()
                .between(0, 4095)
                .optional()
                .map(number -> number.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /// IPv4, IPv6, and IPv4-mapped IPv6, which the JDK would rather not tell apart.
    private static Arbitrary<InetAddress> address() {
        var bytes = Arbitraries.bytes().array(byte[].class);
        var mapped = bytes.ofSize(4).map(four -> {
            byte[] six = new byte[16];
            six[10] = six[11] = -1;
            System.arraycopy(four, 0, six, 12, 4);
            return six;
        });
        var zeros = Arbitraries.of((byte) 0, (byte) 1).array(byte[].class).ofSize(16);
        return Arbitraries.oneOf(bytes.ofSize(4), bytes.ofSize(16), mapped, zeros)
                .map(Observations::address);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Arbitrary<ByteString> bytes(int max) {
        return Combinators.combine(Arbitraries.integers().between(0, max), Arbitraries.longs())
                .as((size, seed) -> {
                    byte[] bytes = new byte[size];
                    new Random(seed).nextBytes(bytes);
                    return ByteString.copyOf(bytes);
                });
    }

    /// Any text that UTF-8 can express, the empty one, NUL and letters outside the basic plane included.
    private static Arbitrary<String> text() {
        var character = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7f),
                Arbitraries.integers().between(0, 0xd7ff),
                Arbitraries.integers().between(0xe000, Character.MAX_CODE_POINT));
        return character
                .list()
                .ofMaxSize(30)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
    }
}
