package org.stsurvey.lab.world;

import java.util.List;

/// What the certificate of one policy host looks like; times are whole days from the world's "today".
///
/// @param dnsNames         the dNSName entries of its subjectAltName, none for no such extension
/// @param commonName       the subject
/// @param notBeforeDays    days from today, negative for the past
/// @param notAfterDays     days from today, negative for the past
/// @param issuer           who signed it, and what is sent beside it
/// @param purpose          its extended key usage
/// @param sha1             whether its signature uses SHA-1
/// @param authority        whether it claims to be a CA certificate itself
public record Certificate(
        List<String> dnsNames,
        String commonName,
        int notBeforeDays,
        int notAfterDays,
        Issuer issuer,
        Purpose purpose,
        boolean sha1,
        boolean authority) {

    public enum Issuer {
        /// The usual chain: leaf and intermediate are sent, the root is trusted.
        TRUSTED,
        /// The intermediate that is sent has expired.
        EXPIRED_INTERMEDIATE,
        /// The intermediate that is sent may only sign for names below `name-constraint.example`.
        CONSTRAINED_INTERMEDIATE,
        /// The intermediate is not sent and cannot be found anywhere.
        UNSENT_INTERMEDIATE,
        /// The whole chain is sent, root included, but nobody trusts that root.
        UNTRUSTED_ROOT,
        /// Signed with its own key.
        SELF
    }

    public enum Purpose {
        SERVER,
        CLIENT_ONLY
    }

    /// A certificate with nothing wrong, of 90 days, some of them gone.
    static Certificate good(String host, Draw draw) {
        int age = draw.between("certificate age", 1, 59);
        return new Certificate(List.of(host), host, -age, 90 - age, Issuer.TRUSTED, Purpose.SERVER, false, false);
    }

    Certificate names(String... otherNames) {
        return new Certificate(
                List.of(otherNames), otherNames[0], notBeforeDays, notAfterDays, issuer, purpose, sha1, authority);
    }

    Certificate withoutDnsNames() {
        return new Certificate(List.of(), commonName, notBeforeDays, notAfterDays, issuer, purpose, sha1, authority);
    }

    Certificate valid(int fromDays, int toDays) {
        return new Certificate(dnsNames, commonName, fromDays, toDays, issuer, purpose, sha1, authority);
    }

    Certificate expired(int daysAgo) {
        return valid(-daysAgo - 90, -daysAgo);
    }

    Certificate from(Issuer otherIssuer) {
        return new Certificate(
                dnsNames, commonName, notBeforeDays, notAfterDays, otherIssuer, purpose, sha1, authority);
    }

    Certificate forClientsOnly() {
        return new Certificate(
                dnsNames, commonName, notBeforeDays, notAfterDays, issuer, Purpose.CLIENT_ONLY, sha1, authority);
    }

    Certificate signedWithSha1() {
        return new Certificate(dnsNames, commonName, notBeforeDays, notAfterDays, issuer, purpose, true, authority);
    }

    Certificate claimingToBeAuthority() {
        return new Certificate(dnsNames, commonName, notBeforeDays, notAfterDays, issuer, purpose, sha1, true);
    }
}
