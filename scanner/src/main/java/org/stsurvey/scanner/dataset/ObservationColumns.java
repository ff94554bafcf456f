package org.stsurvey.scanner.dataset;

import static org.stsurvey.scanner.dataset.Shape.BOOLEAN;
import static org.stsurvey.scanner.dataset.Shape.BYTES;
import static org.stsurvey.scanner.dataset.Shape.INT32;
import static org.stsurvey.scanner.dataset.Shape.INT64;
import static org.stsurvey.scanner.dataset.Shape.TEXT;
import static org.stsurvey.scanner.dataset.Shape.group;
import static org.stsurvey.scanner.dataset.Shape.list;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
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

/// The columns that hold what came off the wire, in the order of `observation.schema`.
///
/// [ObservationReader] is the inverse of this class; whoever changes one changes the other.
final class ObservationColumns {

    private static final Shape<InetAddress> ADDRESS = TEXT.of(AddressText::format);

    private static final Shape<RecordData> ADDRESS_RECORD =
            ADDRESS.of(record -> ((RecordData.Address) record).address());
    private static final Shape<RecordData> TXT_RECORD = list(BYTES).of(record -> ((RecordData.Txt) record).strings());
    private static final Shape<RecordData> MX_RECORD =
            group(ObservationColumns::mx).of(RecordData.Mx.class::cast);
    private static final Shape<RecordData> TLSA_RECORD =
            group(ObservationColumns::tlsa).of(RecordData.Tlsa.class::cast);
    private static final Shape<RecordData> CNAME_RECORD = TEXT.of(record -> ((RecordData.Cname) record).target());

    private ObservationColumns() {}

    static void observation(Fields<Observation> observation) {
        observation.optional("txt_lookup", group(ObservationColumns::txtLookup), Observation::txt);
        observation.optional("mx_lookup", group(ObservationColumns::mxLookup), Observation::mx);
        observation.optional("tlsrpt_lookup", group(ObservationColumns::txtLookup), Observation::tlsRpt);
        observation.optional("apex", group(ObservationColumns::addressLookups), Observation::apex);
        observation.optional("policy_host", group(ObservationColumns::addressLookups), Observation::policyHost);
        observation.optional("wildcard", group(ObservationColumns::wildcard), Observation::wildcard);
        observation.optional("mx_hosts", list(group(ObservationColumns::mxHost)), Observation::mxHosts);
        observation.optional("policy_fetch", group(ObservationColumns::fetch), Observation::fetch);
        observation.optional("fault", group(ObservationColumns::fault), Observation::fault);
        observation.optional("took_ms", INT64, o -> o.took().map(Duration::toMillis));
        observation.optional("history", list(group(HistoryColumns::failure)), HistoryColumns::history);
        observation.optional("mx_probes", list(group(ProbeColumns::probe)), Observation::mxProbes);
        observation.optional("dane_hosts", list(group(ObservationColumns::daneHost)), Observation::dane);
    }

    private static void txtLookup(Fields<DnsLookup> lookup) {
        lookup(lookup);
        lookup.required("records", list(TXT_RECORD), ObservationColumns::records);
    }

    private static void mxLookup(Fields<DnsLookup> lookup) {
        lookup(lookup);
        lookup.required("records", list(MX_RECORD), ObservationColumns::records);
    }

    private static void mx(Fields<RecordData.Mx> mx) {
        mx.required("preference", INT32, RecordData.Mx::preference);
        mx.required("exchange", TEXT, RecordData.Mx::exchange);
    }

    private static void addressLookup(Fields<DnsLookup> lookup) {
        lookup(lookup);
        lookup.required("records", list(ADDRESS_RECORD), ObservationColumns::records);
    }

    private static void lookup(Fields<DnsLookup> lookup) {
        lookup.from(DnsLookup::answer, ObservationColumns::answer);
        lookup.required("tries", INT32, DnsLookup::tries);
        lookup.required("elapsed_ms", INT64, l -> l.elapsed().toMillis());
    }

    private static void answer(Fields<DnsAnswer> answer) {
        answer.required("status", TEXT, ObservationColumns::status);
        answer.optional(
                "failure", TEXT, a -> a instanceof Failed f ? Optional.of(Codes.code(f.failure())) : Optional.empty());
        answer.optionalInt("rcode", a -> a instanceof Failed f ? f.rcode() : OptionalInt.empty());
        answer.optionalInt("unchecked_rcode", a -> a instanceof Failed f ? f.uncheckedRcode() : OptionalInt.empty());
        answer.optional("authenticated", BOOLEAN, ObservationColumns::authenticated);
        answer.optionalLong("ttl", a -> a instanceof Found f ? OptionalLong.of(f.ttlSeconds()) : OptionalLong.empty());
        answer.optional(
                "extended_error", group(ObservationColumns::extendedError), ObservationColumns::extendedErrorOf);
        answer.required("cnames", list(TEXT), DnsAnswer::cnames);
    }

    private static String status(DnsAnswer answer) {
        return switch (answer) {
            case Found _ -> Codes.FOUND;
            case NoSuchName _ -> Codes.NO_SUCH_NAME;
            case NoData _ -> Codes.NO_DATA;
            case Failed _ -> Codes.FAILED;
        };
    }

    private static Optional<Boolean> authenticated(DnsAnswer answer) {
        return switch (answer) {
            case Found found -> Optional.of(found.authenticated());
            case NoSuchName noSuchName -> Optional.of(noSuchName.authenticated());
            case NoData noData -> Optional.of(noData.authenticated());
            case Failed _ -> Optional.empty();
        };
    }

    private static Optional<DnsAnswer.ExtendedError> extendedErrorOf(DnsAnswer answer) {
        return switch (answer) {
            case Found _ -> Optional.empty();
            case NoSuchName noSuchName -> noSuchName.extendedError();
            case NoData noData -> noData.extendedError();
            case Failed failed -> failed.extendedError();
        };
    }

    private static void extendedError(Fields<DnsAnswer.ExtendedError> error) {
        error.required("code", INT32, DnsAnswer.ExtendedError::code);
        error.required("text", TEXT, DnsAnswer.ExtendedError::text);
    }

    private static List<RecordData> records(DnsLookup lookup) {
        return lookup.answer() instanceof Found found ? found.records() : List.of();
    }

    private static void addressLookups(Fields<AddressLookups> lookups) {
        lookups.required("a", group(ObservationColumns::addressLookup), AddressLookups::a);
        lookups.required("aaaa", group(ObservationColumns::addressLookup), AddressLookups::aaaa);
    }

    private static void wildcard(Fields<WildcardProbe> wildcard) {
        wildcard.required("txt", group(ObservationColumns::txtLookup), WildcardProbe::txt);
        wildcard.optional("address", group(ObservationColumns::addressLookup), WildcardProbe::address);
    }

    private static void mxHost(Fields<MxHost> host) {
        host.required("name", TEXT, MxHost::name);
        host.from(MxHost::addresses, ObservationColumns::addressLookups);
    }

    private static void daneHost(Fields<DaneHost> host) {
        host.required("name", TEXT, DaneHost::name);
        host.optional("alias", group(ObservationColumns::aliasLookup), DaneHost::alias);
        host.required("tlsa", list(group(ObservationColumns::tlsaLookup)), DaneHost::tlsa);
    }

    private static void aliasLookup(Fields<DnsLookup> lookup) {
        lookup(lookup);
        lookup.required("records", list(CNAME_RECORD), ObservationColumns::records);
    }

    private static void tlsaLookup(Fields<TlsaLookup> tlsa) {
        tlsa.required("base", TEXT, TlsaLookup::base);
        tlsa.from(TlsaLookup::lookup, ObservationColumns::tlsaRecords);
    }

    private static void tlsaRecords(Fields<DnsLookup> lookup) {
        lookup(lookup);
        lookup.required("records", list(TLSA_RECORD), ObservationColumns::records);
    }

    private static void tlsa(Fields<RecordData.Tlsa> tlsa) {
        tlsa.required("usage", INT32, RecordData.Tlsa::usage);
        tlsa.required("selector", INT32, RecordData.Tlsa::selector);
        tlsa.required("matching_type", INT32, RecordData.Tlsa::matching);
        tlsa.required("data", BYTES, RecordData.Tlsa::data);
    }

    private static void fetch(Fields<PolicyFetch> fetch) {
        fetch.required("attempts", list(group(ObservationColumns::attempt)), PolicyFetch::attempts);
        fetch.required(
                "refused",
                list(TEXT),
                f -> f.refused().stream().map(AddressText::format).toList());
    }

    static void attempt(Fields<FetchAttempt> attempt) {
        attempt.required("address", ADDRESS, FetchAttempt::address);
        attempt.required("stage", TEXT, a -> Codes.code(a.stage()));
        attempt.required("ending", TEXT, a -> Codes.code(a.end()));
        attempt.optionalInt("alert", FetchAttempt::alert);
        attempt.optional("tls", group(ObservationColumns::tls), FetchAttempt::tls);
        attempt.optional("http", group(ObservationColumns::http), FetchAttempt::http);
        attempt.required("message", TEXT, FetchAttempt::message);
        attempt.required("elapsed_ms", INT64, a -> a.elapsed().toMillis());
    }

    static void tls(Fields<TlsHandshake> tls) {
        tls.required("protocol", TEXT, TlsHandshake::protocol);
        tls.required("cipher_suite", TEXT, TlsHandshake::cipherSuite);
        tls.required("chain", list(BYTES), TlsHandshake::chain);
        tls.optional("stapled", BYTES, TlsHandshake::stapled);
    }

    private static void http(Fields<HttpReply> http) {
        http.required("version", TEXT, HttpReply::version);
        http.required("status", INT32, HttpReply::status);
        http.required("headers", list(group(ObservationColumns::header)), HttpReply::headers);
        http.required("body", BYTES, HttpReply::body);
    }

    private static void header(Fields<HttpReply.Header> header) {
        header.required("name", TEXT, HttpReply.Header::name);
        header.required("value", TEXT, HttpReply.Header::value);
    }

    static void fault(Fields<ScanFault> fault) {
        fault.required("kind", TEXT, f -> Codes.code(f.kind()));
        fault.required("message", TEXT, ScanFault::message);
        fault.optional("exclusion", TEXT, ScanFault::exclusion);
    }
}
