package org.stsurvey.scanner.judge.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.observation.ByteString;

/// What an OCSP response that a server staples to its certificate says of it (RFC 6960 §4.2, RFC 6066 §8).
///
/// Only "revoked" is looked for, and it counts only from somebody who may say so: the issuer of the certificate, or a
/// responder whom the issuer certified for that. How old the response is does not matter, as nobody takes a revocation
/// back; the one that can be lifted, `certificateHold`, counts until the response is out of date. A response that is
/// malformed, of another certificate or by a stranger says nothing.
final class StapledResponse {

    private static final String BASIC = "1.3.6.1.5.5.7.48.1.1";
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

    /// CertID's hashAlgorithm; SHA-1 is what nearly all responders use.
    private static final Map<String, String> DIGESTS = Map.of(
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");

    private static final int ENUMERATED = 0x0a;
    private static final int CERTIFICATE_HOLD = 6;

    /// RFC 5280 §5.3.1, by number.
    private static final List<String> REASONS = List.of(
            "unspecified",
            "keyCompromise",
            "cACompromise",
            "affiliationChanged",
            "superseded",
            "cessationOfOperation",
            "certificateHold",
            "7",
            "removeFromCRL",
            "privilegeWithdrawn",
            "aACompromise");

    private final Certificate leaf;
    private final Certificate issuer;
    private final Instant at;

    private StapledResponse(Certificate leaf, Certificate issuer, Instant at) {
        this.leaf = leaf;
        this.issuer = issuer;
        this.at = at;
    }

    /// That the leaf is revoked, if the response says so and may.
    static Optional<CertificateFault> revocation(
            ByteString response, Certificate leaf, Certificate issuer, Instant at) {
        try {
            return new StapledResponse(leaf, issuer, at).read(response);
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private Optional<CertificateFault> read(ByteString der) throws MalformedException {
        var response = DerReader.over(der).enter(DerReader.SEQUENCE);
        // responseStatus other than successful(0) comes without responseBytes
        if (!response.read(ENUMERATED).equals(ByteString.copyOf(new byte[1])) || response.atEnd()) {
            return Optional.empty();
        }
        var bytes = response.enter(DerReader.contextConstructed(0)).enter(DerReader.SEQUENCE);
        if (!bytes.readObjectIdentifier().equals(BASIC)) {
            return Optional.empty();
        }
        var basic = DerReader.over(bytes.read(DerReader.OCTET_STRING)).enter(DerReader.SEQUENCE);
        ByteString signed = basic.element();
        var revoked = revoked(DerReader.over(signed).enter(DerReader.SEQUENCE));
        if (revoked.isEmpty()) {
            return Optional.empty();
        }
        var algorithm = AlgorithmIdentifier.read(basic);
        ByteString signature = basic.enterBitString().rest();
        for (Certificate signer : signers(basic)) {
            if (SignatureCheck.of(algorithm, signed, signature, signer.key()) == SignatureCheck.VERIFIES) {
                return revoked;
            }
        }
        return Optional.empty();
    }

    /// The fault that the responses of a ResponseData state.
    private Optional<CertificateFault> revoked(DerReader data) throws MalformedException {
        if (data.next() == DerReader.contextConstructed(0)) {
            data.element(); // version
        }
        data.element(); // responderID: who signed shows in the signature
        data.readTime(); // producedAt
        for (var responses = data.enter(DerReader.SEQUENCE); !responses.atEnd(); ) {
            var single = responses.enter(DerReader.SEQUENCE);
            if (isOfLeaf(single.enter(DerReader.SEQUENCE)) && single.next() == DerReader.contextConstructed(1)) {
                return revoked(single.enter(DerReader.contextConstructed(1)), single);
            }
        }
        return Optional.empty();
    }

    /// @param info the RevokedInfo
    /// @param single what comes behind it
    private Optional<CertificateFault> revoked(DerReader info, DerReader single) throws MalformedException {
        Instant revokedAt = info.readTime();
        int reason = info.next() == DerReader.contextConstructed(0)
                ? info.enter(DerReader.contextConstructed(0)).read(ENUMERATED).at(0)
                : -1;
        single.readTime(); // thisUpdate
        boolean outOfDate = single.next() == DerReader.contextConstructed(0)
                && single.enter(DerReader.contextConstructed(0)).readTime().isBefore(at);
        if (revokedAt.isAfter(at) || (reason == CERTIFICATE_HOLD && outOfDate)) {
            return Optional.empty();
        }
        var detail = new TreeMap<>(Map.of("revoked_at", revokedAt.toString()));
        if (reason >= 0) {
            detail.put("reason", reason < REASONS.size() ? REASONS.get(reason) : Integer.toString(reason));
        }
        return Optional.of(new CertificateFault(Kind.REVOKED, detail));
    }

    /// RFC 6960 §4.1.1: CertID names the issuer by the hashes of its name and its key.
    private boolean isOfLeaf(DerReader certId) throws MalformedException {
        String digest = DIGESTS.get(AlgorithmIdentifier.read(certId).algorithm());
        ByteString nameHash = certId.read(DerReader.OCTET_STRING);
        ByteString keyHash = certId.read(DerReader.OCTET_STRING);
        return digest != null
                && certId.read(DerReader.INTEGER).equals(leaf.serialNumber())
                && keyHash.equals(hash(digest, keyBits(issuer)))
                && nameHash.equals(hash(digest, leaf.issuerDer()));
    }

    private static ByteString keyBits(Certificate certificate) throws MalformedException {
        var info = DerReader.over(certificate.key().encoded()).enter(DerReader.SEQUENCE);
        info.element(); // algorithm
        return info.enterBitString().rest();
    }

    private static ByteString hash(String digest, ByteString octets) {
        try {
            return ByteString.copyOf(MessageDigest.getInstance(digest).digest(octets.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + digest, e);
        }
    }

    /// RFC 6960 §4.2.2.2: the issuer, or a responder whose certificate the issuer signed with this purpose.
    private List<Certificate> signers(DerReader basic) throws MalformedException {
        var signers = new ArrayList<Certificate>();
        signers.add(issuer);
        if (basic.next() == DerReader.contextConstructed(0)) {
            for (var sent = basic.enter(DerReader.contextConstructed(0)).enter(DerReader.SEQUENCE); !sent.atEnd(); ) {
                var responder = Certificate.read(sent.element());
                if (isResponder(responder)) {
                    signers.add(responder);
                }
            }
        }
        return signers;
    }

    private boolean isResponder(Certificate certificate) {
        return certificate.issuer().sameAs(issuer.subject())
                && certificate
                        .extensions()
                        .extendedKeyUsage()
                        .filter(uses -> uses.contains(OCSP_SIGNING))
                        .isPresent()
                && SignatureCheck.of(certificate, issuer.key()) == SignatureCheck.VERIFIES;
    }
}
