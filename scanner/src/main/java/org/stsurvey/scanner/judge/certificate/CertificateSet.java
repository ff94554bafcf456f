package org.stsurvey.scanner.judge.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stsurvey.scanner.observation.ByteString;

/// Certificates without repetitions, found by subject.
public final class CertificateSet {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final List<Certificate> certificates;
    private final Map<List<Set<DistinguishedName.Attribute>>, List<Certificate>> bySubject = new HashMap<>();

    /// Keeps the order, which is the order of [#named(DistinguishedName)].
    CertificateSet(Collection<Certificate> certificates) {
        this.certificates = List.copyOf(new LinkedHashSet<>(certificates));
        for (Certificate certificate : this.certificates) {
            bySubject
                    .computeIfAbsent(certificate.subject().comparable(), _ -> new ArrayList<>())
                    .add(certificate);
        }
    }

    /// The certificates of a PEM file (RFC 7468), which may have other text between them; their order does not
    /// matter.
    ///
    /// @param source the name of the file, for messages
    /// @throws IllegalArgumentException if a certificate cannot be read; the message is for the user
    static CertificateSet fromPem(String pem, String source) {
        var certificates = new ArrayList<Certificate>();
        var base64 = new StringBuilder();
        int beginLine = 0;
        int line = 0;
        for (String text : pem.lines().toList()) {
            line++;
            if (text.startsWith(BEGIN)) {
                if (beginLine > 0) {
                    throw unfinished(source, beginLine);
                }
                beginLine = line;
                base64.setLength(0);
            } else if (text.startsWith(END) && beginLine > 0) {
                certificates.add(decode(base64.toString(), source, beginLine));
                beginLine = 0;
            } else if (beginLine > 0) {
                base64.append(text.strip());
            }
        }
        if (beginLine > 0) {
            throw unfinished(source, beginLine);
        }
        return sorted(certificates);
    }

    /// The certificates in an order of their own.
    static CertificateSet sorted(Collection<Certificate> certificates) {
        var byDigest = certificates.stream()
                .collect(Collectors.toMap(Certificate::sha256, Function.identity(), (same, _) -> same));
        return new CertificateSet(byDigest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
    }

    private static Certificate decode(String base64, String source, int line) {
        try {
            return Certificate.read(ByteString.copyOf(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | MalformedException unreadable) {
            throw new IllegalArgumentException(
                    "%s line %d: this is not an X.509 certificate (%s); remove it or take the file anew"
                            .formatted(source, line, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static IllegalArgumentException unfinished(String source, int line) {
        return new IllegalArgumentException("%s line %d: \"%s\" has no \"%s\"; the file is damaged, take it anew"
                .formatted(source, line, BEGIN, END));
    }

    /// The certificates whose subject is this name, RFC 5280 §7.1.
    List<Certificate> named(DistinguishedName subject) {
        return bySubject.getOrDefault(subject.comparable(), List.of());
    }

    boolean contains(Certificate certificate) {
        return named(certificate.subject()).contains(certificate);
    }

    public int size() {
        return certificates.size();
    }

    /// The certificates as a PEM file: the same text for the same set.
    public String toPem() {
        return certificates.stream()
                .map(certificate -> BEGIN
                        + "\n"
                        + LINES_OF_64.encodeToString(certificate.der().toArray())
                        + "\n"
                        + END
                        + "\n")
                .collect(Collectors.joining());
    }

    /// What identifies the set: the SHA-256 of [#toPem()], which is what `sha256sum` says of such a file.
    public String sha256() {
        return Sha256.of(toPem().getBytes(StandardCharsets.US_ASCII));
    }
}
