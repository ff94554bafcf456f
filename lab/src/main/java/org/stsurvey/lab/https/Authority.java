package org.stsurvey.lab.https;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.stsurvey.lab.world.Certificate;
import org.stsurvey.lab.world.Draw;

/// The certificate authorities of the simulated world, good and bad, which sign what a scenario describes.
///
/// Keys, serial numbers and signatures (RFC 6979) follow from the seed, and the validity of server certificates
/// from `today`: so the same world of the same day has the same certificates, byte for byte. Its roots are the
/// same on every day, so a client may keep them. All server certificates with one kind of key share it, which
/// makes issuing one a single signature.
public final class Authority {
    private static final Instant VALID_FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant VALID_TO = Instant.parse("2060-01-01T00:00:00Z");
    private static final Duration LAPSED_SINCE = Duration.ofDays(10);

    /// RFC 5280 appendix A.1, ub-common-name; longer names are in the subjectAltName alone.
    private static final int LONGEST_COMMON_NAME = 64;

    private static final String PERMITTED_SUBTREE = "name-constraint.example";

    /// One certificate of an authority and the key with which it signs others.
    private record Signer(X500Name name, LabKey key, X509Certificate certificate) {}

    private final long seed;
    private final Instant today;
    private final IntSupplier trapPort;
    private final Signer root;
    private final Map<Certificate.Issuer, Signer> issuers =
            Collections.synchronizedMap(new EnumMap<>(Certificate.Issuer.class));
    private final Signer newcomerRoot;
    private final Signer untrustedRoot;
    private final Map<Certificate.Key, LabKey> serverKeys =
            Collections.synchronizedMap(new EnumMap<>(Certificate.Key.class));

    /// The authorities of the world of this seed, as of this day.
    ///
    /// @param trapPort the port at [Loopback#TRAP] that some certificates point at
    public Authority(long seed, Instant today, IntSupplier trapPort) {
        this.trapPort = trapPort;
        this.seed = seed;
        this.today = today;
        root = root("stsurvey lab root");
        newcomerRoot = root("stsurvey lab newcomer root");
        untrustedRoot = root("stsurvey lab root that nobody trusts");
        issuers.put(Certificate.Issuer.TRUSTED, intermediate("stsurvey lab intermediate", root, VALID_TO, false));
        issuers.put(
                Certificate.Issuer.EXPIRED_INTERMEDIATE,
                intermediate("stsurvey lab lapsed intermediate", root, today.minus(LAPSED_SINCE), false));
        issuers.put(
                Certificate.Issuer.CONSTRAINED_INTERMEDIATE,
                intermediate("stsurvey lab constrained intermediate", root, VALID_TO, true));
        issuers.put(
                Certificate.Issuer.NEWCOMER,
                intermediate("stsurvey lab newcomer intermediate", newcomerRoot, VALID_TO, false));
        issuers.put(
                Certificate.Issuer.UNSENT_INTERMEDIATE,
                intermediate("stsurvey lab unsent intermediate", untrustedRoot, VALID_TO, false));
        issuers.put(
                Certificate.Issuer.UNTRUSTED_ROOT,
                intermediate("stsurvey lab untrusted intermediate", untrustedRoot, VALID_TO, false));
    }

    /// The root that clients of this world trust from the beginning, in PEM.
    public String rootPem() {
        return Identity.pem(root.certificate);
    }

    /// The root that they trust later, too.
    public String newcomerRootPem() {
        return Identity.pem(newcomerRoot.certificate);
    }

    /// The certificate of a server, with what is sent beside it.
    public Identity issue(Certificate described) {
        boolean tooLong = described
                .commonName()
                .filter(name -> name.length() > LONGEST_COMMON_NAME)
                .isPresent();
        Certificate wanted = tooLong ? described.withoutSubject() : described;
        LabKey key = serverKeys.computeIfAbsent(wanted.key(), this::serverKey);
        X500Name subject = wanted.commonName().map(Authority::name).orElseGet(() -> new X500Name(""));
        boolean self = wanted.issuer() == Certificate.Issuer.SELF;
        Signer signer = self ? new Signer(subject, key, root.certificate) : issuer(wanted.issuer());
        X509v3CertificateBuilder leaf =
                builder(signer.name, subject, key, day(wanted.notBeforeDays()), day(wanted.notAfterDays()));
        try {
            LeafExtensions.add(leaf, wanted, trapPort.getAsInt());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(certificate(leaf, signer.key, wanted.digest()));
        chain.addAll(sentBeside(wanted, signer));
        return new Identity(chain, key.jdkPrivateKey());
    }

    /// What the issuer of a certificate would answer to a question by OCSP (RFC 6960) once it has revoked it: for
    /// servers
    /// that staple what they are given.
    public byte[] revocation(Certificate described, Identity issued, Instant revokedAt) {
        Signer signer = issuer(described.issuer());
        try {
            var digest = new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1);
            var id = new CertificateID(
                    digest,
                    new JcaX509CertificateHolder(signer.certificate),
                    issued.chain().getFirst().getSerialNumber());
            BasicOCSPResp answer = new BasicOCSPRespBuilder(new RespID(signer.name))
                    .addResponse(
                            id,
                            new RevokedStatus(Date.from(revokedAt), CRLReason.keyCompromise),
                            Date.from(today),
                            Date.from(day(7)))
                    .build(signer.key.signer(Certificate.Digest.SHA256), null, Date.from(today));
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, answer)
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<X509Certificate> sentBeside(Certificate wanted, Signer signer) {
        return switch (wanted.issuer()) {
            case TRUSTED, TRUSTED_RSA, EXPIRED_INTERMEDIATE, CONSTRAINED_INTERMEDIATE ->
                switch (wanted.order()) {
                    case USUAL -> List.of(signer.certificate);
                    case WITH_ROOT -> List.of(signer.certificate, root.certificate);
                    case ROOT_FIRST -> List.of(root.certificate, signer.certificate);
                };
            case NEWCOMER -> List.of(signer.certificate, newcomerRoot.certificate);
            case UNTRUSTED_ROOT -> List.of(signer.certificate, untrustedRoot.certificate);
            case UNSENT_INTERMEDIATE, SELF -> List.of();
        };
    }

    /// RSA keys take their time, so they are made when they are first wanted.
    private LabKey serverKey(Certificate.Key key) {
        return switch (key) {
            case EC_256 -> EcKey.of(seed, "server");
            case RSA_2048 -> RsaKey.of(seed, "server", 2_048);
            case RSA_1024 -> RsaKey.of(seed, "server", 1_024);
            case RSA_768 -> RsaKey.of(seed, "server", 768);
        };
    }

    private Signer issuer(Certificate.Issuer issuer) {
        if (issuer == Certificate.Issuer.TRUSTED_RSA) {
            return issuers.computeIfAbsent(issuer, _ -> {
                String commonName = "stsurvey lab RSA intermediate";
                return authority(
                        name(commonName), RsaKey.of(seed, commonName, 2_048), root.name, root.key, VALID_TO, false);
            });
        }
        return Objects.requireNonNull(issuers.get(issuer));
    }

    private Signer root(String commonName) {
        X500Name name = name(commonName);
        EcKey key = EcKey.of(seed, commonName);
        return authority(name, key, name, key, VALID_TO, false);
    }

    private Signer intermediate(String commonName, Signer issuer, Instant to, boolean constrained) {
        EcKey key = EcKey.of(seed, commonName);
        return authority(name(commonName), key, issuer.name, issuer.key, to, constrained);
    }

    private Signer authority(
            X500Name name, LabKey key, X500Name issuer, LabKey issuerKey, Instant to, boolean constrained) {
        X509v3CertificateBuilder builder = builder(issuer, name, key, VALID_FROM, to);
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
        return new Signer(name, key, certificate(builder, issuerKey, Certificate.Digest.SHA256));
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, LabKey key, Instant from, Instant to) {
        BigInteger serial = BigInteger.valueOf(
                        Draw.of(seed, subject + " " + issuer).bits("serial"))
                .abs()
                .add(BigInteger.ONE);
        return new X509v3CertificateBuilder(
                issuer, serial, Date.from(from), Date.from(to), subject, key.publicKeyInfo());
    }

    private Instant day(int days) {
        return today.plus(Duration.ofDays(days));
    }

    private static X509Certificate certificate(
            X509v3CertificateBuilder builder, LabKey signer, Certificate.Digest digest) {
        try {
            byte[] der = builder.build(signer.signer(digest)).getEncoded();
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
}
