package org.stsurvey.lab.https;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.stsurvey.lab.world.Certificate;

/// A key pair that follows from a seed and a label. Anyone can work out the private part: these keys protect
/// nothing, they make a simulated world repeatable.
sealed interface LabKey permits EcKey, RsaKey {

    AsymmetricKeyParameter privateKey();

    AsymmetricKeyParameter publicKey();

    ContentSigner signer(Certificate.Digest digest) throws OperatorCreationException;

    default SubjectPublicKeyInfo publicKeyInfo() {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The private key as the JDK's TLS wants it.
    default PrivateKey jdkPrivateKey() {
        String algorithm = switch (this) {
            case EcKey _ -> "EC";
            case RsaKey _ -> "RSA";
        };
        try {
            byte[] pkcs8 =
                    PrivateKeyInfoFactory.createPrivateKeyInfo(privateKey()).getEncoded();
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
