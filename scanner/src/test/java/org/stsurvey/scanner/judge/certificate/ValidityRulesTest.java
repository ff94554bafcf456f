package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.faults;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;

/// Dates are those of the observation, RFC 5280 §4.1.2.5.
class ValidityRulesTest {

    @Test
    void bothEndsOfTheTimeAreInclusive() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant to = Instant.parse("2026-03-31T23:59:59Z");
        var chain = Chains.ders(leaf().lasting(from, to).signedBy(ROOT));
        var rules = new ChainRules(trusting(ROOT), Intermediates.none());
        assertThat(rules.faults(chain, HOST, from)).isEmpty();
        assertThat(rules.faults(chain, HOST, to)).isEmpty();
        assertThat(kinds(rules.faults(chain, HOST, from.minusMillis(1)))).containsExactly(Kind.NOT_YET_VALID);
        assertThat(kinds(rules.faults(chain, HOST, to.plusMillis(1)))).containsExactly(Kind.EXPIRED);
    }

    @Test
    void anExpiredLeafTellsSinceWhen() {
        var faults = faults(leaf().expired(Duration.ofDays(5)).signedBy(ISSUER), ISSUER);
        assertThat(kinds(faults)).containsExactly(Kind.EXPIRED);
        assertThat(faults.getFirst().detail())
                .containsEntry("not_after", "2026-11-10T12:00:00Z")
                .containsEntry("days", "5")
                .containsEntry("certificate", "leaf");
    }

    @Test
    void anExpiredIntermediateIsAFaultOfItsOwn() {
        var issuer = authority("Issuer").expired(Duration.ofHours(1)).signedBy(ROOT);
        var faults = faults(leaf().signedBy(issuer), issuer);
        assertThat(kinds(faults)).containsExactly(Kind.CHAIN_EXPIRED);
        assertThat(faults.getFirst().detail())
                .containsEntry("certificate", "O=Issuer, CN=Issuer")
                .containsEntry("days", "0");
        assertThat(kinds(leaf().expired(Duration.ofDays(1)).signedBy(issuer), issuer))
                .containsExactly(Kind.EXPIRED, Kind.CHAIN_EXPIRED);
    }

    @Test
    void anExpiredIntermediateOffThePathIsNoFault() {
        var stranger = authority("Stranger").expired(Duration.ofDays(1)).signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(ISSUER), ISSUER, stranger)).isEmpty();
    }

    @Test
    void theDatesOfAnAnchorDoNotCount() {
        var root = authority("Lapsed Root").expired(Duration.ofDays(1000)).selfSigned();
        var rules = new ChainRules(trusting(root), Intermediates.none());
        assertThat(kinds(rules, leaf().signedBy(root), root)).isEmpty();
    }

    @Test
    void aLeafOrAnIntermediateMayBeTooYoung() {
        assertThat(kinds(leaf().notYetValid(Duration.ofDays(1)).signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.NOT_YET_VALID);
        var issuer = authority("Issuer").notYetValid(Duration.ofDays(1)).signedBy(ROOT);
        var faults = faults(leaf().signedBy(issuer), issuer);
        assertThat(kinds(faults)).containsExactly(Kind.NOT_YET_VALID);
        assertThat(faults.getFirst().detail())
                .containsEntry("certificate", "O=Issuer, CN=Issuer")
                .containsEntry("not_before", "2026-11-16T12:00:00Z");
    }

    @Test
    void datesOfOtherCenturiesAreRead() {
        Instant from = Instant.parse("1950-01-01T00:00:00Z");
        Instant to = Instant.parse("9999-12-31T23:59:59Z");
        assertThat(new ChainRules(Chains.trusting(Chains.ROOT), Intermediates.none())
                        .leafFacts(
                                List.of(leaf().lasting(from, to)
                                        .signedBy(ISSUER)
                                        .der()),
                                NOW))
                .hasValueSatisfying(facts -> {
                    assertThat(facts.notBefore()).isEqualTo(from);
                    assertThat(facts.notAfter()).isEqualTo(to);
                });
    }
}
