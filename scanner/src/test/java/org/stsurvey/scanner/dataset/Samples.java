package org.stsurvey.scanner.dataset;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
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
import org.stsurvey.scanner.observation.WildcardProbe;

/// Rows as scans make them: most domains publish nothing, a few have everything.
final class Samples {

    static final FakeOutcome NXDOMAIN = FakeOutcome.of("txt_nxdomain", Stage.TXT, SeverityRule.ABSENT);
    static final FakeOutcome VALID = FakeOutcome.of("policy_ok", Stage.POLICY, SeverityRule.OK);
    static final FakeOutcome LF_ONLY = FakeOutcome.of("policy_eol_lf", Stage.QUIRK, SeverityRule.NOTICE);
    static final FakeOutcome ALL_COVERED = FakeOutcome.of("mx_all_covered", Stage.MX, SeverityRule.OK);
    static final FakeOutcome NO_TLSRPT = FakeOutcome.of("tlsrpt_absent", Stage.TLSRPT, SeverityRule.NOTICE);
    static final FakeOutcome TLSRPT_OK = FakeOutcome.of("tlsrpt_ok", Stage.TLSRPT, SeverityRule.OK);

    static final Instant MORNING = Instant.parse("2026-11-01T04:00:00.123456Z");
    static final String POLICY = "version: STSv1\nmode: enforce\nmx: *.example.net\nmax_age: 604800\n";

    private Samples() {}

    /// A domain that has mail and nothing else.
    static Row absent(long ordinal) {
        String domain = "domain-" + ordinal + ".example.org";
        var observation = new Observation(
                new Target(ordinal, OptionalLong.of(ordinal + 1), ordinal + 2, domain),
                MORNING.plusMillis(ordinal),
                1,
                Optional.of(lookup(noSuchName())),
                Optional.of(lookup(
                        ordinal % 2 == 0 ? mx("mx." + domain) : mx("mx1.provider.example", "mx2.provider.example"))),
                Optional.of(lookup(noSuchName())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var judgement = new Judgement(
                NXDOMAIN,
                DeploymentStatus.ABSENT,
                DeploymentStatus.ABSENT,
                false,
                MailReception.MX,
                List.of(
                        new Finding(NXDOMAIN, Severity.ABSENT, false, Map.of()),
                        new Finding(NO_TLSRPT, Severity.NOTICE, false, Map.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Judgement.TlsRptFacts(NO_TLSRPT, List.of()),
                Optional.empty(),
                Optional.empty());
        return new Row(observation, judgement, Optional.of(domain));
    }

    /// A domain with a valid policy, with a value in every column that can go with one.
    static Row publishing(long ordinal) {
        String domain = "publisher-" + ordinal + ".example.net";
        var observation = new Observation(
                new Target(ordinal, OptionalLong.of(ordinal + 1), ordinal + 2, domain),
                MORNING.plusMillis(ordinal),
                2,
                Optional.of(lookup(txt("v=STSv1; id=" + ordinal + ";"))),
                Optional.of(lookup(mx("mx." + domain))),
                Optional.of(lookup(txt("v=TLSRPTv1; rua=mailto:tls@" + domain))),
                Optional.empty(),
                Optional.of(addresses("192.0.2.1", "2001:db8::1")),
                Optional.of(new WildcardProbe(lookup(noSuchName()), Optional.of(lookup(noSuchName())))),
                Optional.of(List.of(new MxHost("mx." + domain, addresses("198.51.100.7", "2001:db8:7::25")))),
                Optional.of(new PolicyFetch(List.of(attempt(ordinal)), List.of(InetAddress.ofLiteral("10.0.0.1")))),
                Optional.empty());
        var judgement = new Judgement(
                VALID,
                DeploymentStatus.VALID_ENFORCE,
                DeploymentStatus.POLICY_INVALID,
                true,
                MailReception.MX,
                List.of(
                        new Finding(VALID, Severity.OK, false, Map.of()),
                        new Finding(LF_ONLY, Severity.NOTICE, false, Map.of("line", "1", "seen", "LF"))),
                Optional.of(new Judgement.RecordFacts(Optional.of("" + ordinal), Optional.of("other"), true)),
                Optional.of(new Judgement.PolicyFacts(
                        Optional.of("STSv1"),
                        Optional.of("enforce"),
                        OptionalLong.of(604_800),
                        List.of("*.example.net"),
                        "lf",
                        false,
                        true)),
                Optional.of(new Judgement.CertificateFacts(
                        "Example CA",
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Instant.parse("2026-12-30T23:59:59Z"),
                        59,
                        "EC 256")),
                Optional.of(new Judgement.Alignment(ALL_COVERED, List.of(), OptionalInt.of(1))),
                new Judgement.TlsRptFacts(TLSRPT_OK, List.of("mailto:tls@" + domain)),
                Optional.of("Example Hosting"),
                Optional.of("Example Mail"));
        return new Row(observation, judgement, Optional.of(domain));
    }

    /// A domain that a fault of our own kept us from looking at.
    static Row withFault(long ordinal, ScanFault fault) {
        var row = absent(ordinal);
        var observation = new Observation(
                row.observation().target(),
                MORNING,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(fault));
        return new Row(observation, row.judgement(), row.registrableDomain());
    }

    static DnsLookup lookup(DnsAnswer answer) {
        return new DnsLookup(answer, 1, Duration.ofMillis(23));
    }

    static DnsAnswer noSuchName() {
        return new DnsAnswer.NoSuchName(List.of(), false, Optional.empty());
    }

    static DnsAnswer txt(String string) {
        return found(List.of(new RecordData.Txt(List.of(ByteString.utf8(string)))));
    }

    static DnsAnswer mx(String... exchanges) {
        return found(List.of(exchanges).stream()
                .<RecordData>map(exchange -> new RecordData.Mx(10, exchange))
                .toList());
    }

    private static AddressLookups addresses(String four, String six) {
        return new AddressLookups(
                lookup(found(List.of(new RecordData.Address(InetAddress.ofLiteral(four))))),
                lookup(found(List.of(new RecordData.Address(InetAddress.ofLiteral(six))))));
    }

    private static DnsAnswer found(List<RecordData> records) {
        return new DnsAnswer.Found(records, List.of(), 3600, false);
    }

    private static FetchAttempt attempt(long ordinal) {
        return new FetchAttempt(
                InetAddress.ofLiteral("192.0.2.1"),
                FetchAttempt.Stage.BODY,
                FetchAttempt.End.COMPLETE,
                OptionalInt.empty(),
                Optional.of(new TlsHandshake(
                        "TLSv1.3",
                        "TLS_AES_256_GCM_SHA384",
                        List.of(bytes(ordinal, 900), bytes(-1, 1200)),
                        ordinal % 2 == 0 ? Optional.of(bytes(-ordinal - 2, 500)) : Optional.empty())),
                Optional.of(new HttpReply(
                        "HTTP/1.1",
                        200,
                        List.of(new HttpReply.Header("content-type", "text/plain")),
                        ByteString.utf8(POLICY))),
                "",
                Duration.ofMillis(87));
    }

    /// Bytes that look random and are the same for the same seed, such as a certificate.
    private static ByteString bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }
}
