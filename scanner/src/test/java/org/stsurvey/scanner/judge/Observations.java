package org.stsurvey.scanner.judge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stsurvey.inputs.Target;
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
import org.stsurvey.scanner.observation.TlsHandshake;
import org.stsurvey.scanner.observation.WildcardProbe;

/// Observations for tests: a deployment of example.com that works, and what to change in it.
public final class Observations {

    public static final String DOMAIN = "example.com";
    public static final String HOST = "mta-sts.example.com";
    public static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    public static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 1209600\r\n";

    private String domain = DOMAIN;
    private Optional<DnsLookup> txt = Optional.of(lookup(txt("v=STSv1; id=20260101T000000Z;")));
    private Optional<DnsLookup> mx = Optional.of(lookup(mx("10 mail.example.com")));
    private Optional<DnsLookup> tlsRpt = Optional.of(lookup(txt("v=TLSRPTv1; rua=mailto:tls@example.com")));
    private Optional<AddressLookups> apex = Optional.empty();
    private Optional<AddressLookups> policyHost = Optional.of(addresses(found("198.35.26.96"), noData()));
    private Optional<WildcardProbe> wildcard = Optional.empty();
    private final List<MxHost> mxHosts = new ArrayList<>();
    private Optional<PolicyFetch> fetch = Optional.of(new PolicyFetch(List.of(complete(200, POLICY)), List.of()));
    private Optional<ScanFault> fault = Optional.empty();
    private Optional<List<MxProbe>> probes = Optional.empty();
    private Optional<List<DaneHost>> dane = Optional.empty();

    private Observations() {}

    public static Observations working() {
        return new Observations();
    }

    public Observations domain(String name) {
        domain = name;
        return this;
    }

    public Observations txt(DnsAnswer answer) {
        txt = Optional.of(lookup(answer));
        return this;
    }

    public Observations withoutTxtQuestion() {
        txt = Optional.empty();
        return this;
    }

    public Observations mx(DnsAnswer answer) {
        mx = Optional.of(lookup(answer));
        return this;
    }

    public Observations tlsRpt(DnsAnswer answer) {
        tlsRpt = Optional.of(lookup(answer));
        return this;
    }

    public Observations apex(DnsAnswer a, DnsAnswer aaaa) {
        apex = Optional.of(addresses(a, aaaa));
        return this;
    }

    public Observations policyHost(DnsAnswer a, DnsAnswer aaaa) {
        policyHost = Optional.of(addresses(a, aaaa));
        return this;
    }

    public Observations wildcard(DnsAnswer txtAnswer, DnsAnswer addressAnswer) {
        wildcard = Optional.of(new WildcardProbe(lookup(txtAnswer), Optional.of(lookup(addressAnswer))));
        return this;
    }

    public Observations mxHost(String name, DnsAnswer a, DnsAnswer aaaa) {
        mxHosts.add(new MxHost(name, addresses(a, aaaa)));
        return this;
    }

    public Observations dane(DaneHost... hosts) {
        dane = Optional.of(List.of(hosts));
        return this;
    }

    public Observations attempts(FetchAttempt... attempts) {
        fetch = Optional.of(new PolicyFetch(List.of(attempts), List.of()));
        return this;
    }

    public Observations policy(String body) {
        return attempts(complete(200, body));
    }

    public Observations refused(String... addresses) {
        fetch = Optional.of(new PolicyFetch(
                List.of(), Stream.of(addresses).map(Observations::address).toList()));
        return this;
    }

    public Observations withoutFetch() {
        fetch = Optional.empty();
        return this;
    }

    public Observations fault(ScanFault.Kind kind) {
        fault = Optional.of(new ScanFault(kind, "test"));
        return this;
    }

    public Observation build() {
        var target = new Target(0, OptionalLong.of(1), 1, domain);
        var seen = new Observation(
                        target, AT, 1, txt, mx, tlsRpt, apex, policyHost, wildcard, Optional.of(mxHosts), fetch, fault)
                .withDane(dane);
        return probes.map(seen::withMxProbes).orElse(seen);
    }

    public Observations probes(MxProbe... made) {
        probes = Optional.of(List.of(made));
        return this;
    }

    public static DnsLookup lookup(DnsAnswer answer) {
        return new DnsLookup(answer, 1, Duration.ZERO);
    }

    public static AddressLookups addresses(DnsAnswer a, DnsAnswer aaaa) {
        return new AddressLookups(lookup(a), lookup(aaaa));
    }

    /// TXT records of one string each.
    public static DnsAnswer txt(String... records) {
        return new DnsAnswer.Found(
                Stream.of(records).<RecordData>map(Observations::record).toList(), List.of(), 300, false);
    }

    /// A TXT record of these strings.
    public static RecordData.Txt record(String... strings) {
        return new RecordData.Txt(Stream.of(strings).map(ByteString::utf8).toList());
    }

    /// MX records such as `10 mail.example.com` or `0 .`.
    public static DnsAnswer mx(String... records) {
        return new DnsAnswer.Found(
                Stream.of(records).<RecordData>map(Observations::mxRecord).toList(), List.of(), 300, false);
    }

    private static RecordData.Mx mxRecord(String text) {
        var space = text.indexOf(' ');
        var exchange = text.substring(space + 1);
        return new RecordData.Mx(Integer.parseInt(text.substring(0, space)), exchange.equals(".") ? "" : exchange);
    }

    public static DnsAnswer found(String... addresses) {
        return foundBehind(List.of(), addresses);
    }

    public static DnsAnswer foundBehind(List<String> cnames, String... addresses) {
        return new DnsAnswer.Found(
                Stream.of(addresses)
                        .<RecordData>map(text -> new RecordData.Address(address(text)))
                        .toList(),
                cnames,
                300,
                false);
    }

    public static DnsAnswer noData(String... cnames) {
        return new DnsAnswer.NoData(List.of(cnames), false, Optional.empty());
    }

    public static DnsAnswer noSuchName(String... cnames) {
        return new DnsAnswer.NoSuchName(List.of(cnames), false, Optional.empty());
    }

    public static DnsAnswer failed(DnsAnswer.Failure failure) {
        return DnsAnswer.Failed.of(failure);
    }

    public static DnsAnswer rcode(int rcode) {
        return new DnsAnswer.Failed(
                DnsAnswer.Failure.RCODE, OptionalInt.of(rcode), Optional.empty(), OptionalInt.empty(), List.of());
    }

    public static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /// An attempt that ended before any response.
    public static FetchAttempt ended(FetchAttempt.Stage stage, FetchAttempt.End end) {
        return ended("198.35.26.96", stage, end);
    }

    public static FetchAttempt ended(String address, FetchAttempt.Stage stage, FetchAttempt.End end) {
        return new FetchAttempt(
                address(address),
                stage,
                end,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                "test",
                Duration.ZERO);
    }

    public static FetchAttempt alert(int number) {
        return new FetchAttempt(
                address("198.35.26.96"),
                FetchAttempt.Stage.TLS,
                FetchAttempt.End.ALERT,
                OptionalInt.of(number),
                Optional.empty(),
                Optional.empty(),
                "alert",
                Duration.ZERO);
    }

    /// A complete response with `Content-Type: text/plain`.
    public static FetchAttempt complete(int status, String body) {
        return replied(reply(status, body), FetchAttempt.End.COMPLETE);
    }

    /// A response, after a handshake that showed one certificate.
    public static FetchAttempt replied(HttpReply reply, FetchAttempt.End end) {
        return new FetchAttempt(
                address("198.35.26.96"),
                FetchAttempt.Stage.BODY,
                end,
                OptionalInt.empty(),
                Optional.of(new TlsHandshake("TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(ByteString.utf8("leaf")))),
                Optional.of(reply),
                "",
                Duration.ZERO);
    }

    /// A response; headers as name, value, name, value.
    public static HttpReply reply(int status, String body, String... headers) {
        var fields = new ArrayList<HttpReply.Header>();
        for (var i = 0; i < headers.length; i += 2) {
            fields.add(new HttpReply.Header(headers[i], headers[i + 1]));
        }
        if (fields.stream().noneMatch(field -> field.name().equals("content-type"))) {
            fields.add(new HttpReply.Header("content-type", "text/plain"));
        }
        return new HttpReply("HTTP/1.1", status, fields, ByteString.utf8(body));
    }
}
