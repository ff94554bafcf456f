package org.stsurvey.lab.world;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the certificate of one policy host looks like; times are whole days from the world's "today".
///
/// @param dnsNames the dNSName entries of its subjectAltName, each character an octet
/// @param ipAddresses the iPAddress entries of its subjectAltName, which is left out where there are no entries
/// @param commonName the subject, which is empty without it
/// @param notBeforeDays days from today, negative for the past
/// @param notAfterDays days from today, negative for the past
/// @param issuer who signed it
/// @param order what is sent beside it
/// @param purpose its extended key usage
/// @param key its own key
/// @param digest what its signature is made with
/// @param oddities whatever else is unusual about it
public record Certificate(
        List<String> dnsNames,
        List<String> ipAddresses,
        Optional<String> commonName,
        int notBeforeDays,
        int notAfterDays,
        Issuer issuer,
        Order order,
        Purpose purpose,
        Key key,
        Digest digest,
        Set<Oddity> oddities) {

    public Certificate {
        oddities = Set.copyOf(oddities);
    }

    public enum Issuer {
        /// The usual chain: leaf and intermediate are sent, the root is trusted.
        TRUSTED,
        /// The same with an intermediate that has an RSA key.
        TRUSTED_RSA,
        /// The intermediate that is sent has expired.
        EXPIRED_INTERMEDIATE,
        /// The intermediate that is sent may only sign for names below `name-constraint.example`.
        CONSTRAINED_INTERMEDIATE,
        /// The intermediate is not sent and cannot be found anywhere.
        UNSENT_INTERMEDIATE,
        /// The whole chain is sent, root included, which is trusted only from [Laws#NEWCOMER_TRUSTED_FROM] on.
        NEWCOMER,
        /// The whole chain is sent, root included, but nobody trusts that root.
        UNTRUSTED_ROOT,
        /// Signed with its own key.
        SELF
    }

    /// In what order the certificates behind the leaf are sent.
    public enum Order {
        /// Each certifies the one before it (RFC 8446 §4.4.2).
        USUAL,
        /// The same, and at last the root, which nobody needs.
        WITH_ROOT,
        /// The root first, then the intermediate that certifies the leaf.
        ROOT_FIRST
    }

    public enum Purpose {
        SERVER,
        CLIENT_ONLY,
        /// No extended key usage, which allows every purpose.
        UNSAID
    }

    public enum Key {
        EC_256,
        RSA_2048,
        RSA_1024,
        /// So small that TLS libraries refuse it.
        RSA_768
    }

    public enum Digest {
        SHA256,
        SHA1,
        /// Of RSA signatures only: [Issuer#TRUSTED_RSA].
        MD5
    }

    public enum Oddity {
        /// It claims to be a CA certificate itself.
        AUTHORITY,
        /// It promises a stapled OCSP answer (RFC 7633), and none is sent.
        MUST_STAPLE,
        /// It has a critical extension that nobody knows.
        UNKNOWN_CRITICAL,
        /// It says where its issuer, its revocation list and its OCSP responder are to be found: at the trap.
        POINTERS,
        /// It has an extension of 70,000 octets.
        HUGE,
        /// Ten thousand more names.
        TEN_THOUSAND_NAMES
    }

    /// A certificate with nothing wrong, of 90 days, some of them gone.
    public static Certificate good(String host, Draw draw) {
        int age = draw.between("certificate age", 1, 59);
        return new Certificate(
                List.of(host),
                List.of(),
                Optional.of(host),
                -age,
                90 - age,
                Issuer.TRUSTED,
                Order.USUAL,
                Purpose.SERVER,
                Key.EC_256,
                Digest.SHA256,
                Set.of());
    }

    /// Has these names and no others; the first is the subject, too.
    public Certificate names(String... names) {
        return named(List.of(names), List.of(), Optional.of(names[0]));
    }

    public Certificate withoutDnsNames() {
        return named(List.of(), List.of(), commonName);
    }

    public Certificate withoutSubject() {
        return named(dnsNames, ipAddresses, Optional.empty());
    }

    public Certificate subject(String name) {
        return named(dnsNames, ipAddresses, Optional.of(name));
    }

    /// Has only the names of addresses.
    public Certificate addresses(String... literals) {
        return named(List.of(), List.of(literals), commonName);
    }

    private Certificate named(List<String> names, List<String> addresses, Optional<String> subject) {
        return new Certificate(
                names, addresses, subject, notBeforeDays, notAfterDays, issuer, order, purpose, key, digest, oddities);
    }

    public Certificate valid(int fromDays, int toDays) {
        return new Certificate(
                dnsNames, ipAddresses, commonName, fromDays, toDays, issuer, order, purpose, key, digest, oddities);
    }

    public Certificate expired(int daysAgo) {
        return valid(-daysAgo - 90, -daysAgo);
    }

    public Certificate from(Issuer other) {
        return new Certificate(
                dnsNames,
                ipAddresses,
                commonName,
                notBeforeDays,
                notAfterDays,
                other,
                order,
                purpose,
                key,
                digest,
                oddities);
    }

    public Certificate sent(Order other) {
        return new Certificate(
                dnsNames,
                ipAddresses,
                commonName,
                notBeforeDays,
                notAfterDays,
                issuer,
                other,
                purpose,
                key,
                digest,
                oddities);
    }

    public Certificate purpose(Purpose other) {
        return new Certificate(
                dnsNames,
                ipAddresses,
                commonName,
                notBeforeDays,
                notAfterDays,
                issuer,
                order,
                other,
                key,
                digest,
                oddities);
    }

    public Certificate strength(Key otherKey, Digest otherDigest) {
        return new Certificate(
                dnsNames,
                ipAddresses,
                commonName,
                notBeforeDays,
                notAfterDays,
                issuer,
                order,
                purpose,
                otherKey,
                otherDigest,
                oddities);
    }

    public Certificate with(Oddity oddity) {
        Set<Oddity> more = EnumSet.of(oddity);
        more.addAll(oddities);
        return new Certificate(
                dnsNames,
                ipAddresses,
                commonName,
                notBeforeDays,
                notAfterDays,
                issuer,
                order,
                purpose,
                key,
                digest,
                more);
    }
}
