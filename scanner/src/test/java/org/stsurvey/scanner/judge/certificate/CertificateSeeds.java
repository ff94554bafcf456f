package org.stsurvey.scanner.judge.certificate;

import static org.stsurvey.scanner.judge.certificate.CertificateMaker.leaf;
import static org.stsurvey.scanner.judge.certificate.CertificateMaker.rsaKeys;

import java.util.List;
import org.stsurvey.scanner.observation.ByteString;

/// Certificates to mutate, and rules under which the first two of them are a chain.
public final class CertificateSeeds {

    private CertificateSeeds() {}

    /// A leaf, its issuer, and leaves of other kinds; DER.
    public static List<ByteString> certificates() {
        return List.of(
                leaf().signedBy(Chains.ISSUER).der(),
                Chains.ISSUER.der(),
                leaf().keys(rsaKeys(2048))
                        .signature("SHA256withRSAandMGF1")
                        .selfSigned()
                        .der(),
                HostileChainTest.constrained(3).der(),
                Chains.PRIVATE_ROOT.der());
    }

    /// A SubjectPublicKeyInfo, DER.
    public static ByteString publicKey() {
        return ByteString.copyOf(Chains.ISSUER.keys().getPublic().getEncoded());
    }

    public static ChainRules rules() {
        return new ChainRules(Chains.trusting(Chains.ROOT), Chains.knowing(Chains.ISSUER));
    }
}
