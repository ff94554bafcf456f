package org.stsurvey.lab.https;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/// A key pair on P-256 that follows from a seed and a label. Anyone can work out the private part: these keys protect
/// nothing, they make a simulated world repeatable.
record EcKey(ECPrivateKeyParameters privateKey, ECPublicKeyParameters publicKey) {
    private static final ECNamedDomainParameters P256 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));

    static EcKey of(long seed, String label) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-512").digest((seed + " " + label).getBytes(StandardCharsets.UTF_8));
            BigInteger scalar = new BigInteger(1, hash)
                    .mod(P256.getN().subtract(BigInteger.ONE))
                    .add(BigInteger.ONE);
            return new EcKey(
                    new ECPrivateKeyParameters(scalar, P256),
                    new ECPublicKeyParameters(P256.getG().multiply(scalar), P256));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    SubjectPublicKeyInfo publicKeyInfo() {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A signer whose signatures depend on nothing but the key and the message.
    ContentSigner signer(ASN1ObjectIdentifier signatureAlgorithm) throws OperatorCreationException {
        var algorithm = new AlgorithmIdentifier(signatureAlgorithm);
        AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
        return new BcECContentSignerBuilder(algorithm, digest) {
            @Override
            protected Signer createSigner(AlgorithmIdentifier signature, AlgorithmIdentifier hash)
                    throws OperatorCreationException {
                return new DSADigestSigner(
                        new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), digestProvider.get(hash));
            }
        }.build(privateKey);
    }
}
