package org.stsurvey.scanner.judge.mx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.Observations.addresses;
import static org.stsurvey.scanner.judge.Observations.failed;
import static org.stsurvey.scanner.judge.Observations.found;
import static org.stsurvey.scanner.judge.Observations.lookup;
import static org.stsurvey.scanner.judge.Observations.mx;
import static org.stsurvey.scanner.judge.Observations.noData;
import static org.stsurvey.scanner.judge.Observations.noSuchName;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Codes;
import org.stsurvey.scanner.judge.Judgement.Alignment;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.Rulebooks;
import org.stsurvey.scanner.judge.Severity;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failure;

/// A policy against the MX hosts, RFC 8461 §4.1, §5 and §8.4.
class CoverageTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());

    @Test
    void everyHostCovered() {
        var result = align("enforce", List.of("*.example.net"), mx("10 a.example.net", "20 b.example.net"));
        assertThat(result.outcome().code()).isEqualTo("mx_all_covered");
        assertThat(Codes.of(result.findings())).isEmpty();
        assertThat(result.facts().hosts()).hasValue(2);
    }

    @Test
    void someHostsUncoveredSaysWhetherTheBestIsAmongThem() {
        var best = align("enforce", List.of("b.example.net"), mx("20 b.example.net", "10 a.example.net"));
        assertThat(best.outcome().code()).isEqualTo("mx_some_uncovered");
        assertThat(best.facts().uncovered()).containsExactly("a.example.net");
        assertThat(Codes.finding(best.findings(), "mx_some_uncovered").detail())
                .containsEntry("which", "best_preference_uncovered")
                .containsEntry("mx_mismatch_class", "3ld_plus");
        var backup = align("enforce", List.of("a.example.net"), mx("20 b.example.net", "10 a.example.net"));
        assertThat(Codes.finding(backup.findings(), "mx_some_uncovered").detail())
                .containsEntry("which", "backup_only");
    }

    @Test
    void noHostCoveredBreaksMailOnlyInEnforce() {
        assertThat(severityOfNoneCovered("enforce")).isEqualTo(Severity.BREAKS_MAIL);
        assertThat(severityOfNoneCovered("testing")).isEqualTo(Severity.WARNING);
        assertThat(severityOfNoneCovered("none")).isEqualTo(Severity.NOTICE);
    }

    private static Severity severityOfNoneCovered(String mode) {
        var result = align(mode, List.of("a.example.net"), mx("10 mail.example.com"));
        assertThat(result.outcome().code()).isEqualTo("mx_none_covered");
        return Codes.finding(result.findings(), "mx_none_covered").severity();
    }

    @Test
    void aPatternThatMatchesNothingIsNotedBesideOnesThatDo() {
        var result = align("enforce", List.of("mail.example.com", "old.example.com"), mx("10 mail.example.com"));
        assertThat(result.outcome().code()).isEqualTo("mx_all_covered");
        assertThat(Codes.of(result.findings())).containsExactly("mx_pattern_unused");
    }

    @Test
    void inModeNoneCoverageDoesNotMatter() {
        assertThat(align("none", List.of(), mx("10 mail.example.com")).outcome().code())
                .isEqualTo("mx_not_applicable");
        assertThat(align("none", List.of("mail.example.com"), mx("10 mail.example.com"))
                        .outcome()
                        .code())
                .isEqualTo("mx_not_applicable");
        assertThat(align("none", List.of("a.test"), failed(Failure.TIMEOUT))
                        .outcome()
                        .code())
                .isEqualTo("mx_not_applicable");
    }

    @Test
    void aDomainThatReceivesNoMailHasNothingToCover() {
        assertThat(align("enforce", List.of("a.test"), mx("0 .")).outcome().code())
                .isEqualTo("mx_null");
        assertThat(align("enforce", List.of("a.test"), noSuchName()).outcome().code())
                .isEqualTo("mx_absent");
        assertThat(alignApex(List.of("a.test"), noData(), noData()).outcome().code())
                .isEqualTo("mx_absent");
    }

    @Test
    void withoutMxTheDomainItselfIsTheHost() {
        var covered = alignApex(List.of("example.com"), found("198.35.26.96"), noData());
        assertThat(covered.outcome().code()).isEqualTo("mx_implicit");
        assertThat(Codes.of(covered.findings())).containsExactly("mx_implicit");
        var uncovered = alignApex(List.of("mail.example.com"), found("198.35.26.96"), noData());
        assertThat(uncovered.outcome().code()).isEqualTo("mx_none_covered");
        assertThat(Codes.of(uncovered.findings())).containsExactly("mx_implicit", "mx_none_covered");
    }

    @Test
    void aFailedLookupIsIndeterminate() {
        var patterns = List.of("a.test");
        assertThat(align("enforce", patterns, failed(Failure.TIMEOUT)).outcome().code())
                .isEqualTo("mx_lookup_indeterminate");
        assertThat(alignApex(patterns, failed(Failure.TIMEOUT), noData())
                        .outcome()
                        .code())
                .isEqualTo("mx_lookup_indeterminate");
    }

    @ParameterizedTest
    @CsvSource({
        "mx.oldhost.example, mail.newhost.example, domain",
        "*.in.example.net, mail.example.net, 3ld_plus",
        "mail.example.net, mail.example.com, tld",
        "mail.exmaple.com, mail.example.com, typo",
        "*.exampel.com, mail.example.com, typo",
        "mail.exampleabcd.com, mail.example.com, domain",
        "mail.exampleabc.com, mail.example.com, typo",
        "mta-sts.example.com, mail.example.com, policy_host",
        "localhost, mail.example.com, domain"
    })
    void aMismatchHasAClass(String pattern, String host, String kind) {
        var result = align("enforce", List.of(pattern), mx("10 " + host));
        assertThat(Codes.finding(result.findings(), "mx_none_covered").detail())
                .containsEntry("mx_mismatch_class", kind);
    }

    @Test
    void receptionIsToldApart() {
        assertThat(route(mx("0 ."))).isEqualTo(new MailRoute(MailReception.NULL_MX, List.of()));
        assertThat(route(mx("0 .", "10 a.test")).best()).containsExactly("a.test");
        assertThat(route(mx("10 b.test", "10 a.test", "20 c.test", "30 a.test")))
                .isEqualTo(new MailRoute(
                        MailReception.MX,
                        List.of(
                                new MailRoute.Host(10, "a.test"),
                                new MailRoute.Host(10, "b.test"),
                                new MailRoute.Host(20, "c.test"))));
        assertThat(route(mx("10 b.test", "10 a.test", "20 c.test")).best()).containsExactly("a.test", "b.test");
        assertThat(route(noSuchName()).reception()).isEqualTo(MailReception.NO_SUCH_DOMAIN);
        assertThat(route(noData()).reception()).isEqualTo(MailReception.UNKNOWN);
        assertThat(MailRoute.of("example.com", Optional.empty(), Optional.empty())
                        .reception())
                .isEqualTo(MailReception.UNKNOWN);
        assertThat(MailRoute.of("example.com", Optional.empty(), Optional.empty())
                        .best())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.co.uk, 192.0.2.1, domain",
        "192.0.2.1, mail.example.co.uk, domain",
        "a.example.co.uk, we\\032ird.example.co.uk, 3ld_plus",
        "a.example.co.uk, a..example.co.uk, 3ld_plus",
        "a.example.co.uk, _x.example.co.uk, 3ld_plus",
        "a.example.co.uk, localhost, domain",
        "a.example.co.uk, a.1c, domain",
        "a.example.co.uk., a.example.co.uk, typo",
        "a.example.co.uk, a.example.com, tld"
    })
    void namesThatNoHostHasAreClassedByTheRealSuffixListToo(String pattern, String host, String kind) {
        var lint = new Lint(Rulebook.of(
                new ChainRules(TrustAnchors.of(List.of()), Intermediates.none()),
                PublicSuffixes.bundled()::registrableDomain));
        var findings =
                lint.align("enforce", List.of(pattern), route(mx("10 " + host))).findings();
        assertThat(Codes.finding(findings, "mx_none_covered").detail()).containsEntry("mx_mismatch_class", kind);
    }

    @Test
    void ofSeveralPatternsTheMostTellingOneNamesTheMismatch() {
        var patterns = List.of("mail.elsewhere.test", "mail.example.org", "*.other.test", "b.example.com");
        var findings = align("enforce", patterns, mx("10 a.example.com")).findings();
        assertThat(Codes.finding(findings, "mx_none_covered").detail()).containsEntry("mx_mismatch_class", "3ld_plus");
    }

    private static MailRoute route(DnsAnswer answer) {
        return MailRoute.of("example.com", Optional.of(lookup(answer)), Optional.empty());
    }

    private static Lint.Result<Alignment> align(String mode, List<String> patterns, DnsAnswer answer) {
        return LINT.align(mode, patterns, route(answer));
    }

    private static Lint.Result<Alignment> alignApex(List<String> patterns, DnsAnswer a, DnsAnswer aaaa) {
        var route = MailRoute.of("example.com", Optional.of(lookup(noData())), Optional.of(addresses(a, aaaa)));
        return LINT.align("enforce", patterns, route);
    }
}
