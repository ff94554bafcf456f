package org.stsurvey.lab.world;

/// What share of the domains publishes a record, by rank.
///
/// @param top      share among the highest ranks
/// @param rest     share among all others
/// @param topRanks how many ranks are the highest
public record Adoption(double top, double rest, int topRanks) {
    /// The shares found in 2026: 2.2 % of the ten thousand highest-ranked domains, 0.7 % of the top million.
    public static final Adoption PUBLISHED = new Adoption(0.022, 0.007, 10_000);

    public Adoption {
        if (top < 0 || top > 1 || rest < 0 || rest > 1) {
            throw new IllegalArgumentException("adoption: " + top + " and " + rest + " are not both within 0 to 1");
        }
    }

    /// The same share at every rank.
    public static Adoption everywhere(double share) {
        return new Adoption(share, share, 0);
    }

    double at(int rank) {
        return rank <= topRanks ? top : rest;
    }
}
