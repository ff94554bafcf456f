package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.ellipticKeys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.keys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.rsaKeys;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.faults;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;

/// Weak is weak, and not unknown or a constraint, though the JDK's own validation disables these algorithms.
class StrengthRulesTest {

    private static final Made RSA_ROOT =
            authority("RSA Root").keys(rsaKeys(2048)).selfSigned();

    private static List<CertificateFault> underRsaRoot(Made... chain) {
        return faults(new ChainRules(trusting(RSA_ROOT), Intermediates.none()), chain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA1withRSAandMGF1"})
    void anOldDigestOnTheLeafIsBroken(String algorithm) {
        var faults = underRsaRoot(leaf().signature(algorithm).signedBy(RSA_ROOT));
        assertThat(kinds(faults)).containsExactly(Kind.WEAK_BREAKS);
        assertThat(faults.getFirst().detail().get("signature")).startsWith("leaf: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA224withRSA",
                "SHA256withRSA",
                "SHA384withRSA",
                "SHA512withRSA",
                "SHA256withRSAandMGF1",
                "SHA384withRSAandMGF1"
            })
    void aNewerDigestIsSound(String algorithm) {
        assertThat(underRsaRoot(leaf().signature(algorithm).signedBy(RSA_ROOT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA224withECDSA", "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA"})
    void ellipticSignaturesAreSound(String algorithm) {
        assertThat(kinds(leaf().signature(algorithm).signedBy(ISSUER), ISSUER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65"})
    void newSignaturesAreSound(String algorithm) {
        var issuer = authority("New").keys(keys(algorithm, 0)).signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
    }

    @Test
    void anOldDigestOnAnIntermediateIsBroken() {
        var issuer = authority("Issuer").signature("SHA1withECDSA").signedBy(ROOT);
        var faults = faults(leaf().signedBy(issuer), issuer);
        assertThat(kinds(faults)).containsExactly(Kind.WEAK_BREAKS);
        assertThat(faults.getFirst().detail()).containsEntry("signature", "O=Issuer, CN=Issuer: SHA1withECDSA");
    }

    @Test
    void theSignatureOfARootProvesNothingAndIsNotLookedAt() {
        var root = authority("Old Root")
                .keys(rsaKeys(1024))
                .signature("MD5withRSA")
                .selfSigned();
        var made = leaf().signedBy(root);
        assertThat(kinds(new ChainRules(trusting(root), Intermediates.none()), made, root))
                .isEmpty();
        assertThat(kinds(made, root)).containsExactly(Kind.UNTRUSTED_ROOT);
    }

    @Test
    void theSignatureOfASelfSignedLeafIsLookedAtUnlessItIsTrusted() {
        var made = leaf().keys(rsaKeys(2048)).signature("SHA1withRSA").selfSigned();
        assertThat(kinds(made)).containsExactly(Kind.SELF_SIGNED, Kind.WEAK_BREAKS);
        assertThat(kinds(new ChainRules(trusting(made), Intermediates.none()), made))
                .isEmpty();
    }

    @Test
    void anIntermediateSignedAnewWithASoundDigestIsPreferred() {
        var old = authority("Issuer").signature("SHA1withECDSA").signedBy(ROOT);
        var renewed = authority("Issuer").keys(old.keys()).signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(old), old, renewed)).isEmpty();
    }

    @Test
    void rsaUnder1024BitsIsBrokenAndUnder2048DoubtfulOnly() {
        assertThat(kinds(leaf().keys(rsaKeys(512)).signedBy(ISSUER), ISSUER)).containsExactly(Kind.WEAK_BREAKS);
        assertThat(kinds(leaf().keys(rsaKeys(1016)).signedBy(ISSUER), ISSUER)).containsExactly(Kind.WEAK_BREAKS);
        assertThat(kinds(leaf().keys(rsaKeys(1024)).signedBy(ISSUER), ISSUER)).containsExactly(Kind.WEAK_WARNING);
        assertThat(kinds(leaf().keys(rsaKeys(2040)).signedBy(ISSUER), ISSUER)).containsExactly(Kind.WEAK_WARNING);
        assertThat(kinds(leaf().keys(rsaKeys(2048)).signedBy(ISSUER), ISSUER)).isEmpty();
    }

    @Test
    void theKeyOfAnIntermediateCounts() {
        var issuer = authority("Short Issuer").keys(rsaKeys(1024)).signedBy(ROOT);
        var faults = faults(leaf().signedBy(issuer), issuer);
        assertThat(kinds(faults)).containsExactly(Kind.WEAK_WARNING);
        assertThat(faults.getFirst().detail()).containsEntry("key", "O=Short Issuer, CN=Short Issuer: RSA 1024");
    }

    @Test
    void curvesUnder224BitsAreBroken() {
        assertThat(kinds(leaf().keys(ellipticKeys("secp192r1")).signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.WEAK_BREAKS);
        assertThat(kinds(leaf().keys(ellipticKeys("sect163k1")).signedBy(ISSUER), ISSUER))
                .containsExactly(Kind.WEAK_BREAKS);
        for (var curve : new String[] {"secp224r1", "secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1"}) {
            assertThat(kinds(leaf().keys(ellipticKeys(curve)).signedBy(ISSUER), ISSUER))
                    .isEmpty();
        }
    }

    @Test
    void aSelfSignedLeafOnACurveThatTheJdkDoesNotKnowIsSelfSigned() {
        assertThat(kinds(leaf().keys(ellipticKeys("brainpoolP256r1")).selfSigned()))
                .containsExactly(Kind.SELF_SIGNED);
        assertThat(kinds(leaf().keys(keys("DSA", 1024)).signature("SHA1withDSA").selfSigned()))
                .containsExactly(Kind.SELF_SIGNED, Kind.WEAK_BREAKS, Kind.WEAK_WARNING);
    }

    @Test
    void bothWeaknessesAreToldSeparately() {
        var faults =
                underRsaRoot(leaf().keys(rsaKeys(1024)).signature("SHA1withRSA").signedBy(RSA_ROOT));
        assertThat(kinds(faults)).containsExactly(Kind.WEAK_BREAKS, Kind.WEAK_WARNING);
    }
}
