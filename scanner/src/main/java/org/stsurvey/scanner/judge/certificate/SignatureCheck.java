package org.stsurvey.scanner.judge.certificate;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Set;
import org.stsurvey.scanner.observation.ByteString;

/// Whether a certificate, or an OCSP response, was signed with a key.
///
/// Algorithms are named to the JDK's cryptography directly, so that `jdk.certpath.disabledAlgorithms` and its
/// like, which restrict paths and handshakes, have no say: an MD5 signature is verified, and then called weak.
enum SignatureCheck {
    VERIFIES,
    FAILS,
    /// The algorithm of the signature or of the key is not known here.
    UNSUPPORTED;

    private static final Map<String, String> KEY_FACTORIES = Map.of(
            SubjectKey.RSA,
            "RSA",
            SubjectKey.RSA_PSS,
            "RSASSA-PSS",
            SubjectKey.EC,
            "EC",
            SubjectKey.ED25519,
            "Ed25519",
            SubjectKey.ED448,
            "Ed448",
            SubjectKey.ML_DSA_44,
            "ML-DSA",
            SubjectKey.ML_DSA_65,
            "ML-DSA",
            SubjectKey.ML_DSA_87,
            "ML-DSA");

    /// Those that every JDK verifies with.
    private static final Set<String> CURVES = Set.of(SubjectKey.SECP256R1, SubjectKey.SECP384R1, SubjectKey.SECP521R1);

    static SignatureCheck of(Certificate certificate, SubjectKey key) {
        return of(certificate.signatureAlgorithm(), certificate.signed(), certificate.signature(), key);
    }

    /// @param signed what the signature is over
    static SignatureCheck of(AlgorithmIdentifier identifier, ByteString signed, ByteString octets, SubjectKey key) {
        var algorithm = SignatureAlgorithm.of(identifier);
        if (algorithm.isPresent() && !algorithm.get().isMadeWith(key)) {
            return FAILS;
        }
        String keyFactory = KEY_FACTORIES.get(key.algorithm());
        if (algorithm.isEmpty() || keyFactory == null || (!key.curve().isEmpty() && !CURVES.contains(key.curve()))) {
            return UNSUPPORTED;
        }
        Signature signature;
        try {
            signature = Signature.getInstance(algorithm.get().title());
            signature.initVerify(KeyFactory.getInstance(keyFactory)
                    .generatePublic(new X509EncodedKeySpec(key.encoded().toArray())));
        } catch (GeneralSecurityException | RuntimeException unusable) {
            // a curve given in full, a modulus out of bounds; for some hostile keys providers throw unchecked
            // exceptions
            return UNSUPPORTED;
        }
        try {
            if (algorithm.get() == SignatureAlgorithm.RSA_PSS) {
                signature.setParameter(pssParameters(identifier));
            }
            signature.update(signed.toArray());
            return signature.verify(octets.toArray()) ? VERIFIES : FAILS;
        } catch (GeneralSecurityException | IOException | RuntimeException refused) {
            return FAILS;
        }
    }

    private static PSSParameterSpec pssParameters(AlgorithmIdentifier identifier)
            throws GeneralSecurityException, IOException {
        var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        parameters.init(identifier.parameters().toArray());
        return parameters.getParameterSpec(PSSParameterSpec.class);
    }
}
