package org.stsurvey.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.stsurvey.inputs.Target.ListRank;

/// A target as a line of `_targets.tsv`: ordinal, rank, line, domain, lists, groups, separated by tabs. Fields
/// that are empty at the end of a line are left out with their tabs, so that a plain run has four.
///
/// Lists are written as `position:rank` separated by commas, such as `0:17,2:` for rank 17 in the first list and
/// a place without rank in the third; groups by commas, which no group holds.
///
/// @param lists the names of the run's lists
/// @param labelled whether the run has labels
record TargetLine(List<String> lists, boolean labelled) {
    private static final int FIELDS = 4;
    private static final int MAX_FIELDS = 6;

    String text(Target target) {
        StringBuilder text = new StringBuilder(64);
        text.append(target.ordinal()).append('\t');
        target.rank().ifPresent(text::append);
        text.append('\t').append(target.line()).append('\t').append(target.domain());
        String groups = String.join(",", target.groups().orElse(List.of()));
        if (!target.lists().isEmpty() || !groups.isEmpty()) {
            text.append('\t').append(target.lists().stream().map(this::text).collect(Collectors.joining(",")));
        }
        return groups.isEmpty()
                ? text.toString()
                : text.append('\t').append(groups).toString();
    }

    private String text(ListRank place) {
        String rank = place.rank().isPresent() ? Long.toString(place.rank().getAsLong()) : "";
        return lists.indexOf(place.list()) + ":" + rank;
    }

    /// The target of a line; empty if it is none.
    Optional<Target> parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < FIELDS || fields.length > MAX_FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Target(
                    Long.parseLong(fields[0]),
                    number(fields[1]),
                    Long.parseLong(fields[2]),
                    fields[3],
                    fields.length > FIELDS ? places(fields[FIELDS]) : List.of(),
                    labelled ? Optional.of(groups(fields)) : Optional.empty()));
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private List<ListRank> places(String field) {
        List<ListRank> places = new ArrayList<>();
        for (String place : split(field)) {
            int colon = place.indexOf(':');
            places.add(new ListRank(
                    lists.get(Integer.parseInt(place.substring(0, colon))), number(place.substring(colon + 1))));
        }
        return places;
    }

    private static List<String> groups(String[] fields) {
        return fields.length == MAX_FIELDS ? split(fields[MAX_FIELDS - 1]) : List.of();
    }

    private static List<String> split(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(","));
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
