package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Flows;
import org.stsurvey.reports.page.Stacks;
import org.stsurvey.reports.page.TableView;
import org.stsurvey.reports.page.TableView.Kind;

/// What became of the domains of a list between two runs, from status to status.
///
/// Drawn are names in both lists that published in one of the runs at least: beside all names that never did,
/// they would not be seen.
final class FlowFigure {

    /// Best first, so that a way up in the drawing is a way up for the domain.
    private static final List<String> ORDER = List.of(
            "valid_enforce",
            "valid_testing",
            "valid_none",
            "enforce_conflict",
            "policy_invalid",
            "policy_unreachable",
            "record_invalid",
            "indeterminate",
            "absent");

    private static final Map<String, String> NAMES = Map.of(
            "valid_enforce", "enforce",
            "valid_testing", "testing",
            "valid_none", "none",
            "enforce_conflict", "no MX covered",
            "policy_invalid", "policy invalid",
            "policy_unreachable", "unreachable",
            "record_invalid", "record invalid",
            "indeterminate", "not known",
            "absent", "absent");

    private static final List<String> OPEN = List.of("absent", "indeterminate");
    private static final List<String> BROKEN =
            List.of("enforce_conflict", "policy_invalid", "policy_unreachable", "record_invalid");

    private final RunTables tables;

    FlowFigure(RunTables tables) {
        this.tables = tables;
    }

    /// The figure; nothing where no such domain is in both lists.
    Optional<Exhibit> of(String before) {
        List<Row> rows = tables.rows("flows");
        List<Row> drawn = rows.stream()
                .filter(row -> row.text("population").equals("list"))
                .filter(row -> row.count("domains") > 0)
                .filter(row -> !(OPEN.contains(row.text("from_status")) && OPEN.contains(row.text("to_status"))))
                .sorted(Comparator.comparingInt((Row row) -> place(row.text("from_status")))
                        .thenComparingInt(row -> place(row.text("to_status"))))
                .toList();
        return drawn.isEmpty()
                ? Optional.empty()
                : Optional.of(new Exhibits(tables).figure("flows", chart(before, drawn), table(rows)));
    }

    /// The table behind the figures of flows.
    static TableView table(List<Row> rows) {
        return new Columns()
                .text("Population", "population")
                .code("From", "from_status")
                .code("To", "to_status")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .add("By noise alone", Kind.NUMBER, row -> Display.upTo(row.maybeNumber("noise_high")))
                .add("Mark", Kind.TEXT, row -> row.holds("changed") ? Changes.noise(row) : "")
                .of("Statuses then and now", rows);
    }

    private static int place(String status) {
        int place = ORDER.indexOf(status);
        return place < 0 ? ORDER.size() : place;
    }

    private Flows chart(String before, List<Row> rows) {
        List<String> then = statuses(rows, "from_status");
        List<String> now = statuses(rows, "to_status");
        long all = rows.stream().mapToLong(row -> row.count("domains")).sum();
        long stayed = rows.stream()
                .filter(row -> !row.holds("changed"))
                .mapToLong(row -> row.count("domains"))
                .sum();
        String changed = String.join(
                "; ",
                rows.stream()
                        .filter(row -> row.holds("changed"))
                        .sorted(Comparator.comparingLong((Row row) -> -row.count("domains")))
                        .map(FlowFigure::words)
                        .toList());
        return new Flows(
                "Where publishers were on " + before + " and where they are now",
                Display.count(all) + " names in both lists that published in one of the runs or both. "
                        + Display.count(stayed) + " are as they were"
                        + (changed.isEmpty() ? "." : "; the others: " + changed + "."),
                before,
                tables.run(),
                states(rows, then, "from_status"),
                states(rows, now, "to_status"),
                rows.stream()
                        .map(row -> new Flows.Ribbon(
                                then.indexOf(row.text("from_status")),
                                now.indexOf(row.text("to_status")),
                                row.count("domains"),
                                tone(row),
                                words(row) + (row.holds("changed") ? " " + Changes.noise(row) : "")))
                        .toList(),
                List.of(
                        new Stacks.Key("as before", Bars.Tone.QUIET),
                        new Stacks.Key("better off", Bars.Tone.MAIN),
                        new Stacks.Key("broken or gone", Bars.Tone.FAULT),
                        new Stacks.Key("less strict, or not known", Bars.Tone.SECOND)));
    }

    private static List<String> statuses(List<Row> rows, String column) {
        return rows.stream()
                .map(row -> row.text(column))
                .distinct()
                .sorted(Comparator.comparingInt(FlowFigure::place).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<Flows.State> states(List<Row> rows, List<String> statuses, String column) {
        List<Flows.State> states = new ArrayList<>();
        for (String status : statuses) {
            long count = rows.stream()
                    .filter(row -> row.text(column).equals(status))
                    .mapToLong(row -> row.count("domains"))
                    .sum();
            states.add(new Flows.State(NAMES.getOrDefault(status, status), count, Display.count(count)));
        }
        return states;
    }

    private static String words(Row row) {
        return row.text("from_status") + " → " + row.text("to_status") + " " + Display.count(row.count("domains"));
    }

    /// What stayed is grey; what changed has the colour of where it went.
    private static Bars.Tone tone(Row row) {
        String to = row.text("to_status");
        if (!row.holds("changed")) {
            return Bars.Tone.QUIET;
        }
        if (BROKEN.contains(to) || to.equals("absent")) {
            return Bars.Tone.FAULT;
        }
        return !to.equals("indeterminate") && place(to) < place(row.text("from_status"))
                ? Bars.Tone.MAIN
                : Bars.Tone.SECOND;
    }
}
