package org.stsurvey.scanner.judge.certificate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The signature algorithms of certificates, by identifier: RFC 3279, 4055, 5758, 8410 and 9881.
enum SignatureAlgorithm {
    MD2_RSA("1.2.840.113549.1.1.2", "MD2withRSA", SubjectKey.RSA, Digest.BROKEN),
    MD4_RSA("1.2.840.113549.1.1.3", "MD4withRSA", SubjectKey.RSA, Digest.BROKEN),
    MD5_RSA("1.2.840.113549.1.1.4", "MD5withRSA", SubjectKey.RSA, Digest.BROKEN),
    SHA1_RSA("1.2.840.113549.1.1.5", "SHA1withRSA", SubjectKey.RSA, Digest.BROKEN),
    SHA1_RSA_OIW("1.3.14.3.2.29", "SHA1withRSA", SubjectKey.RSA, Digest.BROKEN),
    SHA224_RSA("1.2.840.113549.1.1.14", "SHA224withRSA", SubjectKey.RSA, Digest.SOUND),
    SHA256_RSA("1.2.840.113549.1.1.11", "SHA256withRSA", SubjectKey.RSA, Digest.SOUND),
    SHA384_RSA("1.2.840.113549.1.1.12", "SHA384withRSA", SubjectKey.RSA, Digest.SOUND),
    SHA512_RSA("1.2.840.113549.1.1.13", "SHA512withRSA", SubjectKey.RSA, Digest.SOUND),
    RSA_PSS("1.2.840.113549.1.1.10", "RSASSA-PSS", SubjectKey.RSA, Digest.IN_PARAMETERS),
    SHA1_DSA("1.2.840.10040.4.3", "SHA1withDSA", SubjectKey.DSA, Digest.BROKEN),
    SHA1_ECDSA("1.2.840.10045.4.1", "SHA1withECDSA", SubjectKey.EC, Digest.BROKEN),
    SHA224_ECDSA("1.2.840.10045.4.3.1", "SHA224withECDSA", SubjectKey.EC, Digest.SOUND),
    SHA256_ECDSA("1.2.840.10045.4.3.2", "SHA256withECDSA", SubjectKey.EC, Digest.SOUND),
    SHA384_ECDSA("1.2.840.10045.4.3.3", "SHA384withECDSA", SubjectKey.EC, Digest.SOUND),
    SHA512_ECDSA("1.2.840.10045.4.3.4", "SHA512withECDSA", SubjectKey.EC, Digest.SOUND),
    ED25519(SubjectKey.ED25519, "Ed25519", SubjectKey.ED25519, Digest.SOUND),
    ED448(SubjectKey.ED448, "Ed448", SubjectKey.ED448, Digest.SOUND),
    ML_DSA_44(SubjectKey.ML_DSA_44, "ML-DSA-44", SubjectKey.ML_DSA_44, Digest.SOUND),
    ML_DSA_65(SubjectKey.ML_DSA_65, "ML-DSA-65", SubjectKey.ML_DSA_65, Digest.SOUND),
    ML_DSA_87(SubjectKey.ML_DSA_87, "ML-DSA-87", SubjectKey.ML_DSA_87, Digest.SOUND);

    private static final Map<String, SignatureAlgorithm> BY_ID =
            Arrays.stream(values()).collect(Collectors.toMap(SignatureAlgorithm::id, Function.identity()));
    /// MD5 and SHA-1.
    private static final Set<String> BROKEN_DIGESTS = Set.of("1.2.840.113549.2.5", "1.3.14.3.2.26");

    private enum Digest {
        BROKEN,
        SOUND,
        IN_PARAMETERS
    }

    private final String id;
    private final String title;
    private final String keyAlgorithm;
    private final Digest digest;

    SignatureAlgorithm(String id, String title, String keyAlgorithm, Digest digest) {
        this.id = id;
        this.title = title;
        this.keyAlgorithm = keyAlgorithm;
        this.digest = digest;
    }

    static Optional<SignatureAlgorithm> of(AlgorithmIdentifier identifier) {
        return Optional.ofNullable(BY_ID.get(identifier.algorithm()));
    }

    /// The name for people; the identifier where the algorithm is not known.
    static String describe(AlgorithmIdentifier identifier) {
        return of(identifier).map(SignatureAlgorithm::title).orElse(identifier.algorithm());
    }

    /// Whether the digest that is signed is MD5 or SHA-1 or older, which can be forged.
    static boolean hasBrokenDigest(AlgorithmIdentifier identifier) {
        return of(identifier)
                .map(algorithm -> switch (algorithm.digest) {
                    case BROKEN -> true;
                    case SOUND -> false;
                    case IN_PARAMETERS -> hasBrokenPssDigest(identifier);
                })
                .orElse(false);
    }

    /// RFC 4055 §3.1: the digest is field 0 of the parameters, SHA-1 where it is left out.
    private static boolean hasBrokenPssDigest(AlgorithmIdentifier identifier) {
        try {
            var parameters = DerReader.over(identifier.parameters()).enter(DerReader.SEQUENCE);
            int digestField = DerReader.contextConstructed(0);
            return parameters.next() != digestField
                    || BROKEN_DIGESTS.contains(AlgorithmIdentifier.read(parameters.enter(digestField))
                            .algorithm());
        } catch (MalformedException malformed) {
            return true;
        }
    }

    /// Whether the key is of the kind that makes such signatures.
    boolean isMadeWith(SubjectKey key) {
        // RFC 4055 §1.2: a key for RSASSA-PSS may be marked as such or as a plain RSA key
        return key.algorithm().equals(keyAlgorithm)
                || (this == RSA_PSS && key.algorithm().equals(SubjectKey.RSA_PSS));
    }

    String id() {
        return id;
    }

    /// Its standard name in the Java Security Standard Algorithm Names.
    String title() {
        return title;
    }
}
