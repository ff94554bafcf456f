package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stsurvey.reports.page.Balance;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;
import org.stsurvey.reports.page.TableView.Kind;

/// What changed since the run before: what became of publishers, why the count moved, and what of it may be
/// noise.
final class ChangeSection {

    private static final int DRAWN = 14;
    private static final int PRINTED = 60;
    private static final String LIST = "list";

    private final RunTables tables;
    private final Exhibits exhibits;

    ChangeSection(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    Section build() {
        Optional<String> before = tables.previousRun();
        if (before.isEmpty()) {
            return new Section(
                    "changes",
                    "What changed",
                    "This run has none before it with which it could be compared.",
                    List.of());
        }
        List<Exhibit> all = new ArrayList<>(List.of(trends(before.get()), split(before.get())));
        new FlowFigure(tables).of(before.get()).ifPresent(all::add);
        all.add(flows(before.get()));
        all.add(domains());
        all.add(churn());
        return new Section("changes", "What changed since " + before.get(), lead(before.get()), all);
    }

    private String lead(String before) {
        String movement = new Changes(tables).movement(before);
        return movement
                + " Whatever moved because names joined or left the list is shown apart; changes that a second look"
                + " on the same day would have brought as well are marked.";
    }

    /// What happened to domains that are in both lists, most frequent first, without those to which nothing
    /// did.
    private static List<Row> happened(List<Row> trends) {
        return trends.stream()
                .filter(row -> row.text("population").equals(LIST))
                .filter(row -> !Changes.QUIET.contains(row.text("code")))
                .filter(row -> row.count("domains") > 0)
                .sorted(Comparator.comparingLong((Row row) -> -row.count("domains"))
                        .thenComparing(row -> row.text("code"))
                        .thenComparing(row -> row.text("severity")))
                .toList();
    }

    private Exhibit trends(String before) {
        List<Row> rows = tables.rows("trends");
        List<Row> drawn = happened(rows).stream().limit(DRAWN).toList();
        TableView view = new Columns()
                .text("Population", "population")
                .code("Code", "code")
                .text("Severity", "severity")
                .text("What it means", "explanation")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Publishers", "publishers")
                .share("of publishers", "share_of_publishers")
                .of("What two runs show of each domain, not exclusive", rows);
        // Nothing happened to anybody: there is nothing to draw, and the table says so.
        return drawn.isEmpty()
                ? exhibits.table("trends", view)
                : exhibits.figure("trends", trendBars(before, drawn), view);
    }

    private static Bars trendBars(String before, List<Row> drawn) {
        return Exhibits.bars(
                "What became of publishers since " + before,
                String.join(
                                "; ",
                                drawn.stream()
                                        .map(row -> row.text("code") + " " + Display.count(row.count("domains")))
                                        .toList())
                        + ".",
                drawn.stream()
                        .map(row -> Exhibits.counted(
                                row,
                                label(row, drawn),
                                row.text("explanation"),
                                Changes.isBad(row.text("severity")) ? Bars.Tone.FAULT : Bars.Tone.MAIN))
                        .toList());
    }

    /// The code, with its severity where the same code has two.
    private static String label(Row row, List<Row> drawn) {
        String code = row.text("code");
        long same =
                drawn.stream().filter(other -> other.text("code").equals(code)).count();
        return same == 1 ? code : code + " (" + row.text("severity") + ")";
    }

    private Exhibit split(String before) {
        List<Row> rows = tables.rows("change_split");
        List<Row> parts = rows.stream()
                .filter(row -> row.text("numerator").equals("N4"))
                .filter(row -> !row.text("part").endsWith("run"))
                .toList();
        double full = parts.stream()
                .mapToDouble(row -> Math.abs(row.number("effect")))
                .max()
                .orElse(0);
        List<Balance.Part> drawn = parts.stream()
                .map(row -> new Balance.Part(
                        row.text("part"), "", row.number("effect"), Display.signed(Math.round(row.number("effect")))))
                .toList();
        return exhibits.figure(
                "change_split",
                new Balance(
                        "Why the number of adopters (N4) moved since " + before,
                        String.join(
                                        "; ",
                                        drawn.stream()
                                                .map(part -> part.label() + " " + part.text())
                                                .toList())
                                + ".",
                        full > 0 ? full : 1,
                        drawn),
                new Columns()
                        .code("", "numerator")
                        .text("Part", "part")
                        .count("Domains", "domains")
                        .add(
                                "Effect",
                                Kind.NUMBER,
                                row -> row.text("part").endsWith("run")
                                        ? Display.NONE
                                        : Display.signed(Math.round(row.number("effect"))))
                        .of("From the run before to this one", rows));
    }

    private Exhibit flows(String before) {
        List<Row> rows = tables.rows("flows");
        List<Row> drawn = rows.stream()
                .filter(row -> row.text("population").equals(LIST) && row.holds("changed"))
                .sorted(Comparator.comparingLong((Row row) -> -row.count("domains"))
                        .thenComparing(row -> row.text("from_status"))
                        .thenComparing(row -> row.text("to_status")))
                .limit(DRAWN)
                .toList();
        return exhibits.figure(
                "flows_changed",
                "flows",
                Exhibits.bars(
                        "From one status to another since " + before + ", names in both lists",
                        String.join(
                                        "; ",
                                        drawn.stream()
                                                .map(row -> flow(row) + " " + Display.count(row.count("domains")))
                                                .toList())
                                + ".",
                        drawn.stream()
                                .map(row -> Exhibits.counted(row, flow(row), Changes.noise(row), tone(row)))
                                .toList()),
                FlowFigure.table(
                        rows.stream().filter(row -> row.holds("changed")).toList()));
    }

    private static String flow(Row row) {
        return row.text("from_status") + " → " + row.text("to_status");
    }

    /// A change that noise explains as well is drawn without colour.
    private static Bars.Tone tone(Row row) {
        return row.text("noise").equals("above") ? Bars.Tone.MAIN : Bars.Tone.QUIET;
    }

    private Exhibit domains() {
        return exhibits.table(
                "trend_domains",
                new Columns()
                        .code("Domain", "domain")
                        .code("Code", "code")
                        .text("Severity", "severity")
                        .code("Before", "status_before")
                        .code("Now", "status_now")
                        .text("Detail", "detail")
                        .first(
                                PRINTED,
                                "The domains behind it",
                                tables.rows("trend_domains").stream()
                                        .filter(row -> row.text("population").equals(LIST))
                                        .toList()));
    }

    private Exhibit churn() {
        return exhibits.table(
                "list_churn",
                new Columns()
                        .text("Change", "change")
                        .code("Status", "status")
                        .count("Domains", "domains")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .count("Still on the panel", "on_panel")
                        .of("Who stayed in the list, left or joined", tables.rows("list_churn")));
    }
}
