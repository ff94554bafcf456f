package org.stsurvey.scanner.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.stsurvey.scanner.judge.registry.Outcomes;

/// What the rules say of one observation while they run, one remark for each outcome.
///
/// A rule that fires several times leaves one remark: its detail is that of the first time, `count` says how
/// often, and `also_at` names the first few further places. Severities that depend on the rest are resolved at
/// the end.
public final class Remarks {

    private static final int MAX_FURTHER_PLACES = 10;

    private static final Comparator<Remark> BY_OUTCOME = Comparator.comparing(Remark::outcome, Outcomes.order());

    private final Map<Outcome, Remark> byOutcome = new LinkedHashMap<>();

    /// Where in an artefact a fault stands.
    ///
    /// @param line from 1
    /// @param column the octet in the line, from 1
    public record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    private record Remark(
            Outcome outcome,
            Optional<Severity> severity,
            Map<String, String> detail,
            List<Place> furtherPlaces,
            int count) {

        Remark with(String name, String value) {
            var more = new TreeMap<>(detail);
            more.put(name, value);
            return new Remark(outcome, severity, more, furtherPlaces, count);
        }

        Map<String, String> fullDetail() {
            if (count == 1) {
                return detail;
            }
            var full = new TreeMap<>(detail);
            full.put("count", Integer.toString(count));
            if (!furtherPlaces.isEmpty()) {
                full.put(
                        "also_at",
                        String.join(
                                " ", furtherPlaces.stream().map(Place::toString).toList()));
            }
            return full;
        }
    }

    public void add(Outcome outcome) {
        add(outcome, Map.of());
    }

    public void add(Outcome outcome, Map<String, String> detail) {
        put(outcome, Optional.empty(), detail, Optional.empty());
    }

    /// Adds an outcome whose severity here is not the one that the registry's rule gives.
    public void add(Outcome outcome, Severity severity, Map<String, String> detail) {
        put(outcome, Optional.of(severity), detail, Optional.empty());
    }

    /// Adds an outcome at a place of a file: `line` and `column` go into the detail.
    public void add(Outcome outcome, Place place, Map<String, String> detail) {
        put(outcome, Optional.empty(), detail, Optional.of(place));
    }

    /// Gives an outcome that is here already another severity.
    public void raise(Outcome outcome, Severity severity) {
        byOutcome.computeIfPresent(
                outcome,
                (same, remark) -> new Remark(
                        same, Optional.of(severity), remark.detail(), remark.furtherPlaces(), remark.count()));
    }

    /// Has every finding on the way to the policy that does not settle the matter say what failed before.
    ///
    /// @param before what earlier passes failed by
    void remember(String before) {
        byOutcome.replaceAll((outcome, remark) -> isTransient(outcome) ? remark.with("history", before) : remark);
    }

    private static boolean isTransient(Outcome outcome) {
        boolean settles = switch (outcome.severity()) {
            case INDETERMINATE, INDETERMINATE_THEN_BREAKS -> false;
            case OK,
                    ABSENT,
                    BREAKS,
                    BREAKS_MAIL_IN_ENFORCE,
                    WARNING,
                    NOTICE,
                    BREAKS_UNLESS_VALID_LENIENT_THEN_WARNING,
                    BREAKS_IF_NO_VALID_MX_ELSE_WARNING -> true;
        };
        return !settles
                && switch (outcome.stage()) {
                    case SCAN, TXT, HOST_DNS, TCP, TLS, HTTP -> true;
                    case POLICY, MX, QUIRK, TLSRPT, DANE, TREND, ALL -> false;
                };
    }

    public boolean has(Outcome outcome) {
        return byOutcome.containsKey(outcome);
    }

    /// Whether an outcome of this kind was remarked.
    boolean any(Predicate<Outcome> kind) {
        for (var outcome : byOutcome.keySet()) {
            if (kind.test(outcome)) {
                return true;
            }
        }
        return false;
    }

    /// The outcomes of one stage remarked so far, in the order of the registry.
    public List<Outcome> of(Stage stage) {
        return byOutcome.keySet().stream()
                .filter(outcome -> outcome.stage() == stage)
                .sorted(Outcomes.order())
                .toList();
    }

    /// The findings, in the order of the registry.
    ///
    /// @param circumstances what conditional severities depend on
    /// @param txtFailed a sender would have stopped at the record
    public List<Finding> findings(Circumstances circumstances, boolean txtFailed) {
        var findings = new ArrayList<Finding>(byOutcome.size());
        for (var remark : sorted(byOutcome.values())) {
            var outcome = remark.outcome();
            var severity = remark.severity().orElseGet(() -> circumstances.severity(outcome));
            findings.add(new Finding(outcome, severity, txtFailed && isAfterTxt(outcome), remark.fullDetail()));
        }
        return findings;
    }

    private static List<Remark> sorted(Collection<Remark> remarks) {
        var sorted = new ArrayList<>(remarks);
        sorted.sort(BY_OUTCOME);
        return sorted;
    }

    private static boolean isAfterTxt(Outcome outcome) {
        return switch (outcome.stage()) {
            case HOST_DNS, TCP, TLS, HTTP, POLICY, MX, QUIRK -> true;
            case SCAN, TXT, TLSRPT, DANE, TREND, ALL -> false;
        };
    }

    private void put(Outcome outcome, Optional<Severity> severity, Map<String, String> detail, Optional<Place> place) {
        byOutcome.merge(
                outcome,
                new Remark(outcome, severity, placed(detail, place), List.of(), 1),
                (first, next) -> again(first, place));
    }

    private static Remark again(Remark first, Optional<Place> place) {
        var places = new ArrayList<>(first.furtherPlaces());
        if (places.size() < MAX_FURTHER_PLACES) {
            place.ifPresent(places::add);
        }
        return new Remark(first.outcome(), first.severity(), first.detail(), places, first.count() + 1);
    }

    private static Map<String, String> placed(Map<String, String> detail, Optional<Place> place) {
        if (place.isEmpty()) {
            return detail;
        }
        var placed = new TreeMap<>(detail);
        placed.put("line", Integer.toString(place.get().line()));
        placed.put("column", Integer.toString(place.get().column()));
        return placed;
    }
}
