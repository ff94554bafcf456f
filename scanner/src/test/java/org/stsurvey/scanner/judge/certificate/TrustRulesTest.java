package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.root;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.faults;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.knowing;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStrictStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;
import org.stsurvey.scanner.observation.ByteString;

/// A chain leads to a trusted root (RFC 8461 §3.3), whatever the server sends in whatever order.
class TrustRulesTest {

    private static final Made LEAF = leaf().signedBy(ISSUER);

    @Test
    void aCompleteChainIsTrustedWithAndWithoutItsRoot() {
        assertThat(kinds(LEAF, ISSUER)).isEmpty();
        assertThat(kinds(LEAF, ISSUER, ROOT)).isEmpty();
    }

    @Test
    void aLeafMayBeSignedByTheRootItself() {
        assertThat(kinds(leaf().signedBy(ROOT))).isEmpty();
    }

    @Test
    void orderDuplicatesAndStrangersDoNotMatter() {
        var second = authority("Second Issuer").signedBy(ISSUER);
        var made = leaf().signedBy(second);
        assertThat(kinds(made, ROOT, ISSUER, second)).isEmpty();
        assertThat(kinds(made, made, second, second, ISSUER, PRIVATE_ROOT, made))
                .isEmpty();
    }

    @Test
    void junkBehindTheLeafIsReadOver() {
        var rules = new ChainRules(trusting(ROOT), Intermediates.none());
        var chain = List.of(LEAF.der(), ByteString.utf8("junk"), ByteString.empty(), ISSUER.der());
        assertThat(rules.faults(chain, HOST, NOW)).isEmpty();
    }

    @Test
    void keyIdentifiersAreNotNeeded() {
        var issuer = authority("Plain Issuer").withoutKeyIds().signedBy(ROOT);
        assertThat(kinds(leaf().withoutKeyIds().signedBy(issuer), issuer)).isEmpty();
    }

    @Test
    void namesAreComparedWithoutRegardToCaseAndSpaces() {
        var issuer = authority("Plain Issuer").signedBy(ROOT);
        var writtenOtherwise = new Made(
                issuer.der(), new X500Name(BCStrictStyle.INSTANCE, "O=plain  issuer,CN=PLAIN ISSUER "), issuer.keys());
        assertThat(kinds(leaf().signedBy(writtenOtherwise), issuer)).isEmpty();
    }

    @Test
    void aMissingIntermediateLeavesTheIssuerUnknown() {
        var faults = faults(LEAF);
        assertThat(kinds(faults)).containsExactly(Kind.UNKNOWN_ISSUER);
        assertThat(faults.getFirst().detail())
                .containsEntry("issuer", "O=Good Issuer, CN=Good Issuer")
                .containsEntry("below", "leaf")
                .containsEntry("reason", "issuer not sent");
    }

    @Test
    void aMissingSecondIntermediateIsNamed() {
        var second = authority("Second Issuer").signedBy(ISSUER);
        assertThat(faults(leaf().signedBy(second), second).getFirst().detail())
                .containsEntry("issuer", "O=Good Issuer, CN=Good Issuer")
                .containsEntry("below", "O=Second Issuer, CN=Second Issuer");
    }

    @Test
    void theAddressOfTheIssuerInTheCertificateIsNotFollowed() {
        var address = new AccessDescription(
                AccessDescription.id_ad_caIssuers,
                new GeneralName(GeneralName.uniformResourceIdentifier, "http://127.0.0.1:9/issuer.der"));
        var made = leaf().extension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(address))
                .signedBy(ISSUER);
        assertThat(kinds(made)).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void aKnownIntermediateCompletesTheChain() {
        var rules = new ChainRules(trusting(ROOT), knowing(ISSUER));
        var faults = faults(rules, LEAF);
        assertThat(kinds(faults)).containsExactly(Kind.INCOMPLETE_CHAIN);
        assertThat(faults.getFirst().detail()).containsEntry("missing", "O=Good Issuer, CN=Good Issuer");
        assertThat(kinds(rules, LEAF, ISSUER)).isEmpty();
    }

    @Test
    void knownIntermediatesCompleteAChainAboveWhatWasSentToo() {
        var second = authority("Second Issuer").signedBy(ISSUER);
        var rules = new ChainRules(trusting(ROOT), knowing(ISSUER));
        assertThat(kinds(rules, leaf().signedBy(second), second)).containsExactly(Kind.INCOMPLETE_CHAIN);
    }

    @Test
    void aKnownIntermediateThatLeadsNowhereDoesNotHelp() {
        var orphan = authority("Orphan").signedBy(PRIVATE_ROOT);
        var rules = new ChainRules(trusting(ROOT), knowing(orphan));
        assertThat(kinds(rules, leaf().signedBy(orphan))).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void anExpiredIntermediateThatWasSentIsNotReplacedByAKnownOne() {
        var old = authority("Renewed").expired(Duration.ofDays(1)).signedBy(ROOT);
        var renewed = authority("Renewed").keys(old.keys()).signedBy(ROOT);
        var rules = new ChainRules(trusting(ROOT), knowing(renewed));
        assertThat(kinds(rules, leaf().signedBy(old), old)).containsExactly(Kind.CHAIN_EXPIRED);
    }

    @Test
    void aRootThatIsNotTrustedIsTold() {
        var issuer = authority("Private Issuer").signedBy(PRIVATE_ROOT);
        var faults = faults(leaf().signedBy(issuer), PRIVATE_ROOT, issuer);
        assertThat(kinds(faults)).containsExactly(Kind.UNTRUSTED_ROOT);
        assertThat(faults.getFirst().detail())
                .containsEntry("root", "O=Private Root, CN=Private Root")
                .containsEntry("root_sha256", Sha256.of(PRIVATE_ROOT.der().toArray()));
        assertThat(kinds(leaf().signedBy(issuer), issuer)).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void anUnrelatedRootDoesNotMakeTheChainEndThere() {
        assertThat(kinds(LEAF, PRIVATE_ROOT)).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void aSelfSignedLeafIsToldWhateverComesWithIt() {
        var made = leaf().selfSigned();
        assertThat(kinds(made)).containsExactly(Kind.SELF_SIGNED);
        assertThat(kinds(made, made, ISSUER, ROOT)).containsExactly(Kind.SELF_SIGNED);
    }

    @Test
    void aSelfSignedLeafThatIsTrustedIsNoFault() {
        var made = leaf().selfSigned();
        assertThat(kinds(new ChainRules(trusting(made), Intermediates.none()), made))
                .isEmpty();
    }

    @Test
    void aLeafThatIsTrustedItselfNeedsNoIssuer() {
        assertThat(kinds(new ChainRules(trusting(LEAF), Intermediates.none()), LEAF))
                .isEmpty();
    }

    @Test
    void aLeafWithTheIssuersNameButAnotherKeyIsNotSelfSigned() {
        var namesake = authority("Namesake").signedBy(ROOT);
        var made = leaf().subject(namesake.subject()).signedBy(namesake);
        assertThat(kinds(made, namesake)).isEmpty();
        assertThat(kinds(made)).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void anIssuerOfTheRightNameWithTheWrongKeyIsNoIssuer() {
        var impostor = authority("Good Issuer").signedBy(ROOT);
        var faults = faults(LEAF, impostor);
        assertThat(kinds(faults)).containsExactly(Kind.UNKNOWN_ISSUER);
        assertThat(faults.getFirst().detail()).containsEntry("reason", "signature does not verify");
        assertThat(kinds(LEAF, impostor, ISSUER)).isEmpty();
    }

    @Test
    void aRootOfTheRightNameWithTheWrongKeyIsNoAnchor() {
        var impostor = root("Good Root");
        var issuer = authority("Good Issuer").signedBy(impostor);
        assertThat(kinds(leaf().signedBy(issuer), issuer)).containsExactly(Kind.UNKNOWN_ISSUER);
        assertThat(kinds(leaf().signedBy(issuer), issuer, impostor)).containsExactly(Kind.UNTRUSTED_ROOT);
    }

    @Test
    void anAlgorithmThatIsNotKnownLeavesTheIssuerUnknown() {
        var issuer =
                authority("Old Issuer").keys(CertificateMaker.keys("DSA", 2048)).signedBy(ROOT);
        var faults = faults(leaf().signedBy(issuer), issuer);
        assertThat(kinds(faults)).containsExactly(Kind.UNKNOWN_ISSUER);
        assertThat(faults.getFirst().detail().get("reason")).startsWith("unsupported algorithm: ");
    }

    @Test
    void aReissuedRootOfTheSameNameAndKeyIsTheSameAnchor() {
        var reissued = CertificateMaker.authority("Good Root").keys(ROOT.keys()).selfSigned();
        assertThat(kinds(LEAF, ISSUER, reissued)).isEmpty();
        assertThat(kinds(new ChainRules(trusting(reissued), Intermediates.none()), LEAF, ISSUER, ROOT))
                .isEmpty();
    }

    /// Let's Encrypt in autumn 2021: ISRG Root X1 in the store, sent cross-signed by the expired DST Root CA
    /// X3.
    @Test
    void anExpiredCrossSignatureDoesNoHarmWhereTheRootIsTrusted() {
        var oldRoot = authority("Old Root").expired(Duration.ofDays(30)).selfSigned();
        var newRoot = root("New Root");
        var crossSigned = authority("New Root")
                .keys(newRoot.keys())
                .expired(Duration.ofDays(30))
                .signedBy(oldRoot);
        var issuer = authority("Issuer").signedBy(newRoot);
        var made = leaf().signedBy(issuer);
        for (var anchors : List.of(trusting(newRoot), trusting(newRoot, oldRoot))) {
            var rules = new ChainRules(anchors, Intermediates.none());
            assertThat(kinds(rules, made, issuer, crossSigned)).isEmpty();
            assertThat(kinds(rules, made, issuer, crossSigned, oldRoot)).isEmpty();
        }
        var onlyOld = new ChainRules(trusting(oldRoot), Intermediates.none());
        assertThat(kinds(onlyOld, made, issuer, crossSigned)).containsExactly(Kind.CHAIN_EXPIRED);
        assertThat(kinds(onlyOld, made, issuer)).containsExactly(Kind.UNKNOWN_ISSUER);
    }

    @Test
    void ofTwoCrossSignaturesTheOneThatHoldsCounts() {
        var otherRoot = root("Other Root");
        var keys = CertificateMaker.ellipticKeys("secp256r1");
        var lapsed = authority("Crossed").keys(keys).expired(Duration.ofDays(3)).signedBy(ROOT);
        var sound = authority("Crossed").keys(keys).signedBy(otherRoot);
        var rules = new ChainRules(trusting(ROOT, otherRoot), Intermediates.none());
        var made = leaf().signedBy(sound);
        assertThat(kinds(rules, made, lapsed, sound)).isEmpty();
        assertThat(kinds(rules, made, sound, lapsed)).isEmpty();
        assertThat(kinds(rules, made, lapsed)).containsExactly(Kind.CHAIN_EXPIRED);
    }

    @Test
    void authoritiesThatSignEachOtherDoNotLeadAstray() {
        var keys = CertificateMaker.ellipticKeys("secp256r1");
        var first = authority("First").keys(keys).selfSigned();
        var second = authority("Second").signedBy(first);
        var firstBySecond = authority("First").keys(keys).signedBy(second);
        var made = leaf().signedBy(firstBySecond);
        assertThat(kinds(made, firstBySecond, second)).containsExactly(Kind.UNKNOWN_ISSUER);
        assertThat(kinds(new ChainRules(trusting(first), Intermediates.none()), made, firstBySecond, second))
                .isEmpty();
    }

    @Test
    void certificatesBeyondTheTenthAreNotRead() {
        var chain = new Made[11];
        Arrays.fill(chain, PRIVATE_ROOT);
        chain[0] = LEAF;
        chain[9] = ISSUER;
        assertThat(kinds(chain)).isEmpty();
        chain[9] = PRIVATE_ROOT;
        chain[10] = ISSUER;
        assertThat(kinds(chain)).containsExactly(Kind.UNKNOWN_ISSUER);
    }
}
