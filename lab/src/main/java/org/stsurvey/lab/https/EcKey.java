package org.stsurvey.lab.https;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.stsurvey.lab.world.Certificate;

/// A key pair on P-256 that follows from a seed and a label. Anyone can work out the private part: these keys
/// protect nothing, they make a simulated world repeatable.
record EcKey(ECPrivateKeyParameters privateKey, ECPublicKeyParameters publicKey) implements LabKey {
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

    /// A signer whose signatures depend on nothing but the key and the message.
    @Override
    public ContentSigner signer(Certificate.Digest digest) throws OperatorCreationException {
        var algorithm = new AlgorithmIdentifier(
                switch (digest) {
                    case SHA256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
                    case SHA1 -> X9ObjectIdentifiers.ecdsa_with_SHA1;
                    case MD5 -> throw new IllegalArgumentException("there is no ECDSA with MD5");
                });
        AlgorithmIdentifier hash = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
        return new BcECContentSignerBuilder(algorithm, hash) {
            @Override
            protected Signer createSigner(AlgorithmIdentifier signature, AlgorithmIdentifier of)
                    throws OperatorCreationException {
                return new DSADigestSigner(
                        new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), digestProvider.get(of));
            }
        }.build(privateKey);
    }
}
