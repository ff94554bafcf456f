package org.stsurvey.inputs;

import java.util.Optional;

/// What became of one line or one name of a list, for those who want to know it of each.
public sealed interface Fate {

    /// Where a line stands.
    ///
    /// @param list the list's name
    /// @param line from 1
    record At(String list, long line) {}

    /// A line names no domain.
    ///
    /// @param why in words, with an excerpt of the value that broke the rule
    record Rejected(At at, RejectReason reason, String why) implements Fate {}

    /// A line's name is on another line of the list too, which has the better rank or comes first.
    record Duplicate(At at, String name) implements Fate {}

    /// A name is counted by its registrable domain, together with whatever else lies below it.
    record Collapsed(At at, String name, String into) implements Fate {}

    /// A name is not scanned because somebody asked so.
    ///
    /// @param at empty for a name of the panel
    record Excluded(Optional<At> at, String name, Exclusion by) implements Fate {}

    /// A name is not in the sample.
    record Unsampled(At at, String name) implements Fate {}

    /// A name is scanned.
    record Scanned(Target target) implements Fate {}
}
