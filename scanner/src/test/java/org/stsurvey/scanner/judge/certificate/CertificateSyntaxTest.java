package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.rsaKeys;
import static org.stsurvey.scanner.judge.certificate.Chains.ISSUER;
import static org.stsurvey.scanner.judge.certificate.Chains.ROOT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.observation.ByteString;

/// The parts of a certificate, RFC 5280 §4: what does not belong there makes it unreadable.
class CertificateSyntaxTest {

    private static final ByteString LEAF = leaf().signedBy(ISSUER).der();

    /// Where in the certificate a surplus element is put, as positions from the outside in: the certificate, what
    /// is signed, the validity, the subject's attribute, the key.
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0 4", "0 5 0 0", "0 6", "0 3 0 0"})
    void aSurplusElementIsRefused(String path) throws IOException {
        var positions = Arrays.stream(path.split(" "))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
        var spoilt = withSurplus(ASN1Primitive.fromByteArray(LEAF.toArray()), positions);
        var der = ByteString.copyOf(spoilt.toASN1Primitive().getEncoded("DER"));
        assertThatThrownBy(() -> Certificate.read(der)).isInstanceOf(MalformedException.class);
    }

    private static ASN1Encodable withSurplus(ASN1Encodable element, List<Integer> positions) {
        var parts = new ArrayList<ASN1Encodable>();
        if (element instanceof ASN1Set set) {
            set.forEach(parts::add);
        } else {
            ASN1Sequence.getInstance(element).forEach(parts::add);
        }
        if (positions.isEmpty()) {
            parts.add(DERNull.INSTANCE);
        } else {
            int first = positions.getFirst();
            parts.set(first, withSurplus(parts.get(first), positions.subList(1, positions.size())));
        }
        var all = parts.toArray(ASN1Encodable[]::new);
        return element instanceof ASN1Set ? new DERSet(all) : new DERSequence(all);
    }

    @Test
    void theUnspoiltOneIsRead() throws MalformedException {
        var certificate = Certificate.read(LEAF);
        assertThat(certificate.subject().commonNames()).containsExactly(CertificateMaker.HOST);
        assertThat(certificate.hashCode())
                .isNotZero()
                .isEqualTo(Certificate.read(LEAF).hashCode());
    }

    @Test
    void keyIdentifiersLinkACertificateToItsIssuer() throws MalformedException {
        var keyId = Certificate.read(LEAF).extensions().authorityKeyId();
        assertThat(keyId)
                .isPresent()
                .isEqualTo(Certificate.read(ISSUER.der()).extensions().subjectKeyId());
        assertThat(Certificate.read(ROOT.der()).extensions().subjectKeyId())
                .isPresent()
                .isNotEqualTo(keyId);
    }

    @Test
    void onlyWhatIsMarkedIsCritical() throws MalformedException, IOException {
        var extensions = extensions(extension("2.5.29.15", true, "03020780"), extension("2.5.29.37", false, "3000"));
        assertThat(extensions.isCritical("2.5.29.15")).isTrue();
        assertThat(extensions.isCritical("2.5.29.37")).isFalse();
        assertThat(extensions.isCritical("2.5.29.99")).isFalse();
        assertThat(extensions.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // key usage, name constraints, alternative names, purposes, key identifiers: something behind the value
        "2.5.29.15, 030207800500",
        "2.5.29.30, 30000500",
        "2.5.29.30, 30020500",
        "2.5.29.17, 30000500",
        "2.5.29.37, 30000500",
        "2.5.29.14, 0401aa00",
        "2.5.29.19, 30030101ff00",
        // alternative names of a form that does not exist, or of none
        "2.5.29.17, 30028900",
        "2.5.29.17, 30020500",
        "2.5.29.17, 3002c200"
    })
    void aValueThatCannotBeReadIsAFault(String id, String value) throws MalformedException, IOException {
        assertThat(extensions(extension(id, false, value)).faults()).containsOnlyKeys(id);
    }

    @ParameterizedTest
    @CsvSource({"2.5.29.17, 30028800", "2.5.29.17, 30028600", "2.5.29.35, 30028100", "2.5.29.30, 3000"})
    void aValueThatNoRuleLooksIntoIsReadOver(String id, String value) throws MalformedException, IOException {
        var extensions = extensions(extension(id, false, value));
        assertThat(extensions.faults()).isEmpty();
        assertThat(extensions.authorityKeyId()).isEmpty();
    }

    @Test
    void somethingBehindAnExtensionMakesTheCertificateUnreadable() throws IOException {
        var extension = new DERSequence(new ASN1Encodable[] {
            new ASN1ObjectIdentifier("2.5.29.15"),
            new DEROctetString(new byte[] {3, 2, 7, (byte) 0x80}),
            DERNull.INSTANCE
        });
        var encoded = ByteString.copyOf(extension.getEncoded("DER"));
        assertThatThrownBy(() -> new Extensions(DerReader.over(encoded))).isInstanceOf(MalformedException.class);
    }

    private static byte[] extension(String id, boolean critical, String valueHex) throws IOException {
        return new org.bouncycastle.asn1.x509.Extension(
                        new ASN1ObjectIdentifier(id), critical, HexFormat.of().parseHex(valueHex))
                .getEncoded("DER");
    }

    private static Extensions extensions(byte[]... encoded) throws MalformedException {
        var all = new ByteArrayOutputStream();
        for (var extension : encoded) {
            all.writeBytes(extension);
        }
        return new Extensions(DerReader.over(ByteString.copyOf(all.toByteArray())));
    }

    @ParameterizedTest
    @CsvSource({
        // uncompressed, compressed, and the curve whose size no number of octets says
        "1.2.840.10045.3.1.7, 04, 64, EC 256",
        "1.2.840.10045.3.1.7, 02, 32, EC 256",
        "1.2.840.10045.3.1.7, 03, 32, EC 256",
        "1.3.132.0.34, 04, 96, EC 384",
        "1.3.132.0.35, 04, 132, EC 521",
        "1.3.132.0.35, 02, 66, EC 521",
        "1.2.840.10045.3.1.7, 04, 2, EC 8"
    })
    void theSizeOfACurveIsThatOfACoordinate(String curve, String form, int octets, String name)
            throws MalformedException, IOException {
        assertThat(curveKey(curve, HexFormat.of().parseHex(form + "01".repeat(octets)))
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04"})
    void aCurveKeyWithoutAPointIsRefused(String point) {
        assertThatThrownBy(() -> curveKey("1.2.840.10045.3.1.7", HexFormat.of().parseHex(point)))
                .isInstanceOf(MalformedException.class);
    }

    private static SubjectKey curveKey(String curve, byte[] point) throws MalformedException, IOException {
        var identifier =
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.2.1"), new ASN1ObjectIdentifier(curve));
        var encoded = new SubjectPublicKeyInfo(identifier, point).getEncoded("DER");
        return SubjectKey.read(DerReader.over(ByteString.copyOf(encoded)));
    }

    @Test
    void aSignatureIsMadeWithAKeyOfItsKind() throws MalformedException {
        var curveSigned = Certificate.read(LEAF);
        var curveKey = Certificate.read(ISSUER.der()).key();
        var rsaLeaf = Certificate.read(leaf().keys(rsaKeys(2048))
                .signature("SHA256withRSA")
                .selfSigned()
                .der());
        assertThat(SignatureCheck.of(curveSigned, curveKey)).isEqualTo(SignatureCheck.VERIFIES);
        assertThat(SignatureCheck.of(curveSigned, rsaLeaf.key())).isEqualTo(SignatureCheck.FAILS);
        assertThat(SignatureCheck.of(rsaLeaf, rsaLeaf.key())).isEqualTo(SignatureCheck.VERIFIES);
        assertThat(SignatureCheck.of(rsaLeaf, curveKey)).isEqualTo(SignatureCheck.FAILS);
        var pssKey = marked(rsaLeaf.key(), SubjectKey.RSA_PSS);
        assertThat(SignatureAlgorithm.RSA_PSS.isMadeWith(pssKey)).isTrue();
        assertThat(SignatureAlgorithm.RSA_PSS.isMadeWith(rsaLeaf.key())).isTrue();
        assertThat(SignatureAlgorithm.RSA_PSS.isMadeWith(curveKey)).isFalse();
        assertThat(SignatureAlgorithm.SHA256_RSA.isMadeWith(pssKey)).isFalse();
    }

    @Test
    void aKeyThatTheCryptographyRefusesIsUnsupported() throws MalformedException {
        var leaf = Certificate.read(LEAF);
        var key = Certificate.read(ISSUER.der()).key();
        var broken = new SubjectKey(
                ByteString.utf8("no key"), key.algorithm(), key.curve(), key.family(), key.name(), key.bits());
        assertThat(SignatureCheck.of(leaf, broken)).isEqualTo(SignatureCheck.UNSUPPORTED);
        assertThat(SignatureCheck.of(leaf, marked(key, "1.2.3"))).isEqualTo(SignatureCheck.FAILS);
    }

    @Test
    void pssParametersThatCannotBeReadCountAsBroken() {
        var unreadable = new org.stsurvey.scanner.judge.certificate.AlgorithmIdentifier(
                SignatureAlgorithm.RSA_PSS.id(), ByteString.utf8("x"));
        assertThat(SignatureAlgorithm.hasBrokenDigest(unreadable)).isTrue();
        assertThat(SignatureAlgorithm.describe(unreadable)).isEqualTo("RSASSA-PSS");
    }

    private static SubjectKey marked(SubjectKey key, String algorithm) {
        return new SubjectKey(key.encoded(), algorithm, key.curve(), key.family(), key.name(), key.bits());
    }
}
