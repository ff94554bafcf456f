package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.addresses;
import static org.stsurvey.scanner.judge.Observations.found;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.reply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.certificate.CertificateFault;
import org.stsurvey.scanner.judge.registry.TxtOutcome;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;

/// Single artefacts: what their one outcome is.
class LintTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());

    @Test
    void aFileIsOkWhateverWarningsTheStrictReadingHasNothingAgainst() {
        var policy = ByteString.utf8(Observations.POLICY + "mode: none\r\n");
        assertThat(LINT.policy(policy).outcome().code()).isEqualTo("policy_ok");
        assertThat(LINT.policy(policy, Optional.of("text/html")).outcome().code())
                .isEqualTo("policy_ok");
        assertThat(Codes.of(LINT.policy(policy, Optional.empty()).findings()))
                .containsExactlyInAnyOrder("http_content_type_missing", "policy_duplicate_field");
    }

    @Test
    void whatBreaksComesBeforeWhatIsTolerated() {
        var policy = ByteString.utf8("\r\nversion: STSv1\r\nmx: a.example\r\nmax_age: 604800\r\n");
        assertThat(LINT.policy(policy).outcome().code()).isEqualTo("policy_mode_missing");
    }

    @Test
    void aHostIsOkWithoutFindingsAndElseItsGravestOrFirstOne() {
        assertThat(LINT.host(addresses(found("198.35.26.96"), noData()))
                        .outcome()
                        .code())
                .isEqualTo("ok");
        assertThat(LINT.host(addresses(noData(), found("2620:0:863:ed1a::1")))
                        .outcome()
                        .code())
                .isEqualTo("host_ipv6_only");
        assertThat(LINT.host(addresses(found("10.0.0.1", "198.35.26.96"), noData()))
                        .outcome()
                        .code())
                .isEqualTo("host_some_non_public");
    }

    @Test
    void aResponseIsOkOrItsWarningIsTheOutcome() {
        assertThat(LINT.http(reply(200, "x"), End.COMPLETE, Observations.HOST)
                        .outcome()
                        .code())
                .isEqualTo("http_ok");
        var html = reply(200, "x", "content-type", "text/html");
        assertThat(LINT.http(html, End.COMPLETE, Observations.HOST).outcome().code())
                .isEqualTo("http_content_type_wrong");
    }

    @Test
    void aFetchIsOkOrItsFault() {
        var complete = Observations.complete(200, Observations.POLICY);
        assertThat(LINT.fetch(complete, Observations.HOST, Observations.AT)
                        .outcome()
                        .code())
                .isEqualTo("tls_ok");
        var refused = Observations.ended(Stage.TCP, End.REFUSED);
        assertThat(LINT.fetch(refused, Observations.HOST, Observations.AT)
                        .outcome()
                        .code())
                .isEqualTo("tcp_refused");
        var weak = new CertificateFault(CertificateFault.Kind.WEAK_WARNING, Map.of());
        var lint = new Lint(Rulebooks.withCertificateFaults(List.of(weak)));
        assertThat(lint.fetch(complete, Observations.HOST, Observations.AT)
                        .outcome()
                        .code())
                .isEqualTo("tls_cert_weak");
    }

    @Test
    void detailsAreCutAtTwoHundredCharacters() {
        var exact = new Finding(TxtOutcome.TXT_OK, Severity.NOTICE, false, Map.of("seen", "a".repeat(200)));
        assertThat(exact.detail()).containsEntry("seen", "a".repeat(200));
        var longer = new Finding(TxtOutcome.TXT_OK, Severity.NOTICE, false, Map.of("seen", "a".repeat(201)));
        assertThat(longer.detail()).containsEntry("seen", "a".repeat(200) + "…");
    }
}
