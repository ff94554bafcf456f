package org.stsurvey.scanner.judge.mx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.CertificateRules;
import org.stsurvey.scanner.judge.Delivery;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.MxProbe;
import org.stsurvey.scanner.observation.MxProbe.Omission;
import org.stsurvey.scanner.observation.SmtpAttempt;
import org.stsurvey.scanner.observation.SmtpAttempt.End;
import org.stsurvey.scanner.observation.SmtpAttempt.Step;
import org.stsurvey.scanner.observation.TlsHandshake;

/// What the probes of a domain's MX hosts come to, RFC 8461 §4.2 and §5.
class ProbeRulesTest {

    private static final String ONE = "mail.example.com";
    private static final String TWO = "backup.example.com";

    private String mode = "enforce";
    private List<String> patterns = List.of(ONE, TWO);
    private Map<String, Kind> faults = Map.of();

    private Judgement judge(MxProbe... probes) {
        String policy = "version: STSv1\r\nmode: " + mode + "\r\nmx: " + String.join("\r\nmx: ", patterns)
                + "\r\nmax_age: 1209600\r\n";
        CertificateRules certificates = new CertificateRules() {
            @Override
            public Optional<CertificateFault> revocation(List<ByteString> chain, ByteString stapled, Instant at) {
                return Optional.empty();
            }

            @Override
            public List<CertificateFault> faults(List<ByteString> chain, String host, Instant at) {
                return faults.containsKey(host) ? List.of(new CertificateFault(faults.get(host), Map.of())) : List.of();
            }

            @Override
            public Optional<Judgement.CertificateFacts> leafFacts(List<ByteString> chain, Instant at) {
                return Optional.empty();
            }
        };
        return new Judge(Rulebook.of(certificates, Optional::of))
                .judge(Observations.working()
                        .mx(Observations.mx("10 " + ONE, "20 " + TWO))
                        .policy(policy)
                        .probes(probes)
                        .build());
    }

    private static MxProbe probe(String host, Step step, End end) {
        return probe(host, step, end, OptionalInt.empty());
    }

    private static MxProbe probe(String host, Step step, End end, OptionalInt code) {
        SmtpAttempt attempt = new SmtpAttempt(
                InetAddress.ofLiteral("198.35.26.96"),
                step,
                end,
                code,
                "text",
                OptionalInt.empty(),
                Optional.of(new TlsHandshake("TLSv1.3", "", List.of(ByteString.utf8("certificate")))),
                "",
                Duration.ZERO);
        return new MxProbe(host, Observations.AT, List.of(attempt), Optional.empty());
    }

    private static MxProbe secured(String host) {
        return probe(host, Step.TLS, End.SECURED);
    }

    private static MxProbe omitted(String host, Omission why) {
        return new MxProbe(host, Observations.AT, List.of(), Optional.of(why));
    }

    private static Finding finding(Judgement judgement, String code) {
        return judgement.findings().stream()
                .filter(finding -> finding.outcome().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Severity severity(Judgement judgement, String code) {
        return finding(judgement, code).severity();
    }

    @Test
    void soundHostsGetMailAndNoFinding() {
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.OK);
        assertThat(judgement.primary().code()).isEqualTo("ok");
        assertThat(judgement.mxVerdicts().orElseThrow())
                .extracting(MxVerdict::use)
                .containsExactly(MxVerdict.Use.USABLE, MxVerdict.Use.USABLE);
    }

    @Test
    void withoutAProbeNothingIsSaidOfDelivery() {
        Judgement judgement = new Judge(Rulebook.of(noFaults(), Optional::of))
                .judge(Observations.working().build());

        assertThat(judgement.delivery()).hasValue(Delivery.NOT_MEASURED);
        assertThat(judgement.mxVerdicts()).isEmpty();
    }

    private static CertificateRules noFaults() {
        return Rulebooks.plain().certificates();
    }

    @Test
    void mailFailsInEnforceWhereNoCoveredHostIsUsable() {
        faults = Map.of(ONE, Kind.EXPIRED, TWO, Kind.SELF_SIGNED);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.WOULD_FAIL);
        assertThat(judgement.primary().code()).isEqualTo("mx_cert_untrusted");
        assertThat(severity(judgement, "mx_cert_expired")).isEqualTo(Severity.BREAKS_MAIL);
        // The status means the same with and without a probe.
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
    }

    @Test
    void mailWouldFailInTestingAndIsDelivered() {
        mode = "testing";
        faults = Map.of(ONE, Kind.EXPIRED, TWO, Kind.EXPIRED);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.WOULD_FAIL);
        assertThat(severity(judgement, "mx_cert_expired")).isEqualTo(Severity.WARNING);
        assertThat(judgement.primary().code()).isEqualTo("ok");
    }

    @Test
    void inModeNoneNothingHingesOnTheHosts() {
        mode = "none";
        faults = Map.of(ONE, Kind.EXPIRED, TWO, Kind.EXPIRED);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).isEmpty();
        assertThat(severity(judgement, "mx_cert_expired")).isEqualTo(Severity.NOTICE);
    }

    @Test
    void sendersPassOverOneBadHost() {
        faults = Map.of(ONE, Kind.NAME_MISMATCH);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.OK);
        assertThat(severity(judgement, "mx_cert_name_mismatch")).isEqualTo(Severity.WARNING);
        assertThat(judgement.primary().code()).isEqualTo("ok");
    }

    @Test
    void hostsThatThePolicyDoesNotCoverHelpNobody() {
        patterns = List.of(ONE);
        faults = Map.of(ONE, Kind.EXPIRED);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.WOULD_FAIL);
        assertThat(judgement.mxVerdicts().orElseThrow().get(1).covered()).isFalse();
    }

    @Test
    void faultsOfHostsThatAreNotCoveredAreNotices() {
        patterns = List.of(ONE);
        faults = Map.of(TWO, Kind.EXPIRED);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        assertThat(judgement.delivery()).hasValue(Delivery.OK);
        assertThat(severity(judgement, "mx_cert_expired")).isEqualTo(Severity.NOTICE);
    }

    @Test
    void aCommonNameThatMatchesIsAMismatchWithADetail() {
        faults = Map.of(ONE, Kind.CN_ONLY, TWO, Kind.CN_ONLY);
        Judgement judgement = judge(secured(ONE), secured(TWO));

        Finding finding = finding(judgement, "mx_cert_name_mismatch");
        assertThat(finding.detail())
                .containsEntry("cn_matches", "true")
                .containsEntry("fault", "cn_only")
                .containsEntry("hosts", ONE + " " + TWO);
        assertThat(finding.severity()).isEqualTo(Severity.BREAKS_MAIL);
        assertThat(judgement.mxVerdicts().orElseThrow().getFirst().faults()).containsExactly("cn_only");
    }

    @Test
    void everyKindOfCertificateFaultHasItsOutcome() {
        Map<Kind, String> outcomes = Map.ofEntries(
                Map.entry(Kind.NAME_MISMATCH, "mx_cert_name_mismatch"),
                Map.entry(Kind.CN_ONLY, "mx_cert_name_mismatch"),
                Map.entry(Kind.SELF_SIGNED, "mx_cert_untrusted"),
                Map.entry(Kind.UNTRUSTED_ROOT, "mx_cert_untrusted"),
                Map.entry(Kind.UNKNOWN_ISSUER, "mx_cert_untrusted"),
                Map.entry(Kind.EXPIRED, "mx_cert_expired"),
                Map.entry(Kind.CHAIN_EXPIRED, "mx_cert_expired"),
                Map.entry(Kind.NOT_YET_VALID, "mx_cert_not_yet_valid"),
                Map.entry(Kind.CONSTRAINT, "mx_cert_constraint"),
                Map.entry(Kind.WEAK_BREAKS, "mx_cert_weak"));
        outcomes.forEach((kind, code) -> {
            faults = Map.of(ONE, kind, TWO, kind);
            assertThat(severity(judge(secured(ONE), secured(TWO)), code))
                    .as("%s", kind)
                    .isEqualTo(Severity.BREAKS_MAIL);
        });
    }

    @Test
    void whatMostSendersLetPassIsAWarning() {
        for (Kind kind : List.of(Kind.INCOMPLETE_CHAIN, Kind.WEAK_WARNING)) {
            faults = Map.of(ONE, kind, TWO, kind);
            Judgement judgement = judge(secured(ONE), secured(TWO));

            assertThat(judgement.delivery()).as("%s", kind).hasValue(Delivery.OK);
            assertThat(judgement.findings())
                    .anyMatch(finding ->
                            finding.outcome().code().startsWith("mx_cert_") && finding.severity() == Severity.WARNING);
        }
    }

    @Test
    void everyEndOfAConversationHasItsOutcome() {
        assertBreaks(probe(ONE, Step.EHLO, End.NOT_OFFERED), "mx_starttls_missing");
        assertBreaks(probe(ONE, Step.EHLO, End.REPLY, OptionalInt.of(502)), "mx_starttls_missing");
        assertBreaks(probe(ONE, Step.STARTTLS, End.REPLY, OptionalInt.of(554)), "mx_starttls_missing");
        assertBreaks(probe(ONE, Step.TLS, End.ALERT), "mx_tls_failed");
        assertBreaks(probe(ONE, Step.TLS, End.NOT_TLS), "mx_tls_failed");
        assertBreaks(probe(ONE, Step.TLS, End.OLD_VERSION), "mx_tls_failed");
        assertBreaks(probe(ONE, Step.TLS, End.PROTOCOL_ERROR), "mx_tls_failed");
        assertUnknown(probe(ONE, Step.TLS, End.TIMEOUT), "mx_tls_interrupted");
        assertUnknown(probe(ONE, Step.TLS, End.RESET), "mx_tls_interrupted");
        assertUnknown(probe(ONE, Step.TLS, End.CLOSED), "mx_tls_interrupted");
        assertUnknown(probe(ONE, Step.TCP, End.TIMEOUT), "mx_smtp_timeout");
        assertUnknown(probe(ONE, Step.BANNER, End.TIMEOUT), "mx_smtp_timeout");
        assertUnknown(probe(ONE, Step.TCP, End.REFUSED), "mx_smtp_refused");
        assertUnknown(probe(ONE, Step.TCP, End.UNREACHABLE), "mx_smtp_unreachable");
        assertUnknown(probe(ONE, Step.BANNER, End.CLOSED), "mx_smtp_closed");
        assertUnknown(probe(ONE, Step.BANNER, End.PROTOCOL_ERROR), "mx_smtp_protocol_error");
        assertUnknown(probe(ONE, Step.BANNER, End.REPLY, OptionalInt.of(554)), "mx_smtp_banner_rejected");
        assertUnknown(probe(ONE, Step.BANNER, End.REPLY, OptionalInt.of(421)), "mx_smtp_tempfail");
        assertUnknown(probe(ONE, Step.EHLO, End.REPLY, OptionalInt.of(450)), "mx_smtp_tempfail");
        assertUnknown(probe(ONE, Step.EHLO, End.REPLY, OptionalInt.of(550)), "mx_smtp_ehlo_rejected");
        assertUnknown(probe(ONE, Step.STARTTLS, End.REPLY, OptionalInt.of(454)), "mx_starttls_tempfail");
    }

    private void assertBreaks(MxProbe probe, String code) {
        Judgement judgement = judge(probe, probe(TWO, Step.EHLO, End.NOT_OFFERED));
        assertThat(severity(judgement, code)).isEqualTo(Severity.BREAKS_MAIL);
        assertThat(judgement.delivery()).hasValue(Delivery.WOULD_FAIL);
    }

    private void assertUnknown(MxProbe probe, String code) {
        Judgement judgement = judge(probe, probe(TWO, Step.EHLO, End.NOT_OFFERED));
        assertThat(severity(judgement, code)).isEqualTo(Severity.INDETERMINATE);
        assertThat(judgement.delivery()).hasValue(Delivery.UNKNOWN);
        // It takes its outcome from no domain, and settles nothing where another host is usable.
        assertThat(judgement.primary().code()).isEqualTo("ok");
        Judgement helped = judge(probe, secured(TWO));
        assertThat(severity(helped, code)).isEqualTo(Severity.NOTICE);
        assertThat(helped.delivery()).hasValue(Delivery.OK);
    }

    @Test
    void whatWeDidNotMeasureIsNoFaultOfTheDomain() {
        for (Omission why : List.of(
                Omission.PORT_BLOCKED,
                Omission.PORT_UNPROVEN,
                Omission.DEFERRED,
                Omission.EXCLUDED,
                Omission.NO_VANTAGE,
                Omission.INTERNAL_ERROR)) {
            Judgement judgement = judge(omitted(ONE, why), probe(TWO, Step.EHLO, End.NOT_OFFERED));

            assertThat(judgement.delivery()).as("%s", why).hasValue(Delivery.NOT_MEASURED);
            assertThat(severity(judgement, "mx_not_measured")).isEqualTo(Severity.NOTICE);
            assertThat(severity(judgement, "mx_starttls_missing")).isEqualTo(Severity.WARNING);
        }
    }

    @Test
    void aHostWithoutAddressGetsNoMail() {
        assertThat(judge(omitted(ONE, Omission.NO_ADDRESS), secured(TWO)).delivery())
                .hasValue(Delivery.OK);
        assertThat(judge(omitted(ONE, Omission.NO_ADDRESS), probe(TWO, Step.EHLO, End.NOT_OFFERED))
                        .delivery())
                .hasValue(Delivery.WOULD_FAIL);
        assertThat(judge(omitted(ONE, Omission.LOOKUP_FAILED), probe(TWO, Step.EHLO, End.NOT_OFFERED))
                        .delivery())
                .hasValue(Delivery.UNKNOWN);
    }
}
