package org.stsurvey.scanner.judge.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.stsurvey.scanner.observation.ByteString;

/// Makes one certificate for a test; by default it is sound, for [#HOST], and valid around [#NOW].
final class CertificateMaker {

    static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    static final String HOST = "mta-sts.example.com";

    /// Never registered, so that what is judged cannot depend on it.
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final AtomicLong SERIAL = new AtomicLong(1);
    /// Making RSA keys is slow, and which key is used never matters: one of each size.
    private static final Map<Integer, KeyPair> RSA_KEYS = new ConcurrentHashMap<>();

    private X500Name subject;
    private KeyPair keys = ellipticKeys("secp256r1");
    private Instant notBefore = NOW.minus(Duration.ofDays(30));
    private Instant notAfter = NOW.plus(Duration.ofDays(60));
    private String algorithm = "";
    private boolean withKeyIds = true;
    private final List<Extension> extensions = new ArrayList<>();

    /// A certificate with its private key.
    record Made(ByteString der, X500Name subject, KeyPair keys) {}

    private CertificateMaker(String subject) {
        this.subject = new X500Name(subject);
    }

    /// A leaf for [#HOST] with the purpose of a TLS server.
    static CertificateMaker leaf() {
        return bareLeaf().dns(HOST).purposes(KeyPurposeId.id_kp_serverAuth);
    }

    /// A leaf without extensions.
    static CertificateMaker bareLeaf() {
        return new CertificateMaker("CN=" + HOST);
    }

    static CertificateMaker authority(String name) {
        return bareAuthority(name)
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /// An authority without extensions.
    static CertificateMaker bareAuthority(String name) {
        return new CertificateMaker("O=" + name + ",CN=" + name);
    }

    static Made root(String name) {
        return authority(name)
                .lasting(NOW.minus(Duration.ofDays(3000)), NOW.plus(Duration.ofDays(3000)))
                .selfSigned();
    }

    static KeyPair ellipticKeys(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsaKeys(int bits) {
        return RSA_KEYS.computeIfAbsent(bits, _ -> keys("RSA", bits));
    }

    static KeyPair keys(String type, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(type, BOUNCY_CASTLE);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificateMaker subject(String name) {
        this.subject = new X500Name(name);
        return this;
    }

    CertificateMaker subject(X500Name name) {
        this.subject = name;
        return this;
    }

    CertificateMaker keys(KeyPair keys) {
        this.keys = keys;
        return this;
    }

    CertificateMaker lasting(Instant notBefore, Instant notAfter) {
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        return this;
    }

    CertificateMaker expired(Duration ago) {
        return lasting(NOW.minus(ago).minus(Duration.ofDays(90)), NOW.minus(ago));
    }

    CertificateMaker notYetValid(Duration ahead) {
        return lasting(NOW.plus(ahead), NOW.plus(ahead).plus(Duration.ofDays(90)));
    }

    /// The signature's algorithm, instead of SHA-256 with whatever the issuer's key is.
    CertificateMaker signature(String algorithm) {
        this.algorithm = algorithm;
        return this;
    }

    CertificateMaker withoutKeyIds() {
        this.withKeyIds = false;
        return this;
    }

    CertificateMaker dns(String... names) {
        return altNames(Arrays.stream(names)
                .map(name -> altName(2, name.getBytes(StandardCharsets.ISO_8859_1)))
                .toArray(ASN1Encodable[]::new));
    }

    CertificateMaker altNames(ASN1Encodable... names) {
        return extension(Extension.subjectAlternativeName, false, new DERSequence(names));
    }

    /// A general name of any octets.
    static ASN1Encodable altName(int form, byte[] octets) {
        return new DERTaggedObject(false, form, new DEROctetString(octets));
    }

    CertificateMaker purposes(KeyPurposeId... purposes) {
        return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    CertificateMaker keyUsage(int bits) {
        return extension(Extension.keyUsage, true, new KeyUsage(bits));
    }

    CertificateMaker pathLength(int limit) {
        return extension(Extension.basicConstraints, true, new BasicConstraints(limit));
    }

    CertificateMaker extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            return extension(id, critical, value.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Replaces the extension of the same identifier.
    CertificateMaker extension(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
        extensions.removeIf(extension -> extension.getExtnId().equals(id));
        extensions.add(new Extension(id, critical, value));
        return this;
    }

    Made selfSigned() {
        return sign(subject, keys);
    }

    Made signedBy(Made issuer) {
        return sign(issuer.subject(), issuer.keys());
    }

    private Made sign(X500Name issuer, KeyPair issuerKeys) {
        var key = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        var builder = new X509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                key);
        try {
            for (Extension extension : extensions) {
                builder.addExtension(extension);
            }
            if (withKeyIds) {
                var keyIds = new JcaX509ExtensionUtils();
                builder.addExtension(
                        Extension.subjectKeyIdentifier, false, keyIds.createSubjectKeyIdentifier(keys.getPublic()));
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        keyIds.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            }
            var signer = new JcaContentSignerBuilder(signatureFor(issuerKeys))
                    .setProvider(BOUNCY_CASTLE)
                    .build(issuerKeys.getPrivate());
            return new Made(ByteString.copyOf(builder.build(signer).getEncoded()), subject, keys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signatureFor(KeyPair issuerKeys) {
        if (!algorithm.isEmpty()) {
            return algorithm;
        }
        var key = issuerKeys.getPublic();
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "DSA" -> "SHA256withDSA";
            case String other -> key.getParams() instanceof NamedParameterSpec named ? named.getName() : other;
        };
    }
}
