package org.stsurvey.inputs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One domain to scan.
///
/// @param ordinal place in the run's order, dense from 0
/// @param rank the best rank that any list of the run gives the domain; empty where none has one
/// @param line the physical line, from 1, of the list that gives this rank; 0 for a domain of the panel
/// @param domain in lower case, as A-labels, without the final dot
/// @param lists which lists of the run have it, where the run has several; else empty
/// @param groups of the domain by the run's labels, sorted; empty if the run has no labels, an empty list if
/// none of them covers the domain
public record Target(
        long ordinal,
        OptionalLong rank,
        long line,
        String domain,
        List<ListRank> lists,
        Optional<List<String>> groups) {

    /// The line of a domain that no list of the run gives.
    public static final long NO_LINE = 0;

    /// The place of a domain in one of several lists.
    ///
    /// @param list the list's name
    /// @param rank the best rank in it; empty where the list has none
    public record ListRank(String list, OptionalLong rank) {}

    public Target {
        lists = List.copyOf(lists);
        groups = groups.map(List::copyOf);
    }

    /// A domain of a run with one list and no labels.
    public Target(long ordinal, OptionalLong rank, long line, String domain) {
        this(ordinal, rank, line, domain, List.of(), Optional.empty());
    }

    /// Whether no list of the run gives it (or the sample did not draw it), but it published once and is looked at
    /// again. It belongs to none of the list's rates.
    public boolean panel() {
        return line == NO_LINE;
    }
}
