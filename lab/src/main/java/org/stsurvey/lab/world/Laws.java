package org.stsurvey.lab.world;

/// What decides about every domain of a world, whichever names it has.
///
/// @param seed        of all decisions
/// @param adoption    what share of the domains publishes a record at the beginning
/// @param slow        whether scenarios occur that cost a client its timeout, and the rarities
/// @param monthsLater how many months after the beginning the world is seen
public record Laws(long seed, Adoption adoption, boolean slow, int monthsLater) {
    private static final double NEW_PUBLISHERS_A_MONTH = 0.025;

    public Laws {
        if (monthsLater < 0) {
            throw new IllegalArgumentException("months later: " + monthsLater + " is less than 0");
        }
    }

    /// The share of the domains of this rank that have begun to publish by now.
    double adoptionAt(int rank) {
        return adoption.at(rank) * Math.pow(1 + NEW_PUBLISHERS_A_MONTH, monthsLater);
    }

    /// Whether something that happens to this share of the domains in every month has happened to this one by now;
    /// once it has, it stays so.
    boolean hasHappened(Draw draw, String event, double shareAMonth) {
        return monthsLater > 0 && draw.chance(event, 1 - Math.pow(1 - shareAMonth, monthsLater));
    }
}
