package org.stsurvey.scanner.judge.certificate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.ByteString;

/// An X.509 certificate as RFC 5280 §4.1 lays it out; equal to another of the same octets.
///
/// @param der all of it
/// @param signed what the signature is over (tbsCertificate), DER
/// @param version 1, 2 or 3
/// @param serialNumber content of the INTEGER
/// @param issuerDer the name of the issuer as written
record Certificate(
        ByteString der,
        ByteString signed,
        AlgorithmIdentifier signatureAlgorithm,
        ByteString signature,
        int version,
        ByteString serialNumber,
        ByteString issuerDer,
        DistinguishedName issuer,
        Instant notBefore,
        Instant notAfter,
        DistinguishedName subject,
        SubjectKey key,
        Extensions extensions) {

    static Certificate read(ByteString der) throws MalformedException {
        var file = DerReader.over(der);
        var certificate = file.enter(DerReader.SEQUENCE);
        file.requireEnd();
        ByteString signed = certificate.element();
        var signatureAlgorithm = AlgorithmIdentifier.read(certificate);
        ByteString signature = certificate.enterBitString().rest();
        certificate.requireEnd();

        var fields = DerReader.over(signed).enter(DerReader.SEQUENCE);
        int version = fields.next() == DerReader.contextConstructed(0)
                ? fields.enter(DerReader.contextConstructed(0)).readSmallInteger() + 1
                : 1;
        ByteString serialNumber = fields.read(DerReader.INTEGER);
        if (!AlgorithmIdentifier.read(fields).equals(signatureAlgorithm)) {
            // RFC 5280 §4.1.1.2: "MUST contain the same algorithm identifier as the signature field"
            throw new MalformedException("the two signature algorithms differ");
        }
        ByteString issuerDer = fields.element();
        var issuer = DistinguishedName.read(DerReader.over(issuerDer));
        var validity = fields.enter(DerReader.SEQUENCE);
        Instant notBefore = validity.readTime();
        Instant notAfter = validity.readTime();
        validity.requireEnd();
        var subject = DistinguishedName.read(fields);
        var key = SubjectKey.read(fields);
        // RFC 5280 §4.1.2.8: unique identifiers, to be read over
        while (fields.next() == DerReader.context(1) || fields.next() == DerReader.context(2)) {
            fields.element();
        }
        var extensions = new Extensions(extensions(fields));
        fields.requireEnd();
        return new Certificate(
                der,
                signed,
                signatureAlgorithm,
                signature,
                version,
                serialNumber,
                issuerDer,
                issuer,
                notBefore,
                notAfter,
                subject,
                key,
                extensions);
    }

    private static DerReader extensions(DerReader fields) throws MalformedException {
        return fields.atEnd()
                ? fields
                : fields.enter(DerReader.contextConstructed(3)).enter(DerReader.SEQUENCE);
    }

    boolean isSelfIssued() {
        return subject.sameAs(issuer);
    }

    /// Whether both vouch for the same name and key, as a certificate and its cross-signed sister do.
    boolean isSameEntity(Certificate other) {
        return subject.sameAs(other.subject) && key.encoded().equals(other.key.encoded());
    }

    /// The dNSName entries of the subjectAltName, one character per octet, unchecked.
    List<String> dnsNames() {
        return extensions.subjectAltNames().stream()
                .flatMap(name -> name instanceof GeneralName.Dns(var dns) ? Stream.of(dns) : Stream.empty())
                .toList();
    }

    String sha256() {
        return Sha256.of(der.toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }
}
