package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.bareLeaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.ellipticKeys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.keys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.rsaKeys;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.Judgement.CertificateFacts;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.ByteString;

/// All faults are told at once, the cause first.
class ChainRulesTest {

    private final ChainRules rules = new ChainRules(trusting(ROOT), Intermediates.none());

    @Test
    void theKindsAreInOrderOfPrecedence() {
        assertThat(Kind.values())
                .containsExactly(
                        Kind.NAME_MISMATCH,
                        Kind.CN_ONLY,
                        Kind.SELF_SIGNED,
                        Kind.UNTRUSTED_ROOT,
                        Kind.UNKNOWN_ISSUER,
                        Kind.INCOMPLETE_CHAIN,
                        Kind.EXPIRED,
                        Kind.CHAIN_EXPIRED,
                        Kind.NOT_YET_VALID,
                        Kind.CONSTRAINT,
                        Kind.WEAK_BREAKS,
                        Kind.WEAK_WARNING,
                        Kind.WILDCARD,
                        Kind.REVOKED);
    }

    /// What an appliance serves that nobody has set up.
    @Test
    void aDefaultCertificateHasManyFaultsAndTheNameComesFirst() {
        var made = bareLeaf()
                .subject("CN=localhost.localdomain")
                .keys(rsaKeys(1024))
                .signature("SHA1withRSA")
                .expired(Duration.ofDays(4000))
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .selfSigned();
        assertThat(kinds(made))
                .containsExactly(
                        Kind.NAME_MISMATCH,
                        Kind.SELF_SIGNED,
                        Kind.EXPIRED,
                        Kind.CONSTRAINT,
                        Kind.WEAK_BREAKS,
                        Kind.WEAK_WARNING);
    }

    @Test
    void aSelfSignedLeafMayBeExpiredToo() {
        assertThat(kinds(leaf().expired(Duration.ofDays(5)).selfSigned()))
                .containsExactly(Kind.SELF_SIGNED, Kind.EXPIRED);
    }

    @Test
    void faultsOfTrustDatesAndUsageDoNotMaskEachOther() {
        var issuer = authority("Issuer").expired(Duration.ofDays(1)).signedBy(PRIVATE_ROOT);
        var made = bareLeaf()
                .dns("*.example.com")
                .purposes(KeyPurposeId.id_kp_clientAuth)
                .notYetValid(Duration.ofDays(1))
                .signedBy(issuer);
        assertThat(kinds(made, issuer, PRIVATE_ROOT))
                .containsExactly(
                        Kind.UNTRUSTED_ROOT, Kind.CHAIN_EXPIRED, Kind.NOT_YET_VALID, Kind.CONSTRAINT, Kind.WILDCARD);
        assertThat(kinds(made))
                .containsExactly(Kind.UNKNOWN_ISSUER, Kind.NOT_YET_VALID, Kind.CONSTRAINT, Kind.WILDCARD);
    }

    @Test
    void aLeafThatCannotBeReadIsOneFault() {
        for (var chain : List.of(
                List.<ByteString>of(),
                List.of(ByteString.empty()),
                List.of(ByteString.utf8("HTTP/1.1 400 Bad Request"), ISSUER.der()),
                List.of(ByteString.copyOf(new byte[70_000])))) {
            var faults = rules.faults(chain, HOST, NOW);
            assertThat(kinds(faults)).containsExactly(Kind.CONSTRAINT);
            assertThat(faults.getFirst().detail().get("unreadable")).startsWith("leaf: octet 0: expected ");
            assertThat(Chains.RULES.leafFacts(chain, NOW)).isEmpty();
        }
    }

    @Test
    void whatFollowsTheCertificateMakesItUnreadable() {
        byte[] der = leaf().signedBy(ROOT).der().toArray();
        var longer = ByteString.copyOf(Arrays.copyOf(der, der.length + 1));
        assertThat(kinds(rules.faults(List.of(longer), HOST, NOW))).containsExactly(Kind.CONSTRAINT);
    }

    @Test
    void theFactsAreThoseOfTheLeaf() {
        assertThat(facts(leaf().keys(rsaKeys(2048)).signedBy(ISSUER)))
                .isEqualTo(new CertificateFacts(
                        "Good Issuer", NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(60)), 60, "RSA 2048"));
    }

    @Test
    void daysLeftAreRoundedDown() {
        assertThat(daysLeft(Duration.ofDays(1))).isEqualTo(1);
        assertThat(daysLeft(Duration.ofDays(1).minusSeconds(1))).isZero();
        assertThat(daysLeft(Duration.ZERO)).isZero();
        assertThat(daysLeft(Duration.ofSeconds(-1))).isEqualTo(-1);
        assertThat(daysLeft(Duration.ofDays(-1))).isEqualTo(-1);
        assertThat(daysLeft(Duration.ofDays(-1).minusSeconds(1))).isEqualTo(-2);
        var chain = Chains.ders(leaf().expired(Duration.ZERO).signedBy(ISSUER));
        assertThat(Chains.RULES.leafFacts(chain, NOW.plusNanos(1)))
                .hasValueSatisfying(facts -> assertThat(facts.daysLeft()).isEqualTo(-1));
    }

    private static long daysLeft(Duration left) {
        return facts(leaf().lasting(NOW.minus(Duration.ofDays(90)), NOW.plus(left))
                        .signedBy(ISSUER))
                .daysLeft();
    }

    @Test
    void theIssuerIsItsOrganisationElseItsCommonNameElseItsWholeName() {
        assertThat(issuer("C=US,O=Let's Encrypt,CN=R11")).isEqualTo("Let's Encrypt");
        assertThat(issuer("C=US,CN=R11")).isEqualTo("R11");
        assertThat(issuer("C=US,OU=Nobody")).isEqualTo("C=US, OU=Nobody");
        assertThat(issuer("O= ,CN=R11")).isEqualTo("R11");
        assertThat(issuer("O=B\u00fccher")).isEqualTo("B\u00fccher");
        assertThat(issuer("O=" + "x".repeat(500))).isEqualTo("x".repeat(200) + "…");
    }

    private static String issuer(String name) {
        return facts(leaf().signedBy(new Made(ISSUER.der(), new X500Name(name), ISSUER.keys())))
                .issuer();
    }

    @Test
    void theKeyIsNamedWithItsSize() {
        assertThat(key(rsaKeys(1016))).isEqualTo("RSA 1016");
        assertThat(key(ellipticKeys("secp256r1"))).isEqualTo("EC 256");
        assertThat(key(ellipticKeys("secp384r1"))).isEqualTo("EC 384");
        assertThat(key(ellipticKeys("secp521r1"))).isEqualTo("EC 521");
        assertThat(key(ellipticKeys("brainpoolP320r1"))).isEqualTo("EC 320");
        assertThat(key(keys("Ed25519", 0))).isEqualTo("Ed25519 255");
        assertThat(key(keys("Ed448", 0))).isEqualTo("Ed448 448");
        assertThat(key(keys("DSA", 1024))).isEqualTo("DSA 1024");
        assertThat(key(keys("ML-DSA-65", 0))).isEqualTo("ML-DSA-65");
        assertThat(key(keys("X25519", 0))).isEqualTo("1.3.101.110");
    }

    private static String key(KeyPair keys) {
        return facts(leaf().keys(keys).signedBy(ISSUER)).key();
    }

    private static CertificateFacts facts(Made made) {
        return Chains.RULES.leafFacts(List.of(made.der(), ISSUER.der()), NOW).orElseThrow();
    }
}
