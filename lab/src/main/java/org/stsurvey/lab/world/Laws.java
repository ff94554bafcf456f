package org.stsurvey.lab.world;

/// What decides about every domain of a world, whichever names it has.
///
/// @param seed of all decisions
/// @param adoption what share of the domains publishes a record at the beginning
/// @param slow whether scenarios occur that cost a client its timeout, and the rarities
/// @param monthsLater how many months after the beginning the world is seen
public record Laws(long seed, Adoption adoption, boolean slow, int monthsLater) {
    /// The month from which on everybody trusts the newcomer among the roots.
    public static final int NEWCOMER_TRUSTED_FROM = 3;

    /// Top lists gained about three in a hundred a month in 2025; not all that would begin are fit to, see
    /// [World].
    private static final double NEW_PUBLISHERS_A_MONTH = 0.045;

    public Laws {
        if (monthsLater < 0) {
            throw new IllegalArgumentException("months later: " + monthsLater + " is less than 0");
        }
    }

    /// Whether the root of the newcomer is trusted by now.
    public boolean trustsNewcomer() {
        return monthsLater >= NEWCOMER_TRUSTED_FROM;
    }

    /// The share of the domains of this rank that have begun to publish by a month.
    double adoptionAt(int rank, int month) {
        return adoption.at(rank) * Math.pow(1 + NEW_PUBLISHERS_A_MONTH, month);
    }
}
