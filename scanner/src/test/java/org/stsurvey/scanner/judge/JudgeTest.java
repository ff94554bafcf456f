package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.POLICY;
import static org.stsurvey.scanner.judge.Observations.complete;
import static org.stsurvey.scanner.judge.Observations.ended;
import static org.stsurvey.scanner.judge.Observations.failed;
import static org.stsurvey.scanner.judge.Observations.found;
import static org.stsurvey.scanner.judge.Observations.mx;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.noSuchName;
import static org.stsurvey.scanner.judge.Observations.rcode;
import static org.stsurvey.scanner.judge.Observations.txt;
import static org.stsurvey.scanner.judge.Observations.working;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;

/// One observation to one judgement: the model of primary outcome, statuses and marks.
class JudgeTest {

    private static final String STRICTLY_INVALID = POLICY + "\r\n";

    @Test
    void aWorkingDeploymentIsOk() {
        var judgement = judge(working());
        assertThat(judgement.primary().code()).isEqualTo("ok");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
        assertThat(judgement.published()).isTrue();
        assertThat(judgement.reception()).isEqualTo(MailReception.MX);
        assertThat(judgement.findings())
                .extracting(finding -> finding.outcome().code())
                .containsExactly(
                        "txt_ok", "tls_ok", "http_ok", "policy_ok", "mx_all_covered", "quirk_id_style", "tlsrpt_ok");
        assertThat(judgement.tlsRpt().rua()).containsExactly("mailto:tls@example.com");
        assertThat(judgement.alignment().orElseThrow().outcome().code()).isEqualTo("mx_all_covered");
        assertThat(judgement.record().orElseThrow().idStyle()).hasValue("timestamp");
    }

    @ParameterizedTest
    @CsvSource({"testing, VALID_TESTING", "none, VALID_NONE", "enforce, VALID_ENFORCE"})
    void theModeIsTheStatus(String mode, DeploymentStatus status) {
        var judgement = judge(working().policy(POLICY.replace("enforce", mode)));
        assertThat(judgement.status()).isEqualTo(status);
        assertThat(judgement.primary().code()).isEqualTo("ok");
    }

    @Test
    void aDomainWithoutARecordIsAbsentAndNothingElseIsSaidOfIt() {
        var judgement = judge(working().txt(noSuchName()).withoutFetch().mx(failed(Failure.TIMEOUT)));
        assertThat(judgement.primary().code()).isEqualTo("txt_nxdomain");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.ABSENT);
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.ABSENT);
        assertThat(judgement.published()).isFalse();
        assertThat(judgement.reception()).isEqualTo(MailReception.UNKNOWN);
        assertThat(judgement.policy()).isEmpty();
        assertThat(judgement.alignment()).isEmpty();
        assertThat(Codes.of(judgement.findings())).containsExactly("txt_nxdomain");
    }

    @Test
    void aNameTooLongToAskIsAbsent() {
        assertThat(judge(working().withoutTxtQuestion().withoutFetch())
                        .primary()
                        .code())
                .isEqualTo("txt_name_too_long");
    }

    @Test
    void anUnknownRecordIsIndeterminateAndNeitherAbsentNorBroken() {
        var judgement = judge(working().txt(rcode(2)).withoutFetch());
        assertThat(judgement.primary().code()).isEqualTo("txt_servfail");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @ParameterizedTest
    @CsvSource({
        "DEFERRED, scan_deferred",
        "INTERNAL_ERROR, scan_internal_error",
        "NO_VANTAGE, scan_no_vantage",
        "RESOLVER_DOUBTED, scan_resolver_doubted",
        "EXCLUDED, scan_no_vantage"
    })
    void aFaultOfOurOwnComesBeforeEverything(ScanFault.Kind kind, String code) {
        var judgement = judge(working().txt(noSuchName()).withoutFetch().fault(kind));
        assertThat(judgement.primary().code()).isEqualTo(code);
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void aDomainThatWasNotAskedAtAllHasNoFindingsButThat() {
        var observation = Observation.notAsked(
                working().build().target(),
                working().build().observedAt(),
                ScanFault.excluded("suffix example.com 2026-10-02", "excluded since the list was prepared"));
        var judgement = new Judge(Rulebooks.plain()).judge(observation);
        assertThat(judgement.findings().stream().map(Finding::outcome).map(Outcome::code))
                .containsExactly("scan_no_vantage", "tlsrpt_dns_indeterminate");
        assertThat(judgement.findings().getFirst().detail())
                .containsEntry("exclusion", "suffix example.com 2026-10-02");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
        assertThat(judgement.published()).isFalse();
    }

    @Test
    void aPublisherWhoseFetchWasNotRecordedIsNeverTakenForASoundOne() {
        var judgement = judge(working().withoutFetch());
        assertThat(judgement.primary().code()).isEqualTo("scan_internal_error");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void theFirstStageWithAFaultIsThePrimaryOne() {
        var everything = working()
                .txt(txt("v=STSv1; id=a-b"))
                .attempts(complete(200, "junk"))
                .mx(mx("10 elsewhere.test"));
        assertThat(judge(everything).primary().code()).isEqualTo("txt_id_invalid_chars");
        assertThat(judge(working().policy("junk")).primary().code()).isEqualTo("policy_line_syntax");
        assertThat(judge(working().attempts(complete(404, ""))).primary().code())
                .isEqualTo("http_404");
        assertThat(judge(working().attempts(ended(Stage.TLS, End.NOT_TLS)))
                        .primary()
                        .code())
                .isEqualTo("tls_not_tls");
        assertThat(judge(working().attempts(ended(Stage.TCP, End.REFUSED)))
                        .primary()
                        .code())
                .isEqualTo("tcp_refused");
        assertThat(judge(working().policyHost(noSuchName(), noSuchName()).withoutFetch())
                        .primary()
                        .code())
                .isEqualTo("host_nxdomain");
        assertThat(judge(working().mx(mx("10 elsewhere.test"))).primary().code())
                .isEqualTo("mx_none_covered");
    }

    @Test
    void aCertificateFaultComesBeforeWhatIsWrongBehindIt() {
        var faults = List.of(
                new CertificateFault(Kind.EXPIRED, Map.of()), new CertificateFault(Kind.NAME_MISMATCH, Map.of()));
        var judgement = new Judge(Rulebooks.withCertificateFaults(faults))
                .judge(working().policy("").build());
        assertThat(judgement.primary().code()).isEqualTo("tls_cert_name_mismatch");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
        assertThat(Codes.of(judgement.findings())).contains("tls_cert_expired", "policy_empty");
    }

    @Test
    void stagesBehindABrokenRecordAreJudgedAndMarked() {
        var judgement = judge(working().txt(txt("v=STSv1; id=a-b")).attempts(complete(404, "")));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.RECORD_INVALID);
        assertThat(Codes.finding(judgement.findings(), "http_404").afterTxtFailure())
                .isTrue();
        assertThat(Codes.finding(judgement.findings(), "txt_id_invalid_chars").afterTxtFailure())
                .isFalse();
        assertThat(Codes.finding(judge(working().attempts(complete(404, ""))).findings(), "http_404")
                        .afterTxtFailure())
                .isFalse();
    }

    @Test
    void aBrokenRecordNeedsNoFetchToBeBroken() {
        var judgement = judge(working().txt(txt("v=STSv1; id=a-b")).withoutFetch());
        assertThat(judgement.primary().code()).isEqualTo("txt_id_invalid_chars");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.RECORD_INVALID);
    }

    @Test
    void aRecordWithoutVersionIsBrokenYetNotPublished() {
        var judgement = judge(working().txt(txt("id=20260101")).withoutFetch());
        assertThat(judgement.primary().code()).isEqualTo("txt_version_missing");
        assertThat(judgement.published()).isFalse();
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.RECORD_INVALID);
    }

    @Test
    void theTwoReadingsPartAtToleratedDeviations() {
        var judgement = judge(working().policy(STRICTLY_INVALID));
        assertThat(judgement.primary().code()).isEqualTo("ok");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.POLICY_INVALID);
        assertThat(Codes.finding(judgement.findings(), "policy_blank_line").severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void anIncompleteChainIsToleratedForAUsablePolicyOnly() {
        var incomplete = new Judge(
                Rulebooks.withCertificateFaults(List.of(new CertificateFault(Kind.INCOMPLETE_CHAIN, Map.of()))));
        var usable = incomplete.judge(working().build());
        assertThat(usable.primary().code()).isEqualTo("ok");
        assertThat(usable.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
        assertThat(usable.statusStrict()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
        var unusable = incomplete.judge(working().policy("").build());
        assertThat(unusable.primary().code()).isEqualTo("tls_cert_incomplete_chain");
        assertThat(unusable.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
    }

    @Test
    void aWeakButAcceptedKeyIsAWarningUnderBothReadings() {
        var weak =
                new Judge(Rulebooks.withCertificateFaults(List.of(new CertificateFault(Kind.WEAK_WARNING, Map.of()))));
        var judgement = weak.judge(working().build());
        assertThat(judgement.primary().code()).isEqualTo("ok");
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
    }

    @Test
    void anEnforcedPolicyThatCoversNoMxIsAConflict() {
        var judgement = judge(working().mx(mx("10 elsewhere.test")));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.ENFORCE_CONFLICT);
        assertThat(judgement.statusStrict()).isEqualTo(DeploymentStatus.ENFORCE_CONFLICT);
        assertThat(Codes.finding(judgement.findings(), "mx_none_covered").severity())
                .isEqualTo(Severity.BREAKS_MAIL);
    }

    @Test
    void aPolicyThatNoSenderSeesBreaksNoMail() {
        var judgement = judge(working().txt(txt("v=STSv1; id=a-b")).mx(mx("10 elsewhere.test")));
        assertThat(Codes.finding(judgement.findings(), "mx_none_covered").severity())
                .isEqualTo(Severity.WARNING);
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.RECORD_INVALID);
    }

    @Test
    void anInvalidPolicyIsNotCompared() {
        var judgement = judge(working().policy("version: STSv1\r\n"));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_INVALID);
        assertThat(judgement.alignment().orElseThrow().outcome().code()).isEqualTo("mx_not_applicable");
    }

    @Test
    void aFailedMxLookupLeavesTheDeploymentValidAndTheOutcomeOpen() {
        var judgement = judge(working().mx(failed(Failure.TIMEOUT)));
        assertThat(judgement.primary().code()).isEqualTo("mx_lookup_indeterminate");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, TIMEOUT, tcp_timeout",
        "TCP, UNREACHABLE, tcp_unreachable",
        "TCP, RESET, tcp_reset",
        "TLS, CLOSED, tls_closed",
        "TLS, RESET, tls_reset",
        "TLS, TIMEOUT, tls_timeout",
        "HEADERS, TIMEOUT, http_timeout"
    })
    void whatMayHavePassedByTheSecondTimeIsIndeterminateAtTheFirst(Stage stage, End end, String code) {
        var judgement = judge(working().attempts(ended(stage, end)));
        assertThat(judgement.primary().code()).isEqualTo(code);
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void aHostWithOnlyNonPublicAddressesWasNeverDialled() {
        var judgement = judge(working().policyHost(found("10.0.0.1"), noData()).refused("10.0.0.1"));
        assertThat(judgement.primary().code()).isEqualTo("host_non_public_address");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
    }

    @Test
    void aNameThatNoCertificateCanBeForNeedsNoFetch() {
        var judgement = judge(working().domain("foo_bar.example").withoutFetch());
        assertThat(judgement.primary().code()).isEqualTo("host_name_not_ldh");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
    }

    @Test
    void aNameThatIsNotDialledForItsFormLackedNoVantage() {
        var judgement = judge(working()
                .domain("foo_bar.example")
                .policyHost(noData(), found("2620:0:863:ed1a::1"))
                .attempts());
        assertThat(Codes.of(judgement.findings()))
                .contains("host_name_not_ldh", "host_ipv6_only")
                .doesNotContain("tcp_no_ipv6_vantage");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
    }

    @Test
    void mxHostsWithoutAPublicAddressAreReported() {
        var judgement = judge(working()
                .mxHost("gone.example.com", noSuchName(), noSuchName())
                .mxHost("unknown.example.com", failed(Failure.TIMEOUT), noData())
                .mxHost("private.example.com", found("10.0.0.1"), noData())
                .mxHost("mail.example.com", found("198.35.26.96"), noData()));
        assertThat(Codes.finding(judgement.findings(), "mx_host_unresolvable").detail())
                .isEqualTo(Map.of("host", "gone.example.com"));
        assertThat(Codes.finding(judgement.findings(), "mx_host_non_public").detail())
                .containsEntry("host", "private.example.com");
        assertThat(judgement.primary().code()).isEqualTo("ok");
    }

    @Test
    void inALabLoopbackMxHostsAreFine() {
        var judgement = judge(working()
                .policyHost(found("127.0.0.1"), noData())
                .attempts(ended("127.0.0.1", Stage.TCP, End.REFUSED))
                .mxHost("mail.example.com", found("127.0.0.2"), noData()));
        assertThat(Codes.of(judgement.findings())).containsExactly("quirk_id_style", "tcp_refused");
    }

    @Test
    void anEnforcedPolicyOfLessThanTwoWeeksIsNoted() {
        assertThat(codes(POLICY.replace("1209600", "1209599"))).contains("quirk_max_age_below_2w_enforce");
        assertThat(codes(POLICY)).doesNotContain("quirk_max_age_below_2w_enforce");
        assertThat(codes(POLICY.replace("1209600", "60").replace("enforce", "testing")))
                .doesNotContain("quirk_max_age_below_2w_enforce")
                .contains("quirk_max_age_below_day");
    }

    @Test
    void testingWithoutReportingIsBlind() {
        var testing = POLICY.replace("enforce", "testing");
        assertThat(codes(working().policy(testing).tlsRpt(noSuchName())))
                .contains("testing_without_tlsrpt", "tlsrpt_none");
        assertThat(codes(working().policy(testing).tlsRpt(txt("v=TLSRPTv1;"))))
                .contains("testing_without_tlsrpt", "tlsrpt_rua_missing");
        assertThat(codes(working().policy(testing))).doesNotContain("testing_without_tlsrpt");
        assertThat(codes(working().policy(testing).tlsRpt(failed(Failure.TIMEOUT))))
                .doesNotContain("testing_without_tlsrpt")
                .contains("tlsrpt_dns_indeterminate");
        assertThat(codes(working().tlsRpt(noSuchName()))).doesNotContain("testing_without_tlsrpt");
    }

    @Test
    void providersAreNamedFromTheChainAndTheBestMx() {
        var judgement = judge(working()
                .policyHost(
                        Observations.foundBehind(List.of("x.github.io", "y.cloudfront.net"), "198.35.26.96"), noData())
                .mx(mx("20 mx.zoho.com", "10 aspmx.l.google.com")));
        assertThat(judgement.policyHostProvider()).hasValue("GitHub Pages");
        assertThat(judgement.mxProvider()).hasValue("Google Workspace");
        assertThat(judge(working()).policyHostProvider()).isEmpty();
        assertThat(judge(working()).mxProvider()).isEmpty();
    }

    @Test
    void theRecordsChainNamesTheProviderWhereTheHostsDoesNot() {
        var delegated = new DnsAnswer.Found(
                List.of(Observations.record("v=STSv1; id=a")), List.of("example-com._mta-sts.uriports.com"), 300, true);
        assertThat(judge(working().txt(delegated)).policyHostProvider()).hasValue("URIports");
    }

    @Test
    void findingsComeInTheOrderOfTheRegistry() {
        var judgement = judge(working()
                .txt(txt("v=STSv1; id=a; x=1"))
                .policy(POLICY.replace("\r", "") + "junk\n\n")
                .tlsRpt(noSuchName()));
        assertThat(judgement.findings())
                .extracting(finding -> finding.outcome().code())
                .containsExactly(
                        "txt_ok",
                        "txt_unknown_field",
                        "tls_ok",
                        "http_ok",
                        "policy_line_syntax",
                        "policy_blank_line",
                        "policy_eol_lf",
                        "mx_all_covered",
                        "quirk_id_style",
                        "tlsrpt_none");
    }

    private static Set<String> codes(String policy) {
        return codes(working().policy(policy));
    }

    private static Set<String> codes(Observations observations) {
        return Codes.of(judge(observations).findings());
    }

    private static Judgement judge(Observations observations) {
        return new Judge(Rulebooks.plain()).judge(observations.build());
    }
}
