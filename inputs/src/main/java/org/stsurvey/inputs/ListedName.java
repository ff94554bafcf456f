package org.stsurvey.inputs;

/// A distinct name of a list while it is deduplicated and ordered.
///
/// @param order the place in the run's order: a keyed hash of the name, unsigned
/// @param rank or [#NO_RANK]
/// @param line the line it was taken from
record ListedName(long order, long rank, long line, String name) {
    /// Stands for a missing rank, and sorts after every real one.
    static final long NO_RANK = Long.MAX_VALUE;

    /// Of two lines with this name, the one that speaks for it: the better rank, then the earlier line.
    ListedName better(ListedName other) {
        boolean otherWins = other.rank < rank || (other.rank == rank && other.line < line);
        return otherWins ? other : this;
    }
}
