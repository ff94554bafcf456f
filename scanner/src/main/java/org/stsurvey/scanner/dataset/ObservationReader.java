package org.stsurvey.scanner.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.PolicyFetch;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observation.TlsaLookup;
import org.stsurvey.scanner.observation.WildcardProbe;

/// Reads back the observations of a part, by ordinal: the exact inverse of [PartWriter].
///
/// Judgements are not read, they are made anew. What cannot be read, such as a page that does not match its
/// checksum or a code that is not known here, ends the iteration with an
/// [UncheckedIOException][java.io.UncheckedIOException] that names the part.
public final class ObservationReader implements Iterator<Observation>, Closeable {

    private static final String[] COLUMNS = {
        "ordinal",
        "rank",
        "line",
        "domain",
        "lists",
        "groups",
        "pass",
        "observed_at",
        "txt_lookup",
        "mx_lookup",
        "tlsrpt_lookup",
        "apex",
        "policy_host",
        "wildcard",
        "mx_hosts",
        "policy_fetch",
        "fault",
        "took_ms",
        "history",
        "mx_probes",
        "dane_hosts"
    };

    /// Before this version an empty list of MX hosts stood also where none were asked for.
    private static final int MX_HOSTS_MAY_BE_NULL = 2;

    private final StructReader rows;

    private ObservationReader(StructReader rows) {
        this.rows = rows;
    }

    /// Opens a published part.
    public static ObservationReader open(Parts store, String part) throws IOException {
        return new ObservationReader(StructReader.open(store, part, AnnotatedSchema.OBSERVATION, COLUMNS));
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Observation next() {
        Struct row = rows.next();
        try {
            return observation(row, rows.schemaVersion());
        } catch (RuntimeException e) {
            throw rows.unreadable(e);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private static Observation observation(Struct row, int schemaVersion) {
        return new Observation(
                target(row),
                row.moment("observed_at"),
                row.int32("pass"),
                row.optionalGroup("txt_lookup").map(ObservationReader::txtLookup),
                row.optionalGroup("mx_lookup").map(ObservationReader::mxLookup),
                row.optionalGroup("tlsrpt_lookup").map(ObservationReader::txtLookup),
                row.optionalGroup("apex").map(ObservationReader::addressLookups),
                row.optionalGroup("policy_host").map(ObservationReader::addressLookups),
                row.optionalGroup("wildcard").map(ObservationReader::wildcard),
                row.optionalList("mx_hosts", Struct.class, ObservationReader::mxHost)
                        .filter(hosts -> schemaVersion >= MX_HOSTS_MAY_BE_NULL || !hosts.isEmpty()),
                row.optionalGroup("policy_fetch").map(ObservationReader::fetch),
                row.optionalGroup("fault").map(ObservationReader::fault),
                row.optionalList("history", Struct.class, HistoryColumns::read).orElse(List.of()),
                optionalElapsed(row),
                row.optionalList("mx_probes", Struct.class, ProbeColumns::read),
                row.optionalList("dane_hosts", Struct.class, ObservationReader::daneHost));
    }

    private static Optional<Duration> optionalElapsed(Struct row) {
        OptionalLong took = row.optionalInt64("took_ms");
        return took.isPresent() ? Optional.of(Duration.ofMillis(took.getAsLong())) : Optional.empty();
    }

    private static Target target(Struct row) {
        return new Target(
                row.int64("ordinal"),
                row.optionalInt64("rank"),
                row.int64("line"),
                row.text("domain"),
                row.optionalList("lists", Struct.class, ObservationReader::listRank)
                        .orElse(List.of()),
                row.optionalList("groups", String.class, group -> group));
    }

    private static Target.ListRank listRank(Struct place) {
        return new Target.ListRank(place.text("list"), place.optionalInt64("rank"));
    }

    private static DnsLookup txtLookup(Struct lookup) {
        return lookup(lookup, l -> l.list("records", List.class, ObservationReader::txt));
    }

    private static RecordData txt(List<?> strings) {
        return new RecordData.Txt(Struct.cast(strings, ByteString.class));
    }

    private static DnsLookup mxLookup(Struct lookup) {
        return lookup(lookup, l -> l.list("records", Struct.class, ObservationReader::mx));
    }

    private static RecordData mx(Struct mx) {
        return new RecordData.Mx(mx.int32("preference"), mx.text("exchange"));
    }

    private static DnsLookup addressLookup(Struct lookup) {
        return lookup(lookup, l -> l.list("records", String.class, ObservationReader::address));
    }

    private static RecordData address(String text) {
        return new RecordData.Address(AddressText.parse(text));
    }

    private static DnsLookup lookup(Struct lookup, Function<Struct, List<RecordData>> records) {
        return new DnsLookup(answer(lookup, records), lookup.int32("tries"), elapsed(lookup));
    }

    private static DnsAnswer answer(Struct lookup, Function<Struct, List<RecordData>> records) {
        var cnames = lookup.list("cnames", String.class);
        var extendedError = lookup.optionalGroup("extended_error").map(ObservationReader::extendedError);
        String status = lookup.text("status");
        return switch (status) {
            case Codes.FOUND ->
                new DnsAnswer.Found(records.apply(lookup), cnames, lookup.int64("ttl"), lookup.bool("authenticated"));
            case Codes.NO_SUCH_NAME -> new DnsAnswer.NoSuchName(cnames, lookup.bool("authenticated"), extendedError);
            case Codes.NO_DATA -> new DnsAnswer.NoData(cnames, lookup.bool("authenticated"), extendedError);
            case Codes.FAILED ->
                new DnsAnswer.Failed(
                        Codes.constant(DnsAnswer.Failure.class, lookup.text("failure")),
                        lookup.optionalInt32("rcode"),
                        extendedError,
                        lookup.optionalInt32("unchecked_rcode"),
                        cnames);
            default -> throw new IllegalStateException("unknown status of a lookup: " + status);
        };
    }

    private static DnsAnswer.ExtendedError extendedError(Struct error) {
        return new DnsAnswer.ExtendedError(error.int32("code"), error.text("text"));
    }

    private static AddressLookups addressLookups(Struct lookups) {
        return new AddressLookups(addressLookup(lookups.group("a")), addressLookup(lookups.group("aaaa")));
    }

    private static WildcardProbe wildcard(Struct wildcard) {
        return new WildcardProbe(
                txtLookup(wildcard.group("txt")),
                wildcard.optionalGroup("address").map(ObservationReader::addressLookup));
    }

    private static MxHost mxHost(Struct host) {
        return new MxHost(host.text("name"), addressLookups(host));
    }

    private static DaneHost daneHost(Struct host) {
        return new DaneHost(
                host.text("name"),
                host.optionalGroup("alias").map(ObservationReader::aliasLookup),
                host.list("tlsa", Struct.class, ObservationReader::tlsaLookup));
    }

    private static DnsLookup aliasLookup(Struct lookup) {
        return lookup(lookup, l -> l.list("records", String.class, RecordData.Cname::new));
    }

    private static TlsaLookup tlsaLookup(Struct tlsa) {
        return new TlsaLookup(
                tlsa.text("base"), lookup(tlsa, l -> l.list("records", Struct.class, ObservationReader::tlsa)));
    }

    private static RecordData tlsa(Struct tlsa) {
        return new RecordData.Tlsa(
                tlsa.int32("usage"), tlsa.int32("selector"), tlsa.int32("matching_type"), tlsa.bytes("data"));
    }

    private static PolicyFetch fetch(Struct fetch) {
        return new PolicyFetch(
                fetch.list("attempts", Struct.class, ObservationReader::attempt),
                fetch.list("refused", String.class, AddressText::parse));
    }

    static FetchAttempt attempt(Struct attempt) {
        return new FetchAttempt(
                AddressText.parse(attempt.text("address")),
                Codes.constant(FetchAttempt.Stage.class, attempt.text("stage")),
                Codes.constant(FetchAttempt.End.class, attempt.text("ending")),
                attempt.optionalInt32("alert"),
                attempt.optionalGroup("tls").map(ObservationReader::tls),
                attempt.optionalGroup("http").map(ObservationReader::http),
                attempt.text("message"),
                elapsed(attempt));
    }

    static TlsHandshake tls(Struct tls) {
        return new TlsHandshake(
                tls.text("protocol"),
                tls.text("cipher_suite"),
                tls.list("chain", ByteString.class),
                tls.optionalBytes("stapled"));
    }

    private static HttpReply http(Struct http) {
        return new HttpReply(
                http.text("version"),
                http.int32("status"),
                http.list("headers", Struct.class, ObservationReader::header),
                http.bytes("body"));
    }

    private static HttpReply.Header header(Struct header) {
        return new HttpReply.Header(header.text("name"), header.text("value"));
    }

    static ScanFault fault(Struct fault) {
        return new ScanFault(
                Codes.constant(ScanFault.Kind.class, fault.text("kind")),
                fault.text("message"),
                fault.optionalText("exclusion"));
    }

    private static Duration elapsed(Struct measured) {
        return Duration.ofMillis(measured.int64("elapsed_ms"));
    }
}
