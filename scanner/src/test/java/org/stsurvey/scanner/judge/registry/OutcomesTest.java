package org.stsurvey.scanner.judge.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;

/// The registry of outcomes.
class OutcomesTest {

    @Test
    void everyCodeIsThereOnceAndFoundByItsCode() {
        var codes = Outcomes.all().stream().map(Outcome::code).toList();
        assertThat(new HashSet<>(codes)).hasSameSizeAs(codes);
        for (var outcome : Outcomes.all()) {
            assertThat(Outcomes.byCode(outcome.code())).hasValue(outcome);
            assertThat(outcome.code()).matches("[a-z0-9]+(_[a-z0-9]+)*");
        }
        assertThat(Outcomes.byCode("no_such_code")).isEmpty();
    }

    @Test
    void theTextsAreCompleteSentencesThatFitALine() {
        for (var outcome : Outcomes.all()) {
            assertThat(outcome.explanation())
                    .as(outcome.code())
                    .matches("([\"A-Z_]|mta-sts |max_age ).*\\.")
                    .hasSizeLessThan(130);
            assertThat(outcome.section()).as(outcome.code()).matches("RFC \\d{4}( §\\d+(\\.\\d+)*)?|own fault");
            if (!outcome.remedy().isEmpty()) {
                assertThat(outcome.remedy())
                        .as(outcome.code())
                        .matches("[A-Z].*\\.|.*text/plain")
                        .hasSizeLessThan(130);
            }
        }
    }

    @Test
    void whateverBreaksHasARemedy() {
        for (var outcome : Outcomes.all()) {
            if (outcome.strictInvalid()) {
                assertThat(outcome.remedy()).as(outcome.code()).isNotEmpty();
            }
        }
    }

    @Test
    void thereIsOneOrderForFindingsAndItIsThatOfTheStages() {
        var shuffled = List.<Outcome>of(
                TlsRptOutcome.TLSRPT_OK,
                MxOutcome.MX_ALL_COVERED,
                PolicyOutcome.POLICY_BOM,
                PolicyOutcome.POLICY_EMPTY,
                HttpOutcome.HTTP_404,
                TlsOutcome.TLS_CERT_EXPIRED,
                TlsOutcome.TLS_CERT_NAME_MISMATCH,
                TcpOutcome.TCP_REFUSED,
                HostOutcome.HOST_NODATA,
                TxtOutcome.TXT_ID_EMPTY,
                ScanOutcome.SCAN_DEFERRED);
        assertThat(shuffled.stream().sorted(Outcomes.order()))
                .isEqualTo(shuffled.reversed().stream().sorted(Outcomes.order()).toList());
        assertThat(shuffled.stream().sorted(Outcomes.order()).map(Outcome::code))
                .containsExactly(
                        "scan_deferred",
                        "txt_id_empty",
                        "host_nodata",
                        "tcp_refused",
                        "tls_cert_name_mismatch",
                        "tls_cert_expired",
                        "http_404",
                        "policy_empty",
                        "policy_bom",
                        "mx_all_covered",
                        "tlsrpt_ok");
    }

    @ParameterizedTest
    @CsvSource({
        "txt_id_empty, ",
        "txt_servfail, ",
        "host_nxdomain, sts-policy-fetch-error",
        "host_servfail, ",
        "tcp_timeout, sts-policy-fetch-error",
        "tls_handshake_failure, sts-policy-fetch-error",
        "tls_cert_expired, sts-webpki-invalid",
        "tls_cert_incomplete_chain, sts-webpki-invalid",
        "tls_cert_wildcard, ",
        "tls_ok, ",
        "http_404, sts-policy-fetch-error",
        "http_5xx, sts-policy-fetch-error",
        "http_429, ",
        "http_content_type_wrong, ",
        "policy_mode_missing, sts-policy-invalid",
        "policy_blank_line, sts-policy-invalid",
        "policy_duplicate_field, ",
        "mx_none_covered, validation-failure",
        "mx_some_uncovered, validation-failure",
        "mx_starttls_missing, starttls-not-supported",
        "mx_cert_expired, certificate-expired",
        "mx_cert_name_mismatch, certificate-host-mismatch",
        "mx_cert_untrusted, certificate-not-trusted",
        "dane_bogus, dnssec-invalid",
        "dane_none, ",
        "mode_none, "
    })
    void sendersReportUnderTheResultTypesOfRfc8460(String code, String type) {
        var outcome = Outcomes.byCode(code).orElseThrow();
        assertThat(outcome.tlsRptResultType()).isEqualTo(Optional.ofNullable(type));
    }

    @Test
    void whatIsToleratedIsStrictlyInvalid() {
        assertThat(Outcomes.all().stream().filter(Outcome::toleratedInLenient).map(Outcome::code))
                .containsExactly(
                        "txt_trailing_whitespace",
                        "tls_cert_incomplete_chain",
                        "policy_control_char",
                        "policy_line_syntax",
                        "policy_blank_line",
                        "policy_max_age_out_of_range");
        assertThat(Outcomes.all().stream().filter(Outcome::toleratedInLenient)).allMatch(Outcome::strictInvalid);
        assertThat(Outcomes.all().stream().filter(o -> o.severity() == SeverityRule.BREAKS))
                .allMatch(Outcome::strictInvalid);
    }
}
