package org.stsurvey.scanner.judge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.HOST;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.NOW;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.bareAuthority;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.ellipticKeys;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.root;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.stsurvey.scanner.judge.certificate.CertificateMaker.Made;

/// An oracle: over random worlds of authorities, in which much is wrong here and there, the rules find a faultless
/// path exactly where the JDK's PKIX builder finds a valid one.
///
/// The worlds keep to what both look at: no purposes in intermediates and no weak algorithms, about which the JDK
/// thinks differently, and no constraints on names that have nothing in common, at which its builder throws.
class PkixAgreesTest {

    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final Made ROOT = root("Root 0");
    private static final List<KeyPair> KEYS =
            IntStream.range(0, 4).mapToObj(_ -> ellipticKeys("secp256r1")).toList();

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void theSameChainsAreFaultless(@ForAll long seed) throws GeneralSecurityException {
        var random = new Random(seed);
        var sent = authorities(random);
        var made = leafOf(random, sent);
        Collections.shuffle(sent, random);

        var chain = new ArrayList<>(List.of(made));
        chain.addAll(sent);
        var rules = new ChainRules(Chains.trusting(ROOT), Intermediates.none());
        var faults = rules.faults(Chains.ders(chain.toArray(Made[]::new)), HOST, NOW);
        assertThat(faults.isEmpty()).as("%s", faults).isEqualTo(pkixAccepts(made, sent));
    }

    /// Up to nine certificates for authorities 1 to 4, signed by the root or by each other.
    private static List<Made> authorities(Random random) {
        var made = new ArrayList<Made>();
        int certificates = 1 + random.nextInt(9);
        for (int i = 0; i < certificates; i++) {
            int subject = Math.min(i, random.nextInt(4));
            var maker = bareAuthority("Authority " + subject).keys(KEYS.get(subject));
            var issuer = i == 0 || random.nextInt(3) == 0 ? ROOT : made.get(random.nextInt(made.size()));
            made.add(withFaults(maker, random).signedBy(issuer));
        }
        return made;
    }

    private static CertificateMaker withFaults(CertificateMaker maker, Random random) {
        maker.extension(Extension.basicConstraints, true, new BasicConstraints(true));
        switch (random.nextInt(18)) {
            case 0 -> maker.expired(Duration.ofDays(1));
            case 1 -> maker.notYetValid(Duration.ofDays(1));
            case 2 -> maker.extension(Extension.basicConstraints, true, new BasicConstraints(false));
            case 3 -> maker.keyUsage(KeyUsage.digitalSignature);
            case 4 -> maker.extension(UNKNOWN, true, DERNull.INSTANCE);
            case 5 -> maker.extension(UNKNOWN, false, DERNull.INSTANCE);
            case 6, 7 -> maker.pathLength(0);
            case 8 -> maker.pathLength(1);
            case 9 -> maker.extension(Extension.nameConstraints, true, permitted("example.com"));
            case 10 -> maker.extension(Extension.nameConstraints, true, permitted("www.example.com"));
            case 11 -> maker.extension(Extension.nameConstraints, true, excluded("example.com"));
            case 12 -> maker.keyUsage(KeyUsage.keyCertSign);
            case 13 -> maker.withoutKeyIds();
            default -> {}
        }
        return maker;
    }

    private static Made leafOf(Random random, List<Made> authorities) {
        var maker = leaf();
        switch (random.nextInt(12)) {
            case 0 -> maker.expired(Duration.ofDays(1));
            case 1 -> maker.extension(UNKNOWN, true, DERNull.INSTANCE);
            case 2 -> maker.withoutKeyIds();
            default -> {}
        }
        return maker.signedBy(authorities.get(random.nextInt(authorities.size())));
    }

    private static NameConstraints permitted(String zone) {
        return new NameConstraints(new GeneralSubtree[] {zone(zone)}, null);
    }

    private static NameConstraints excluded(String zone) {
        return new NameConstraints(null, new GeneralSubtree[] {zone(zone)});
    }

    private static GeneralSubtree zone(String zone) {
        return new GeneralSubtree(new GeneralName(GeneralName.dNSName, zone));
    }

    private static boolean pkixAccepts(Made leaf, List<Made> sent) throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(x509(leaf));
        var certificates = new ArrayList<X509Certificate>();
        for (Made made : sent) {
            certificates.add(x509(made));
        }
        certificates.add(x509(leaf));
        var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(x509(ROOT), null)), target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(-1);
        parameters.setDate(Date.from(NOW));
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException refused) {
            return false;
        }
    }

    private static X509Certificate x509(Made made) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.der().toArray()));
    }
}
