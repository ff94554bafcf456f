package org.stsurvey.scanner.judge.certificate;

import java.util.Map;
import org.stsurvey.scanner.observation.ByteString;

/// The public key of a certificate, RFC 5280 §4.1.2.7.
///
/// @param encoded the SubjectPublicKeyInfo, DER
/// @param algorithm an object identifier
/// @param curve the object identifier of the named curve; empty for other keys and for curves given in full
/// @param family how its strength is measured
/// @param name for people, such as `RSA 2048`, `EC 256` or `Ed25519 255`
/// @param bits the size of the modulus (RSA, DSA) or of the field (elliptic curves); 0 for other families
record SubjectKey(ByteString encoded, String algorithm, String curve, Family family, String name, int bits) {

    static final String RSA = "1.2.840.113549.1.1.1";
    static final String RSA_PSS = "1.2.840.113549.1.1.10";
    static final String EC = "1.2.840.10045.2.1";
    static final String ED25519 = "1.3.101.112";
    static final String ED448 = "1.3.101.113";
    static final String DSA = "1.2.840.10040.4.1";
    static final String ML_DSA_44 = "2.16.840.1.101.3.4.3.17";
    static final String ML_DSA_65 = "2.16.840.1.101.3.4.3.18";
    static final String ML_DSA_87 = "2.16.840.1.101.3.4.3.19";

    static final String SECP256R1 = "1.2.840.10045.3.1.7";
    static final String SECP384R1 = "1.3.132.0.34";
    static final String SECP521R1 = "1.3.132.0.35";

    private static final Map<String, String> OTHER_NAMES = Map.of(
            ED25519,
            "Ed25519 255",
            ED448,
            "Ed448 448",
            "2.16.840.1.101.3.4.3.17",
            "ML-DSA-44",
            "2.16.840.1.101.3.4.3.18",
            "ML-DSA-65",
            "2.16.840.1.101.3.4.3.19",
            "ML-DSA-87");

    enum Family {
        /// RSA and DSA: the modulus counts.
        MODULUS,
        /// The field of the curve counts.
        CURVE,
        /// Of one strength, or unknown to us.
        OTHER
    }

    static SubjectKey read(DerReader parent) throws MalformedException {
        ByteString encoded = parent.element();
        var info = DerReader.over(encoded).enter(DerReader.SEQUENCE);
        var identifier = AlgorithmIdentifier.read(info);
        var key = info.enterBitString();
        info.requireEnd();
        String algorithm = identifier.algorithm();
        return switch (algorithm) {
            case RSA, RSA_PSS -> {
                // RFC 8017 §A.1.1: SEQUENCE { modulus, publicExponent }
                int bits = key.enter(DerReader.SEQUENCE).readBitLength();
                yield new SubjectKey(encoded, algorithm, "", Family.MODULUS, "RSA " + bits, bits);
            }
            case DSA -> {
                // RFC 3279 §2.3.2: SEQUENCE { p, q, g }, or nothing where it is inherited
                var parameters = DerReader.over(identifier.parameters());
                int bits = parameters.atEnd()
                        ? 0
                        : parameters.enter(DerReader.SEQUENCE).readBitLength();
                yield new SubjectKey(encoded, algorithm, "", Family.MODULUS, "DSA " + bits, bits);
            }
            case EC -> {
                String curve = namedCurve(identifier);
                int bits = fieldBits(curve, key.rest());
                yield new SubjectKey(encoded, algorithm, curve, Family.CURVE, "EC " + bits, bits);
            }
            default ->
                new SubjectKey(encoded, algorithm, "", Family.OTHER, OTHER_NAMES.getOrDefault(algorithm, algorithm), 0);
        };
    }

    /// RFC 5480 §2.1.1: the parameters are a namedCurve; other choices "MUST NOT be used".
    private static String namedCurve(AlgorithmIdentifier identifier) throws MalformedException {
        var parameters = DerReader.over(identifier.parameters());
        return parameters.next() == DerReader.OBJECT_IDENTIFIER ? parameters.readObjectIdentifier() : "";
    }

    /// The size of the field from that of a coordinate, which says it for every curve in use but one of 521 bits.
    ///
    /// @param point SEC 1 §2.3.3: 04 X Y, or 02 or 03 and X
    private static int fieldBits(String curve, ByteString point) throws MalformedException {
        if (point.size() < 2) {
            throw new MalformedException("elliptic curve key without a point");
        }
        int coordinateOctets = point.at(0) == 0x04 ? (point.size() - 1) / 2 : point.size() - 1;
        return curve.equals(SECP521R1) ? 521 : 8 * coordinateOctets;
    }
}
