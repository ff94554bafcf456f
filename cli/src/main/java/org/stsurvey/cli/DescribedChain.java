package org.stsurvey.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.observation.ByteString;

/// Certificate chains made from a description, and judged by the rules for certificates as if a server had sent
/// them.
///
/// A description in words says nothing that a rule could look at, and answering it from a list of words would
/// test the list and not the rules. So there is a small world of authorities here: a root that is trusted, an
/// intermediate that it signed and that the rulebook knows, an intermediate that has expired, one that nobody
/// knows, and a root that is not trusted. The leaf is made as described, signed by one of them, and sent with
/// what its [Shape] says.
final class DescribedChain {

    private static final Duration AGE = Duration.ofDays(400);
    private static final Duration REST = Duration.ofDays(3_650);
    private static final Duration LAPSED = Duration.ofDays(10);
    private static final List<Integer> RSA_BITS = List.of(768, 1024, 1536, 2048, 3072, 4096);

    private final Instant at;
    private final Map<Integer, KeyPair> rsaKeys = new HashMap<>();
    private final KeyPair leafKeys = ellipticKeys();
    private final Authority root;
    private final Authority issuer;
    private final Authority lapsedIssuer;
    private final Authority unknownIssuer;
    private final Authority privateRoot;
    private final Lint lint;
    private long serial = 1;

    /// How a leaf is linked to a root, and what of that the server sends.
    enum Shape {
        /// Signed by an intermediate that a trusted root signed; the intermediate is sent.
        TRUSTED,
        /// The same, but the intermediate has expired.
        EXPIRED_INTERMEDIATE,
        /// The leaf alone is sent; the intermediate is one that the rulebook knows.
        INTERMEDIATE_NOT_SENT,
        /// The leaf alone is sent, and nobody knows who signed it.
        UNKNOWN_ISSUER,
        /// Signed by a root that is not trusted; the root is sent.
        PRIVATE_ROOT_SENT,
        /// The leaf signed itself.
        SELF_SIGNED;

        /// The shape that the words of a case describe.
        ///
        /// @throws IllegalArgumentException if they describe none
        static Shape of(String words) {
            String text = words.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
            boolean unsent = text.contains("not sent") || text.contains("missing") || text.contains("unsent");
            boolean untrustedRoot =
                    text.contains("private") || text.contains("untrusted") || text.contains("unknown root");
            if (text.contains("self signed") && !text.contains("root")) {
                return SELF_SIGNED;
            }
            if (text.contains("no aia") || text.contains("unknown issuer") || text.contains("issuer unknown")) {
                return UNKNOWN_ISSUER;
            }
            if (untrustedRoot || text.contains("self signed root")) {
                return unsent || text.contains("leaf only") ? UNKNOWN_ISSUER : PRIVATE_ROOT_SENT;
            }
            if (text.contains("expired")) {
                return EXPIRED_INTERMEDIATE;
            }
            if (text.contains("leaf only") || text.contains("incomplete") || (unsent && !text.contains("root"))) {
                return INTERMEDIATE_NOT_SENT;
            }
            if (text.contains("trusted") || text.contains("full") || text.contains("public")) {
                return TRUSTED;
            }
            throw new IllegalArgumentException(
                    "\"chain\" is none of \"trusted\", \"intermediate expired\", \"intermediate not"
                            + " sent\", \"leaf only, no AIA\", \"private root sent\", \"self-signed leaf\"");
        }
    }

    /// What a case says of the leaf.
    record Leaf(
            List<String> dnsNames,
            Optional<String> commonName,
            Instant notBefore,
            Instant notAfter,
            String key,
            String signature,
            List<String> purposes,
            boolean authority) {}

    /// Something that signs.
    private record Authority(X500Name name, KeyPair keys, ByteString certificate) {}

    /// @param at the time of the observation, in whole seconds
    DescribedChain(Instant at) {
        this.at = at;
        this.root = root("Trusted Root");
        this.issuer = intermediate("Issuer", at.plus(REST));
        this.lapsedIssuer = intermediate("Lapsed Issuer", at.minus(LAPSED));
        this.unknownIssuer = intermediate("Unknown Issuer", at.plus(REST));
        this.privateRoot = root("Private Root");
        this.lint = new Lint(Rulebook.of(
                new ChainRules(
                        TrustAnchors.fromPem(pem(root), "the trusted root"),
                        Intermediates.fromPem(pem(issuer), "the known intermediate")),
                _ -> Optional.empty()));
    }

    /// Makes the chain and judges it.
    Lint.Result<?> judge(Leaf leaf, Shape shape, String host) {
        List<ByteString> chain = switch (shape) {
            case TRUSTED -> List.of(sign(leaf, issuer), issuer.certificate());
            case EXPIRED_INTERMEDIATE -> List.of(sign(leaf, lapsedIssuer), lapsedIssuer.certificate());
            case INTERMEDIATE_NOT_SENT -> List.of(sign(leaf, issuer));
            case UNKNOWN_ISSUER -> List.of(sign(leaf, unknownIssuer));
            case PRIVATE_ROOT_SENT -> List.of(sign(leaf, privateRoot), privateRoot.certificate());
            case SELF_SIGNED -> {
                KeyPair own = keys(leaf.key());
                yield List.of(sign(leaf, new Authority(subject(leaf), own, ByteString.empty())));
            }
        };
        return lint.certificates(chain, host, at);
    }

    private Authority root(String commonName) {
        X500Name name = name(commonName);
        KeyPair keys = ellipticKeys();
        return authority(name, keys, new Authority(name, keys, ByteString.empty()), at.plus(REST));
    }

    private Authority intermediate(String commonName, Instant notAfter) {
        return authority(name(commonName), ellipticKeys(), root, notAfter);
    }

    private Authority authority(X500Name name, KeyPair keys, Authority signer, Instant notAfter) {
        X509v3CertificateBuilder builder = builder(signer, name, keys, at.minus(AGE), notAfter);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Authority(name, keys, signed(builder, signer, "SHA256"));
    }

    private ByteString sign(Leaf leaf, Authority signer) {
        X509v3CertificateBuilder builder =
                builder(signer, subject(leaf), keys(leaf.key()), leaf.notBefore(), leaf.notAfter());
        try {
            if (!leaf.dnsNames().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, altNames(leaf.dnsNames()));
            }
            if (leaf.authority()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            }
            if (!leaf.purposes().isEmpty()) {
                KeyPurposeId[] purposes =
                        leaf.purposes().stream().map(DescribedChain::purpose).toArray(KeyPurposeId[]::new);
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return signed(builder, signer, digest(leaf.signature()));
    }

    /// Any octets, also such as no authority would sign.
    private static DERSequence altNames(List<String> names) {
        return new DERSequence(names.stream()
                .map(name -> new DERTaggedObject(
                        false, GeneralName.dNSName, new DEROctetString(name.getBytes(StandardCharsets.UTF_8))))
                .toArray(ASN1Encodable[]::new));
    }

    private static KeyPurposeId purpose(String word) {
        return switch (word) {
            case "serverAuth" -> KeyPurposeId.id_kp_serverAuth;
            case "clientAuth" -> KeyPurposeId.id_kp_clientAuth;
            case "emailProtection" -> KeyPurposeId.id_kp_emailProtection;
            case "codeSigning" -> KeyPurposeId.id_kp_codeSigning;
            case "any" -> KeyPurposeId.anyExtendedKeyUsage;
            default ->
                throw new IllegalArgumentException(
                        "\"eku\" is none of serverAuth, clientAuth, emailProtection, codeSigning, any");
        };
    }

    private static String digest(String word) {
        return switch (word.toUpperCase(Locale.ROOT).replace("-", "")) {
            case "SHA1" -> "SHA1";
            case "SHA256" -> "SHA256";
            case "SHA384" -> "SHA384";
            case "SHA512" -> "SHA512";
            default -> throw new IllegalArgumentException("\"signature\" is none of SHA1, SHA256, SHA384, SHA512");
        };
    }

    private KeyPair keys(String word) {
        String text = word.toUpperCase(Locale.ROOT).replaceAll("[ _-]", "");
        if (text.equals("EC") || text.equals("EC256") || text.equals("P256")) {
            return leafKeys;
        }
        return RSA_BITS.stream()
                .filter(bits -> text.equals("RSA" + bits))
                .findFirst()
                .map(bits -> rsaKeys.computeIfAbsent(bits, DescribedChain::rsaKeys))
                .orElseThrow(
                        () -> new IllegalArgumentException("\"key\" is neither EC nor RSA with one of " + RSA_BITS));
    }

    private X509v3CertificateBuilder builder(
            Authority signer, X500Name subject, KeyPair keys, Instant notBefore, Instant notAfter) {
        return new X509v3CertificateBuilder(
                signer.name(),
                BigInteger.valueOf(serial++),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    }

    private static ByteString signed(X509v3CertificateBuilder builder, Authority signer, String digest) {
        String family = signer.keys().getPublic().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
        try {
            var contentSigner = new JcaContentSignerBuilder(digest + "with" + family)
                    .build(signer.keys().getPrivate());
            return ByteString.copyOf(builder.build(contentSigner).getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name subject(Leaf leaf) {
        return leaf.commonName().map(DescribedChain::name).orElseGet(() -> name("whoever.example"));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static KeyPair ellipticKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsaKeys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Authority authority) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getEncoder().encodeToString(authority.certificate().toArray())
                + "\n-----END CERTIFICATE-----\n";
    }
}
