package org.stsurvey.lab.https;

import java.io.Serial;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcRSAContentSignerBuilder;
import org.stsurvey.lab.world.Certificate;

/// An RSA key pair that follows from a seed and a label.
record RsaKey(AsymmetricKeyParameter privateKey, AsymmetricKeyParameter publicKey) implements LabKey {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final int CERTAINTY = 80;

    static RsaKey of(long seed, String label, int bits) {
        var generator = new RSAKeyPairGenerator();
        var random = new Seeded((seed + " " + label + " " + bits).getBytes(StandardCharsets.UTF_8));
        generator.init(new RSAKeyGenerationParameters(EXPONENT, random, bits, CERTAINTY));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new RsaKey(pair.getPrivate(), pair.getPublic());
    }

    @Override
    public ContentSigner signer(Certificate.Digest digest) throws OperatorCreationException {
        AlgorithmIdentifier signature = new DefaultSignatureAlgorithmIdentifierFinder().find(digest + "WITHRSA");
        AlgorithmIdentifier hash = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
        return new BcRSAContentSignerBuilder(signature, hash).build(privateKey);
    }

    /// A source of octets that all follow from its seed.
    private static final class Seeded extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1;

        private final byte[] key;
        private int counter;

        Seeded(byte[] key) {
            this.key = key;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            try {
                MessageDigest hash = MessageDigest.getInstance("SHA-512");
                int at = 0;
                while (at < bytes.length) {
                    hash.update(key);
                    byte[] block =
                            hash.digest(ByteBuffer.allocate(4).putInt(counter++).array());
                    int length = Math.min(block.length, bytes.length - at);
                    System.arraycopy(block, 0, bytes, at, length);
                    at += length;
                }
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
