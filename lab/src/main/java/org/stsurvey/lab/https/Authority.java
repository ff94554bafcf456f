package org.stsurvey.lab.https;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.stsurvey.lab.world.Certificate;
import org.stsurvey.lab.world.Draw;

/// The certificate authorities of the simulated world, good and bad, which sign what a scenario describes.
///
/// Keys, serial numbers and signatures (RFC 6979) follow from the seed, and validity from `today`: so the same world
/// of the same day has the same certificates, byte for byte, and a client may keep the root. All server certificates
/// share one key, which makes issuing one a single signature.
final class Authority {
    private static final int VALID_FROM_DAYS = -400;
    private static final int VALID_TO_DAYS = 3_650;
    private static final int LAPSED_TO_DAYS = -10;
    private static final String PERMITTED_SUBTREE = "name-constraint.example";

    /// One certificate of an authority and the key with which it signs others.
    private record Signer(X500Name name, EcKey key, X509Certificate certificate) {}

    private final long seed;
    private final Instant today;
    private final Signer root;
    private final Map<Certificate.Issuer, Signer> issuers = new EnumMap<>(Certificate.Issuer.class);
    private final Signer untrustedRoot;
    private final EcKey serverKey;
    private final PrivateKey serverPrivateKey;

    Authority(long seed, Instant today) {
        this.seed = seed;
        this.today = today;
        serverKey = EcKey.of(seed, "server");
        serverPrivateKey = privateKey(serverKey);
        root = root("stsurvey lab root");
        untrustedRoot = root("stsurvey lab root that nobody trusts");
        issuers.put(Certificate.Issuer.TRUSTED, intermediate("stsurvey lab intermediate", root, VALID_TO_DAYS, false));
        issuers.put(
                Certificate.Issuer.EXPIRED_INTERMEDIATE,
                intermediate("stsurvey lab lapsed intermediate", root, LAPSED_TO_DAYS, false));
        issuers.put(
                Certificate.Issuer.CONSTRAINED_INTERMEDIATE,
                intermediate("stsurvey lab constrained intermediate", root, VALID_TO_DAYS, true));
        issuers.put(
                Certificate.Issuer.UNSENT_INTERMEDIATE,
                intermediate("stsurvey lab unsent intermediate", untrustedRoot, VALID_TO_DAYS, false));
        issuers.put(
                Certificate.Issuer.UNTRUSTED_ROOT,
                intermediate("stsurvey lab untrusted intermediate", untrustedRoot, VALID_TO_DAYS, false));
    }

    /// The root that clients of this world are to trust, in PEM.
    String rootPem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The certificate of a server, with what is sent beside it.
    Identity issue(Certificate wanted) {
        X500Name subject = name(wanted.commonName());
        boolean self = wanted.issuer() == Certificate.Issuer.SELF;
        Signer signer = self ? new Signer(subject, serverKey, root.certificate) : issuer(wanted.issuer());
        X509v3CertificateBuilder leaf =
                builder(signer.name, subject, serverKey, wanted.notBeforeDays(), wanted.notAfterDays());
        try {
            if (!wanted.dnsNames().isEmpty()) {
                GeneralName[] names = wanted.dnsNames().stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                leaf.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(wanted.authority()));
            leaf.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(wanted.authority() ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            KeyPurposeId purpose = switch (wanted.purpose()) {
                case SERVER -> KeyPurposeId.id_kp_serverAuth;
                case CLIENT_ONLY -> KeyPurposeId.id_kp_clientAuth;
            };
            leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(sign(leaf, signer, wanted.sha1()));
        switch (wanted.issuer()) {
            case TRUSTED, EXPIRED_INTERMEDIATE, CONSTRAINED_INTERMEDIATE -> chain.add(signer.certificate);
            case UNTRUSTED_ROOT -> chain.addAll(List.of(signer.certificate, untrustedRoot.certificate));
            case UNSENT_INTERMEDIATE, SELF -> {}
        }
        return new Identity(List.copyOf(chain), serverPrivateKey);
    }

    private Signer issuer(Certificate.Issuer issuer) {
        return Objects.requireNonNull(issuers.get(issuer));
    }

    private Signer root(String commonName) {
        X500Name name = name(commonName);
        EcKey key = EcKey.of(seed, commonName);
        return authority(name, key, name, key, VALID_TO_DAYS, false);
    }

    private Signer intermediate(String commonName, Signer issuer, int toDays, boolean constrained) {
        EcKey key = EcKey.of(seed, commonName);
        return authority(name(commonName), key, issuer.name, issuer.key, toDays, constrained);
    }

    private Signer authority(
            X500Name name, EcKey key, X500Name issuer, EcKey issuerKey, int toDays, boolean constrained) {
        X509v3CertificateBuilder builder = builder(issuer, name, key, VALID_FROM_DAYS, toDays);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new BcX509ExtensionUtils().createSubjectKeyIdentifier(key.publicKey()));
            if (constrained) {
                var only = new GeneralSubtree(new GeneralName(GeneralName.dNSName, PERMITTED_SUBTREE));
                builder.addExtension(
                        Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {only}, null));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Signer(name, key, certificate(builder, issuerKey, false));
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, EcKey key, int fromDays, int toDays) {
        BigInteger serial = BigInteger.valueOf(
                        Draw.of(seed, subject + " " + issuer).bits("serial"))
                .abs()
                .add(BigInteger.ONE);
        return new X509v3CertificateBuilder(issuer, serial, date(fromDays), date(toDays), subject, key.publicKeyInfo());
    }

    private Date date(int days) {
        return Date.from(today.plus(Duration.ofDays(days)));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, Signer signer, boolean sha1) {
        return certificate(builder, signer.key, sha1);
    }

    private static X509Certificate certificate(X509v3CertificateBuilder builder, EcKey signer, boolean sha1) {
        ASN1ObjectIdentifier algorithm =
                sha1 ? X9ObjectIdentifiers.ecdsa_with_SHA1 : X9ObjectIdentifiers.ecdsa_with_SHA256;
        try {
            byte[] der = builder.build(signer.signer(algorithm)).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "stsurvey lab")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static PrivateKey privateKey(EcKey key) {
        try {
            byte[] pkcs8 =
                    PrivateKeyInfoFactory.createPrivateKeyInfo(key.privateKey()).getEncoded();
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
