package org.stsurvey.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusion;
import org.stsurvey.inputs.Fate;
import org.stsurvey.inputs.Target;

/// What became of a line or name of a list, on one line: fields separated by tabs, or a JSON object.
final class FateText {

    private static final DomainNames NAMES = new DomainNames();

    private FateText() {}

    /// Fate, list, line, name, why; fields that do not apply are empty.
    static String line(Fate fate) {
        return switch (fate) {
            case Fate.Rejected(Fate.At at, var reason, String why) ->
                fields("malformed", Optional.of(at), "", reason.code() + ": " + why);
            case Fate.Duplicate(Fate.At at, String name) ->
                fields("duplicate", Optional.of(at), name, "another line has it");
            case Fate.Collapsed(Fate.At at, String name, String into) ->
                fields("collapsed", Optional.of(at), name, "counted as " + into);
            case Fate.Excluded(var at, String name, Exclusion by) -> fields("excluded", at, name, because(by));
            case Fate.Unsampled(Fate.At at, String name) ->
                fields("unsampled", Optional.of(at), name, "not drawn by the seed");
            case Fate.Scanned(Target target) ->
                String.join(
                        "\t",
                        target.panel() ? "panel" : "scanned",
                        lists(target),
                        target.panel() ? "" : Long.toString(target.line()),
                        target.domain(),
                        details(target));
        };
    }

    private static String fields(String fate, Optional<Fate.At> at, String name, String why) {
        return String.join(
                "\t",
                fate,
                at.map(Fate.At::list).orElse(""),
                at.map(place -> Long.toString(place.line())).orElse(""),
                name,
                why);
    }

    private static String lists(Target target) {
        return target.lists().stream().map(Target.ListRank::list).collect(Collectors.joining(","));
    }

    /// The exclusion in words.
    static String because(Exclusion by) {
        String reason = by.reason().isEmpty() ? "" : ", " + SafeText.of(by.reason());
        return by.kind().code() + " " + by.value()
                + by.date().map(date -> " since " + date).orElse("") + reason;
    }

    /// What is known of a target beside its name.
    static String details(Target target) {
        StringBuilder text = new StringBuilder();
        NAMES.display(target.domain())
                .ifPresent(unicode -> text.append(SafeText.of(unicode)).append("  "));
        if (target.lists().isEmpty()) {
            target.rank().ifPresent(rank -> text.append("rank ").append(rank).append("  "));
        } else {
            text.append(target.lists().stream().map(FateText::place).collect(Collectors.joining(", ")))
                    .append("  ");
        }
        target.groups()
                .filter(groups -> !groups.isEmpty())
                .ifPresent(groups -> text.append("groups ").append(SafeText.of(String.join(", ", groups))));
        return text.toString().stripTrailing();
    }

    private static String place(Target.ListRank place) {
        return place.rank().isPresent()
                ? "rank " + place.rank().getAsLong() + " in " + place.list()
                : "in " + place.list();
    }

    static String json(Fate fate) {
        return JsonLine.of(object(fate));
    }

    static Map<String, Object> object(Fate fate) {
        Map<String, Object> object = new LinkedHashMap<>();
        switch (fate) {
            case Fate.Rejected(Fate.At at, var reason, String why) -> {
                object.put("fate", "malformed");
                putPlace(Optional.of(at), object);
                object.put("reason", reason.code());
                object.put("why", why);
            }
            case Fate.Duplicate(Fate.At at, String name) -> {
                object.put("fate", "duplicate");
                putPlace(Optional.of(at), object);
                object.put("domain", name);
            }
            case Fate.Collapsed(Fate.At at, String name, String into) -> {
                object.put("fate", "collapsed");
                putPlace(Optional.of(at), object);
                object.put("domain", name);
                object.put("into", into);
            }
            case Fate.Excluded(var at, String name, Exclusion by) -> {
                object.put("fate", "excluded");
                putPlace(at, object);
                object.put("domain", name);
                object.put("kind", by.kind().code());
                object.put("value", by.value());
                by.date().ifPresent(date -> object.put("date", date.toString()));
                object.put("reason", by.reason());
            }
            case Fate.Unsampled(Fate.At at, String name) -> {
                object.put("fate", "unsampled");
                putPlace(Optional.of(at), object);
                object.put("domain", name);
            }
            case Fate.Scanned(Target target) -> {
                object.put("fate", target.panel() ? "panel" : "scanned");
                putTarget(target, object);
            }
        }
        return object;
    }

    private static void putPlace(Optional<Fate.At> at, Map<String, Object> object) {
        at.ifPresent(place -> {
            object.put("list", place.list());
            object.put("line", place.line());
        });
    }

    private static void putTarget(Target target, Map<String, Object> object) {
        object.put("ordinal", target.ordinal());
        object.put("domain", target.domain());
        NAMES.display(target.domain()).ifPresent(unicode -> object.put("unicode", unicode));
        putRank(target.rank(), object);
        if (!target.panel()) {
            object.put("line", target.line());
        }
        if (!target.lists().isEmpty()) {
            object.put(
                    "lists", target.lists().stream().map(FateText::placeObject).toList());
        }
        target.groups().ifPresent(groups -> object.put("groups", List.copyOf(groups)));
    }

    private static Map<String, Object> placeObject(Target.ListRank place) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("list", place.list());
        putRank(place.rank(), object);
        return object;
    }

    private static void putRank(OptionalLong rank, Map<String, Object> object) {
        rank.ifPresent(number -> object.put("rank", number));
    }
}
