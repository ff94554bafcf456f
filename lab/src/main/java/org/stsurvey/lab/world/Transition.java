package org.stsurvey.lab.world;

import java.util.List;

/// What became of a domain from one month to the next.
///
/// @param rank in the list of the later month; 0 for a domain that is not in it
/// @param event what happened, empty if nothing did
/// @param before what was true in the month before
/// @param now what is true in the month
/// @param codes what a comparison of two runs shows, in the `trend_*` codes of `OUTCOMES.md`, as stated by
///     whoever wrote the event
public record Transition(int rank, String domain, String event, Truth before, Truth now, List<String> codes) {
    public Transition {
        codes = List.copyOf(codes);
    }
}
