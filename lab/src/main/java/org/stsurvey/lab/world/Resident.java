package org.stsurvey.lab.world;

/// One domain of the world, with what is true of it.
///
/// @param rank in the list of the month; [#NOT_LISTED] if it is not in it
public record Resident(int rank, String domain, String scenario, Truth truth) {
    public static final int NOT_LISTED = 0;
}
