package org.stsurvey.lab.world;

/// The kinds of domains between which a world divides its names.
///
/// The shares are those of the published surveys: of the publishers about 70 % work (IMC 2025: 29.6 % misconfigured);
/// of the broken ones 34 % lack an address for the policy host, 25 % have other certificate problems, 6 % an expired
/// certificate, 5 % one for another name (URIports, January 2026), and the remaining 30 % anything else.
public enum Group {
    HEALTHY(0.70),
    MISSING_ADDRESS(0.30 * 0.34),
    CERTIFICATE(0.30 * 0.25),
    EXPIRED(0.30 * 0.06),
    NAME_MISMATCH(0.30 * 0.05),
    OTHER_FAULT(0.30 * 0.30),
    /// Domains at which no scan can see a record; their number is what the others leave.
    ABSENT(0);

    private final double shareOfPublishers;

    Group(double shareOfPublishers) {
        this.shareOfPublishers = shareOfPublishers;
    }

    /// How many of the domains that publish a record belong here.
    public double shareOfPublishers() {
        return shareOfPublishers;
    }
}
