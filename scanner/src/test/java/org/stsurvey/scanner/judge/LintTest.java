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
import org.stsurvey.scanner.judge.mx.MailRoute;
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

    private static Lint.Result<Lint.Deployment> deployment(String record, String policy, String... mx) {
        return LINT.deployment(new Lint.Artefacts(
                record.isEmpty() ? Optional.empty() : Optional.of(List.of(Observations.record(record))),
                policy.isEmpty() ? Optional.empty() : Optional.of(ByteString.utf8(policy)),
                mx.length == 0 ? Optional.empty() : Optional.of(route(mx))));
    }

    private static MailRoute route(String... mx) {
        return MailRoute.of("", Optional.of(Observations.lookup(Observations.mx(mx))), Optional.empty());
    }

    @Test
    void aRecordAloneDoesNotTellWhatADeploymentComesToUnlessItIsInvalid() {
        var sound = deployment("v=STSv1; id=a", "");
        assertThat(sound.outcome().code()).isEqualTo("txt_ok");
        assertThat(sound.facts().record().orElseThrow().valid()).isTrue();
        assertThat(sound.facts().status()).isEmpty();
        assertThat(sound.facts().statusStrict()).isEmpty();
        var faulty = deployment("v=STSv1", "");
        assertThat(faulty.outcome().code()).isEqualTo("txt_id_missing");
        assertThat(faulty.facts().status()).hasValue(DeploymentStatus.RECORD_INVALID);
        assertThat(faulty.facts().statusStrict()).hasValue(DeploymentStatus.RECORD_INVALID);
        assertThat(faulty.facts().policy()).isEmpty();
        assertThat(faulty.facts().alignment()).isEmpty();
    }

    @Test
    void aPolicyTellsWhatADeploymentComesTo() {
        var sound = deployment("", Observations.POLICY);
        assertThat(sound.outcome().code()).isEqualTo("policy_ok");
        assertThat(sound.facts().status()).hasValue(DeploymentStatus.VALID_ENFORCE);
        assertThat(sound.facts().record()).isEmpty();
        assertThat(sound.facts().alignment()).isEmpty();
        var tolerated = deployment("", Observations.POLICY + "\r\n");
        assertThat(tolerated.outcome().code()).isEqualTo("policy_blank_line");
        assertThat(tolerated.facts().status()).hasValue(DeploymentStatus.VALID_ENFORCE);
        assertThat(tolerated.facts().statusStrict()).hasValue(DeploymentStatus.POLICY_INVALID);
    }

    @Test
    void aPolicyIsHeldAgainstTheMxHostsOnlyIfItIsUsable() {
        var covered = deployment("", Observations.POLICY, "10 mail.example.com");
        assertThat(covered.facts().alignment().orElseThrow().outcome().code()).isEqualTo("mx_all_covered");
        var conflict = deployment("v=STSv1; id=a", Observations.POLICY, "10 mail.example.org");
        assertThat(conflict.outcome().code()).isEqualTo("mx_none_covered");
        assertThat(conflict.facts().status()).hasValue(DeploymentStatus.ENFORCE_CONFLICT);
        var unusable = deployment("", Observations.POLICY.replace("STSv1", "STSv2"), "10 mail.example.org");
        assertThat(unusable.facts().alignment().orElseThrow().outcome().code()).isEqualTo("mx_not_applicable");
        // A policy that nobody fetches, as its record is invalid, breaks no mail.
        var unfetched = deployment("v=STSv1", Observations.POLICY, "10 mail.example.org");
        assertThat(unfetched.outcome().code()).isEqualTo("txt_id_missing");
        assertThat(Codes.finding(unfetched.findings(), "mx_none_covered").severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void patternsHostNamesAndCertificatesAreJudgedAlone() {
        assertThat(LINT.matches("*.example.com", "a.example.com")).isTrue();
        assertThat(LINT.matches("*.example.com", "example.com")).isFalse();
        assertThat(LINT.hostName("mta-sts.example.com").outcome().code()).isEqualTo("ok");
        assertThat(LINT.hostName("mta-sts.a_b.example").outcome().code()).isEqualTo("host_name_not_ldh");
        var chain = List.of(ByteString.utf8("leaf"));
        var sound = LINT.certificates(chain, Observations.HOST, Observations.AT);
        assertThat(sound.outcome().code()).isEqualTo("tls_ok");
        assertThat(sound.facts()).isEqualTo(chain);
        var expired = new CertificateFault(CertificateFault.Kind.EXPIRED, Map.of());
        var lint = new Lint(Rulebooks.withCertificateFaults(List.of(expired)));
        var faulty = lint.certificates(chain, Observations.HOST, Observations.AT);
        assertThat(faulty.outcome().code()).isEqualTo("tls_cert_expired");
        assertThat(Codes.of(faulty.findings())).containsExactly("tls_cert_expired");
    }

    @Test
    void anAlignmentsGravestFindingIsItsOutcome() {
        var some = LINT.align("enforce", List.of("a.example"), route("10 a.example", "20 b.example"));
        assertThat(some.outcome().code()).isEqualTo("mx_some_uncovered");
        assertThat(LINT.align("enforce", List.of("a.example"), route("0 ."))
                        .outcome()
                        .code())
                .isEqualTo("mx_null");
    }

    @Test
    void namesInPublishedDataAreLowerCase() {
        assertThat(DeploymentStatus.ENFORCE_CONFLICT.code()).isEqualTo("enforce_conflict");
        assertThat(MailReception.NO_SUCH_DOMAIN.code()).isEqualTo("no_such_domain");
        assertThat(Severity.BREAKS_MAIL.code()).isEqualTo("breaks_mail");
    }

    @Test
    void detailsAreCutAtTwoHundredCharacters() {
        var exact = new Finding(TxtOutcome.TXT_OK, Severity.NOTICE, false, Map.of("seen", "a".repeat(200)));
        assertThat(exact.detail()).containsEntry("seen", "a".repeat(200));
        var longer = new Finding(TxtOutcome.TXT_OK, Severity.NOTICE, false, Map.of("seen", "a".repeat(201)));
        assertThat(longer.detail()).containsEntry("seen", "a".repeat(200) + "…");
    }
}
