package org.stsurvey.scanner.judge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.alert;
import static org.stsurvey.scanner.judge.Observations.complete;
import static org.stsurvey.scanner.judge.Observations.ended;
import static org.stsurvey.scanner.judge.Observations.replied;
import static org.stsurvey.scanner.judge.Observations.reply;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stsurvey.scanner.judge.Circumstances;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.PolicyFetch;

/// How attempts to fetch the policy end, RFC 8461 §3.3.
class FetchRulesTest {

    @ParameterizedTest
    @CsvSource({
        "TCP, REFUSED, tcp_refused",
        "TCP, TIMEOUT, tcp_timeout",
        "TCP, UNREACHABLE, tcp_unreachable",
        "TCP, RESET, tcp_reset",
        "TCP, CLOSED, tcp_reset",
        "TLS, RESET, tls_reset",
        "TLS, CLOSED, tls_closed",
        "TLS, TRUNCATED, tls_closed",
        "TLS, TIMEOUT, tls_timeout",
        "TLS, NOT_TLS, tls_not_tls",
        "TLS, OLD_VERSION, tls_protocol_version",
        "TLS, ALERT, tls_alert_other",
        "TLS, PROTOCOL_ERROR, tls_alert_other",
        "HEADERS, TIMEOUT, http_timeout",
        "HEADERS, CLOSED, http_closed",
        "HEADERS, RESET, http_closed",
        "HEADERS, PROTOCOL_ERROR, http_protocol_error",
        "HEADERS, TOO_LARGE, http_protocol_error",
        "HEADERS, ALERT, tls_alert_other"
    })
    void everyEndBeforeAResponseHasItsOutcome(Stage stage, End end, String code) {
        assertThat(Codes.of(findings(ended(stage, end)))).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "40, tls_handshake_failure",
        "70, tls_protocol_version",
        "80, tls_alert_other",
        "112, tls_unrecognized_name",
        "116, tls_alert_other"
    })
    void alertsAreToldApartByTheirNumber(int number, String code) {
        var findings = findings(alert(number));
        assertThat(Codes.of(findings)).containsExactly(code);
        assertThat(findings.getFirst().detail()).containsEntry("alert", Integer.toString(number));
    }

    @ParameterizedTest
    @EnumSource
    void noCombinationOfStageAndEndIsLeftWithoutAnOutcome(Stage stage) {
        for (var end : End.values()) {
            assertThat(findings(ended(stage, end))).as("%s %s", stage, end).isNotEmpty();
            assertThat(findings(replied(reply(200, Observations.POLICY), end))).isNotEmpty();
            assertThat(findings(replied(reply(404, ""), end)))
                    .anyMatch(f -> f.outcome().code().equals("http_404"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_LARGE, http_body_too_large",
        "TIMEOUT, http_timeout",
        "TRUNCATED, http_truncated",
        "CLOSED, http_truncated",
        "RESET, http_truncated",
        "PROTOCOL_ERROR, http_protocol_error"
    })
    void aBodyThatDidNotComeWholeIsNoPolicy(End end, String code) {
        var remarks = new Remarks();
        var body = rules(remarks, List.of()).attempt(replied(reply(200, "version: STSv1"), end), Observations.HOST);
        assertThat(body).isEmpty();
        assertThat(Codes.of(remarks.findings(Circumstances.NONE, false))).containsExactly(code);
    }

    @Test
    void theStatusCountsWhateverBecameOfTheBody() {
        for (var end : End.values()) {
            assertThat(Codes.of(findings(replied(reply(404, Observations.POLICY), end))))
                    .as(end.name())
                    .containsExactly("http_404");
        }
    }

    @Test
    void aPolicyThatCameWholeLeavesOnlyOks() {
        assertThat(findings(complete(200, Observations.POLICY)))
                .extracting(finding -> finding.outcome().code())
                .containsExactly("tls_ok", "http_ok");
    }

    @ParameterizedTest
    @CsvSource({
        "NAME_MISMATCH, tls_cert_name_mismatch, BREAKS",
        "CN_ONLY, tls_cert_cn_only, BREAKS",
        "SELF_SIGNED, tls_cert_self_signed, BREAKS",
        "UNTRUSTED_ROOT, tls_cert_untrusted_root, BREAKS",
        "UNKNOWN_ISSUER, tls_cert_unknown_issuer, BREAKS",
        "INCOMPLETE_CHAIN, tls_cert_incomplete_chain, BREAKS",
        "EXPIRED, tls_cert_expired, BREAKS",
        "CHAIN_EXPIRED, tls_cert_chain_expired, BREAKS",
        "NOT_YET_VALID, tls_cert_not_yet_valid, BREAKS",
        "CONSTRAINT, tls_cert_constraint, BREAKS",
        "WEAK_BREAKS, tls_cert_weak, BREAKS",
        "WEAK_WARNING, tls_cert_weak, WARNING",
        "WILDCARD, tls_cert_wildcard, NOTICE"
    })
    void everyCertificateFaultHasItsOutcome(Kind kind, String code, Severity severity) {
        var findings = findings(complete(200, Observations.POLICY), new CertificateFault(kind, Map.of("seen", "x")));
        var finding = Codes.finding(findings, code);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.detail()).containsEntry("seen", "x");
        assertThat(findings.stream().anyMatch(f -> f.outcome().code().equals("tls_ok")))
                .isEqualTo(severity != Severity.BREAKS);
    }

    @Test
    void theBodyBehindABadCertificateIsJudgedAllTheSame() {
        var remarks = new Remarks();
        var rules = rules(remarks, List.of(new CertificateFault(Kind.EXPIRED, Map.of())));
        assertThat(rules.attempt(complete(200, "x"), Observations.HOST)).isPresent();
    }

    @Test
    void theLastAttemptDecidesAndAnAddressThatFailedIsNoted() {
        var refused = ended("198.35.26.97", Stage.TCP, End.REFUSED);
        var findings = fetch(refused, complete(200, Observations.POLICY));
        assertThat(Codes.of(findings)).containsExactly("tcp_partial_addresses");
        assertThat(Codes.finding(findings, "tcp_partial_addresses").detail())
                .containsEntry("address", "198.35.26.97")
                .containsEntry("fault", "tcp_refused");
        assertThat(codes(refused, ended(Stage.TCP, End.TIMEOUT))).containsExactly("tcp_timeout");
        assertThat(codes(ended(Stage.TCP, End.TIMEOUT), complete(200, Observations.POLICY)))
                .as("the same address, tried again")
                .isEmpty();
        assertThat(codes()).isEmpty();
    }

    private static Set<String> codes(FetchAttempt... attempts) {
        return Codes.of(fetch(attempts));
    }

    private static List<Finding> fetch(FetchAttempt... attempts) {
        var remarks = new Remarks();
        rules(remarks, List.of()).fetch(new PolicyFetch(List.of(attempts), List.of()), Observations.HOST);
        return remarks.findings(Circumstances.NONE, false);
    }

    private static List<Finding> findings(FetchAttempt attempt, CertificateFault... faults) {
        var remarks = new Remarks();
        rules(remarks, List.of(faults)).attempt(attempt, Observations.HOST);
        return remarks.findings(Circumstances.NONE, false);
    }

    private static FetchRules rules(Remarks remarks, List<CertificateFault> faults) {
        var certificates = Rulebooks.withCertificateFaults(faults).certificates();
        return new FetchRules(remarks, new TlsRules(remarks, certificates, Observations.AT));
    }
}
