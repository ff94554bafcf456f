package org.stsurvey.lab.https;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.stsurvey.lab.world.Certificate;
import org.stsurvey.lab.world.Certificate.Oddity;
import org.stsurvey.lab.world.Loopback;

/// The extensions of a server's certificate.
final class LeafExtensions {
    /// An enterprise number that nobody has.
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

    /// RFC 7633: the TLS features that the server promises.
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private static final int STATUS_REQUEST = 5;
    private static final int HUGE = 70_000;
    private static final int MANY_NAMES = 10_000;

    private LeafExtensions() {}

    static void add(X509v3CertificateBuilder leaf, Certificate wanted, int trapPort) throws IOException {
        GeneralName[] names = names(wanted);
        if (names.length > 0) {
            // RFC 5280 §4.1.2.6: without a subject, the extension has to be critical.
            leaf.addExtension(
                    Extension.subjectAlternativeName, wanted.commonName().isEmpty(), new GeneralNames(names));
        }
        boolean authority = wanted.oddities().contains(Oddity.AUTHORITY);
        leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        leaf.addExtension(
                Extension.keyUsage, true, new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
        switch (wanted.purpose()) {
            case SERVER -> purpose(leaf, KeyPurposeId.id_kp_serverAuth);
            case CLIENT_ONLY -> purpose(leaf, KeyPurposeId.id_kp_clientAuth);
            case UNSAID -> {}
        }
        for (Oddity oddity : wanted.oddities()) {
            add(leaf, oddity, trapPort);
        }
    }

    private static void purpose(X509v3CertificateBuilder leaf, KeyPurposeId purpose) throws IOException {
        leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private static GeneralName[] names(Certificate wanted) {
        List<GeneralName> names = new ArrayList<>();
        wanted.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        wanted.ipAddresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        if (wanted.oddities().contains(Oddity.TEN_THOUSAND_NAMES)) {
            IntStream.range(0, MANY_NAMES)
                    .forEach(i -> names.add(new GeneralName(GeneralName.dNSName, "name-" + i + ".hosting.example")));
        }
        return names.toArray(GeneralName[]::new);
    }

    private static void add(X509v3CertificateBuilder leaf, Oddity oddity, int trapPort) throws IOException {
        switch (oddity) {
            case AUTHORITY, TEN_THOUSAND_NAMES -> {}
            case MUST_STAPLE -> leaf.addExtension(TLS_FEATURE, false, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
            case UNKNOWN_CRITICAL -> leaf.addExtension(UNKNOWN, true, new DEROctetString(new byte[] {1}));
            case HUGE -> leaf.addExtension(UNKNOWN, false, new DEROctetString(new byte[HUGE]));
            case POINTERS -> addPointers(leaf, "http://" + Loopback.TRAP + ":" + trapPort + "/");
        }
    }

    private static void addPointers(X509v3CertificateBuilder leaf, String trap) throws IOException {
        leaf.addExtension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
            new AccessDescription(AccessDescription.id_ad_caIssuers, uri(trap + "issuer.cer")),
            new AccessDescription(AccessDescription.id_ad_ocsp, uri(trap + "ocsp"))
        }));
        var list = new DistributionPointName(new GeneralNames(uri(trap + "revoked.crl")));
        leaf.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(list, null, null)
        }));
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }
}
