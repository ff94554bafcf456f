package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.altName;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.authority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.bareAuthority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.PRIVATE_ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;
import static org.stsurvey.scanner.judge.certificate.Chains.faults;
import static org.stsurvey.scanner.judge.certificate.Chains.kinds;
import static org.stsurvey.scanner.judge.certificate.Chains.trusting;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;

/// What certificates may be used for, RFC 5280 §4.2 and §6.1.4.
class UsageRulesTest {

    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final ASN1ObjectIdentifier PRECERTIFICATE_POISON =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.3");

    /// The rules that are broken, when that is the only kind of fault.
    private static Map<String, String> broken(Made... chain) {
        var faults = faults(chain);
        assertThat(kinds(faults)).containsExactly(Kind.CONSTRAINT);
        return faults.getFirst().detail();
    }

    @Test
    void aLeafNeedsThePurposeOfAServerIfItHasPurposes() {
        assertThat(broken(
                        leaf().purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection)
                                .signedBy(ISSUER),
                        ISSUER))
                .containsEntry("extended_key_usage", "leaf: 1.3.6.1.5.5.7.3.2 1.3.6.1.5.5.7.3.4");
        assertThat(kinds(
                        leaf().purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)
                                .signedBy(ISSUER),
                        ISSUER))
                .isEmpty();
        assertThat(kinds(leaf().purposes(KeyPurposeId.anyExtendedKeyUsage).signedBy(ISSUER), ISSUER))
                .isEmpty();
        assertThat(kinds(CertificateMaker.bareLeaf().dns(HOST).signedBy(ISSUER), ISSUER))
                .isEmpty();
    }

    @Test
    void anIntermediateForOtherPurposesCannotVouchForAServer() {
        var issuer = authority("Mail Issuer")
                .purposes(KeyPurposeId.id_kp_emailProtection)
                .signedBy(ROOT);
        assertThat(broken(leaf().signedBy(issuer), issuer))
                .containsEntry("extended_key_usage", "O=Mail Issuer, CN=Mail Issuer: 1.3.6.1.5.5.7.3.4");
        var server = authority("Server Issuer")
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(server), server)).isEmpty();
    }

    @Test
    void aLeafNeedsAKeyUsageThatTlsCanWorkWith() {
        assertThat(broken(
                        leaf().keyUsage(KeyUsage.nonRepudiation | KeyUsage.dataEncipherment)
                                .signedBy(ISSUER),
                        ISSUER))
                .containsOnlyKeys("key_usage");
        for (int bit : new int[] {KeyUsage.digitalSignature, KeyUsage.keyEncipherment, KeyUsage.keyAgreement}) {
            assertThat(kinds(leaf().keyUsage(bit).signedBy(ISSUER), ISSUER)).isEmpty();
        }
    }

    @Test
    void theCertificateOfAnAuthorityIsNoLeaf() {
        assertThat(broken(
                        leaf().extension(Extension.basicConstraints, true, new BasicConstraints(true))
                                .signedBy(ISSUER),
                        ISSUER))
                .containsOnlyKeys("authority_as_leaf");
        assertThat(kinds(
                        leaf().extension(Extension.basicConstraints, true, new BasicConstraints(false))
                                .signedBy(ISSUER),
                        ISSUER))
                .isEmpty();
    }

    @Test
    void aLeafCannotSignAnotherLeaf() {
        var stolen = leaf().subject("CN=stolen.example").signedBy(ISSUER);
        assertThat(broken(leaf().signedBy(stolen), stolen, ISSUER)).containsKeys("not_an_authority");
        var plain = bareAuthority("Plain").signedBy(ROOT);
        assertThat(broken(leaf().signedBy(plain), plain)).containsOnlyKeys("not_an_authority");
    }

    @Test
    void anAuthorityMustBeAllowedToSignCertificates() {
        var issuer = authority("Reviewer").keyUsage(KeyUsage.cRLSign).signedBy(ROOT);
        assertThat(broken(leaf().signedBy(issuer), issuer))
                .containsEntry("key_usage", "O=Reviewer, CN=Reviewer: no keyCertSign");
        var silent = bareAuthority("Silent")
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(silent), silent)).isEmpty();
    }

    @Test
    void thePathLengthCountsIntermediatesOnly() {
        var first = authority("First").pathLength(0).signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(first), first)).isEmpty();
        var second = authority("Second").signedBy(first);
        assertThat(broken(leaf().signedBy(second), second, first))
                .containsEntry("path_length", "O=First, CN=First: 1 intermediates below, 0 allowed");
        var roomy = authority("Roomy").pathLength(1).signedBy(ROOT);
        var below = authority("Below").signedBy(roomy);
        assertThat(kinds(leaf().signedBy(below), below, roomy)).isEmpty();
    }

    @Test
    void selfIssuedIntermediatesDoNotCountInThePathLength() {
        var old = authority("Rolling").pathLength(0).signedBy(ROOT);
        var rolled = authority("Rolling").signedBy(old);
        assertThat(kinds(leaf().signedBy(rolled), rolled, old)).isEmpty();
    }

    @Test
    void aCriticalExtensionThatIsNotKnownIsRefused() {
        assertThat(broken(leaf().extension(UNKNOWN, true, DERNull.INSTANCE).signedBy(ISSUER), ISSUER))
                .containsEntry("critical_extension", "leaf: 1.3.6.1.4.1.99999.1");
        assertThat(kinds(leaf().extension(UNKNOWN, false, DERNull.INSTANCE).signedBy(ISSUER), ISSUER))
                .isEmpty();
        var issuer = authority("Odd").extension(UNKNOWN, true, DERNull.INSTANCE).signedBy(ROOT);
        assertThat(broken(leaf().signedBy(issuer), issuer))
                .containsEntry("critical_extension", "O=Odd, CN=Odd: 1.3.6.1.4.1.99999.1");
    }

    @Test
    void aPrecertificateIsRefused() {
        assertThat(broken(
                        leaf().extension(PRECERTIFICATE_POISON, true, DERNull.INSTANCE)
                                .signedBy(ISSUER),
                        ISSUER))
                .containsOnlyKeys("critical_extension");
    }

    @Test
    void theUsualCriticalExtensionsAreKnown() {
        var issuer = authority("Usual")
                .extension(Extension.certificatePolicies, true, new CertificatePolicies(new PolicyInformation(UNKNOWN)))
                .extension(Extension.cRLDistributionPoints, true, new CRLDistPoint(new DistributionPoint[0]))
                .signedBy(ROOT);
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
    }

    @Test
    void anExtensionThatCannotBeReadIsRefused() {
        assertThat(broken(
                                leaf().extension(Extension.keyUsage, true, new byte[] {1, 2, 3})
                                        .signedBy(ISSUER),
                                ISSUER)
                        .get("extension"))
                .startsWith("leaf: 2.5.29.15 malformed: ");
        assertThat(kinds(
                        leaf().extension(Extension.subjectAlternativeName, false, new byte[] {0x30, 5})
                                .signedBy(ISSUER),
                        ISSUER))
                .containsExactly(Kind.CN_ONLY, Kind.CONSTRAINT);
    }

    @Test
    void namesMustBeInsideWhatIsPermitted() {
        var issuer = permitting(GeneralName.dNSName, "example.com");
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
        assertThat(kinds(leaf().dns(HOST, "example.com", "*.EXAMPLE.com").signedBy(issuer), issuer))
                .isEmpty();
        assertThat(broken(leaf().dns(HOST, "example.org").signedBy(issuer), issuer))
                .containsEntry("name_constraints", "O=Constrained, CN=Constrained: example.org");
        assertThat(broken(leaf().dns(HOST, "badexample.com").signedBy(issuer), issuer))
                .containsOnlyKeys("name_constraints");
    }

    @Test
    void aLeadingDotAsksForALabelMore() {
        var issuer = permitting(GeneralName.dNSName, ".example.com");
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
        assertThat(broken(leaf().dns(HOST, "example.com").signedBy(issuer), issuer))
                .containsOnlyKeys("name_constraints");
    }

    @Test
    void namesMustBeOutsideWhatIsExcluded() {
        var issuer = excluding(GeneralName.dNSName, "mail.example.com");
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
        assertThat(broken(leaf().dns(HOST, "a.mail.example.com").signedBy(issuer), issuer))
                .containsOnlyKeys("name_constraints");
        assertThat(broken(leaf().dns(HOST, "*.example.com").signedBy(issuer), issuer))
                .containsOnlyKeys("name_constraints");
        assertThat(kinds(leaf().dns(HOST, "*.web.example.com").signedBy(issuer), issuer))
                .isEmpty();
        var everything = excluding(GeneralName.dNSName, "");
        assertThat(broken(leaf().signedBy(everything), everything)).containsOnlyKeys("name_constraints");
    }

    @Test
    void subjectsAndAddressesAreConstrainedToo() {
        var directory = permitting(GeneralName.directoryName, "O=Inside");
        assertThat(kinds(leaf().subject("O=inside,CN=x").signedBy(directory), directory))
                .isEmpty();
        assertThat(kinds(leaf().subject("").signedBy(directory), directory)).isEmpty();
        assertThat(broken(leaf().subject("O=Outside,CN=x").signedBy(directory), directory))
                .containsEntry("name_constraints", "O=Constrained, CN=Constrained: O=Outside, CN=x");

        var addresses = permitting(GeneralName.iPAddress, "192.0.2.0/24");
        assertThat(kinds(leaf().signedBy(addresses), addresses)).isEmpty();
        assertThat(kinds(withAddress(192, 0, 2, 7).signedBy(addresses), addresses))
                .isEmpty();
        assertThat(broken(withAddress(192, 0, 3, 7).signedBy(addresses), addresses))
                .containsEntry("name_constraints", "O=Constrained, CN=Constrained: IP address c0000307");
    }

    @Test
    void constraintsOnFormsThatAreNotProcessedRefuseSuchNames() {
        var issuer = permitting(GeneralName.rfc822Name, "example.com");
        assertThat(kinds(leaf().signedBy(issuer), issuer)).isEmpty();
        assertThat(broken(leaf().subject("E=a@example.com").signedBy(issuer), issuer))
                .containsOnlyKeys("name_constraints");
    }

    @Test
    void constraintsHoldForTheWholePathBelow() {
        var issuer = permitting(GeneralName.dNSName, "example.org");
        var second = authority("Second").signedBy(issuer);
        assertThat(broken(leaf().signedBy(second), second, issuer)).containsOnlyKeys("name_constraints");
    }

    @Test
    void theExtensionsOfAnAnchorAreNotLookedAt() {
        var root = authority("Narrow Root")
                .pathLength(0)
                .keyUsage(KeyUsage.cRLSign)
                .selfSigned();
        var issuer = authority("Issuer").signedBy(root);
        var rules = new ChainRules(trusting(root), Intermediates.none());
        assertThat(kinds(rules, leaf().signedBy(issuer), issuer)).isEmpty();
    }

    @Test
    void rulesHoldOnAPathThatIsNotTrustedToo() {
        var issuer = authority("Issuer").pathLength(0).signedBy(PRIVATE_ROOT);
        var second = authority("Second").signedBy(issuer);
        assertThat(kinds(leaf().signedBy(second), second, issuer, PRIVATE_ROOT))
                .containsExactly(Kind.UNTRUSTED_ROOT, Kind.CONSTRAINT);
        assertThat(kinds(leaf().signedBy(second), second, issuer))
                .containsExactly(Kind.UNKNOWN_ISSUER, Kind.CONSTRAINT);
    }

    private static CertificateMaker withAddress(int... octets) {
        byte[] address = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            address[i] = (byte) octets[i];
        }
        return leaf().altNames(altName(2, HOST.getBytes(StandardCharsets.US_ASCII)), altName(7, address));
    }

    private static Made permitting(int form, String base) {
        return constrained(new NameConstraints(new GeneralSubtree[] {subtree(form, base)}, null));
    }

    private static Made excluding(int form, String base) {
        return constrained(new NameConstraints(null, new GeneralSubtree[] {subtree(form, base)}));
    }

    private static GeneralSubtree subtree(int form, String base) {
        return new GeneralSubtree(new GeneralName(form, base));
    }

    private static Made constrained(NameConstraints constraints) {
        return authority("Constrained")
                .extension(Extension.nameConstraints, true, constraints)
                .signedBy(ROOT);
    }
}
