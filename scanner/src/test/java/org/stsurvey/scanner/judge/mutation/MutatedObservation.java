package org.stsurvey.scanner.judge.mutation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
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

/// An observation in which any answer may be any other, and any text or octets may be spoiled.
final class MutatedObservation {

    private static final ByteMutator RECORDS = Subjects.records();
    private static final ByteMutator REPORTS = Subjects.reports();
    private static final ByteMutator POLICIES = Subjects.policies();
    private static final ByteMutator NAMES = Subjects.names();
    private static final ByteMutator FIELDS = Subjects.fields();

    private final RandomGenerator random;
    private final List<ByteString> certificates;

    MutatedObservation(RandomGenerator random, List<ByteString> certificates) {
        this.random = random;
        this.certificates = certificates;
    }

    Observation build() {
        var domain = random.nextInt(4) == 0 ? name() : Observations.DOMAIN;
        var seen = new Observation(
                new Target(0, OptionalLong.empty(), 1, domain),
                Observations.AT,
                1 + random.nextInt(2),
                mostly(() -> lookup(this::record)),
                mostly(() -> lookup(this::mx)),
                mostly(() -> lookup(() -> txt(REPORTS))),
                sometimes(this::addresses),
                mostly(this::addresses),
                sometimes(() -> new WildcardProbe(lookup(this::record), sometimes(() -> lookup(this::address)))),
                mostly(() -> some(3, () -> new MxHost(host(), addresses()))),
                mostly(() -> new PolicyFetch(some(3, this::attempt), some(2, this::ip))),
                random.nextInt(20) == 0
                        ? Optional.of(new ScanFault(one(ScanFault.Kind.values()), name()))
                        : Optional.empty());
        var companions = seen.withDane(mostly(() -> some(3, this::dane)));
        return random.nextBoolean() ? companions : companions.withMxProbes(some(3, this::probe));
    }

    /// One of few, so that what is asked of an MX host meets what was asked of it before.
    private String host() {
        return random.nextInt(4) == 0 ? name() : one("mail.example.com", "mx.example.com", "");
    }

    private DaneHost dane() {
        return new DaneHost(
                host(),
                sometimes(() -> lookup(() -> new RecordData.Cname(name()))),
                some(2, () -> new TlsaLookup(host(), lookup(this::tlsa))));
    }

    private RecordData tlsa() {
        var data = switch (random.nextInt(4)) {
            case 0 -> ByteString.copyOf(new byte[32]);
            case 1 -> ByteString.copyOf(new byte[64]);
            case 2 -> ByteMutator.pick(certificates, random);
            default -> certificate();
        };
        return new RecordData.Tlsa(one(2, 3, random.nextInt(256)), one(0, 1, 2), one(0, 1, 2, 255), data);
    }

    private MxProbe probe() {
        return new MxProbe(
                host(), Observations.AT, some(2, this::delivery), sometimes(() -> one(MxProbe.Omission.values())));
    }

    private SmtpAttempt delivery() {
        return new SmtpAttempt(
                ip(),
                one(SmtpAttempt.Step.values()),
                one(SmtpAttempt.End.values()),
                sometimesNumber(1_000),
                name(),
                sometimesNumber(256),
                mostly(() -> new TlsHandshake("TLSv1.3", "TLS_AES_128_GCM_SHA256", some(3, this::certificate))),
                name(),
                Duration.ofMillis(random.nextInt(20_000)));
    }

    private RecordData record() {
        return txt(RECORDS);
    }

    private RecordData txt(ByteMutator mutator) {
        return new RecordData.Txt(some(3, () -> ByteString.copyOf(mutator.next(random))));
    }

    private RecordData mx() {
        return new RecordData.Mx(random.nextInt(65_536), random.nextInt(8) == 0 ? "" : name());
    }

    private RecordData address() {
        return new RecordData.Address(ip());
    }

    private AddressLookups addresses() {
        return new AddressLookups(lookup(this::address), lookup(this::address));
    }

    private DnsLookup lookup(Supplier<RecordData> data) {
        return new DnsLookup(answer(data), 1 + random.nextInt(3), Duration.ofMillis(random.nextInt(5_000)));
    }

    private DnsAnswer answer(Supplier<RecordData> data) {
        var cnames = random.nextInt(4) == 0 ? some(8, this::name) : List.<String>of();
        Optional<DnsAnswer.ExtendedError> error =
                sometimes(() -> new DnsAnswer.ExtendedError(random.nextInt(32), name()));
        return switch (random.nextInt(8)) {
            case 0 -> new DnsAnswer.NoSuchName(cnames, random.nextBoolean(), error);
            case 1 -> new DnsAnswer.NoData(cnames, random.nextBoolean(), error);
            case 2 ->
                new DnsAnswer.Failed(
                        one(DnsAnswer.Failure.values()), sometimesNumber(24), error, sometimesNumber(24), cnames);
            default -> {
                var records = new ArrayList<>(List.of(data.get()));
                records.addAll(some(3, data));
                yield new DnsAnswer.Found(records, cnames, random.nextLong(1L << 31), random.nextBoolean());
            }
        };
    }

    private FetchAttempt attempt() {
        var answered = random.nextInt(4) != 0;
        return new FetchAttempt(
                ip(),
                answered ? FetchAttempt.Stage.BODY : one(FetchAttempt.Stage.values()),
                random.nextInt(3) != 0 ? FetchAttempt.End.COMPLETE : one(FetchAttempt.End.values()),
                sometimesNumber(256),
                mostly(() -> new TlsHandshake(
                        "TLSv1.3",
                        "TLS_AES_128_GCM_SHA256",
                        some(3, this::certificate),
                        random.nextInt(4) == 0 ? Optional.of(certificate()) : Optional.empty())),
                answered ? Optional.of(reply()) : Optional.empty(),
                name(),
                Duration.ofMillis(random.nextInt(20_000)));
    }

    /// Mostly junk, as verifying real signatures would take most of the time.
    private ByteString certificate() {
        return random.nextInt(16) == 0
                ? ByteMutator.pick(certificates, random)
                : ByteString.copyOf(FIELDS.next(random));
    }

    private HttpReply reply() {
        var headers = some(
                4,
                () -> new HttpReply.Header(
                        one("content-type", "location", "content-encoding", "cf-mitigated", "x-datadome", "server"),
                        Subjects.latin1(FIELDS.next(random))));
        var status = random.nextInt(3) != 0 ? 200 : one(301, 302, 403, 404, 429, 503, random.nextInt(1_000));
        return new HttpReply(one("HTTP/1.1", "HTTP/2"), status, headers, ByteString.copyOf(POLICIES.next(random)));
    }

    private String name() {
        return Subjects.utf8(NAMES.next(random));
    }

    private InetAddress ip() {
        var octets = new byte[random.nextInt(4) == 0 ? 16 : 4];
        random.nextBytes(octets);
        try {
            return random.nextInt(3) == 0
                    ? InetAddress.getByAddress(octets)
                    : InetAddress.getByAddress(new byte[] {(byte) 198, 35, 26, 96});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private OptionalInt sometimesNumber(int bound) {
        return random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(bound));
    }

    private <T> Optional<T> mostly(Supplier<T> value) {
        return random.nextInt(8) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private <T> Optional<T> sometimes(Supplier<T> value) {
        return random.nextInt(3) != 0 ? Optional.empty() : Optional.of(value.get());
    }

    private <T> List<T> some(int most, Supplier<? extends T> value) {
        var values = new ArrayList<T>();
        var count = random.nextInt(most + 1);
        for (var i = 0; i < count; i++) {
            values.add(value.get());
        }
        return values;
    }

    @SafeVarargs
    private final <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
