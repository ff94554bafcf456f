package org.stsurvey.inputs;

import java.util.List;

/// A distinct name while the targets are made.
///
/// @param place where it was found; of several places the one with the best rank, then the first list, then the
/// first line
/// @param places where each list that has it has it, by list; the panel is none
/// @param onPanel whether the panel has it
record ListedName(String name, Place place, List<Place> places, boolean onPanel) {
    /// Stands for a missing rank, and sorts after every real one.
    static final long NO_RANK = Long.MAX_VALUE;

    /// Stands for the panel in the place of a list.
    static final int PANEL = 255;

    /// One line of one list.
    ///
    /// @param list position of the list among those of the run, from 0, or [#PANEL]
    /// @param rank or [#NO_RANK]
    /// @param line from 1
    record Place(int list, long rank, long line) {
        static final Place ON_PANEL = new Place(PANEL, NO_RANK, 0);

        boolean isBetterThan(Place other) {
            if (rank != other.rank) {
                return rank < other.rank;
            }
            return list != other.list ? list < other.list : line < other.line;
        }
    }

    /// Whether a list of the run has it.
    boolean isListed() {
        return !places.isEmpty();
    }
}
