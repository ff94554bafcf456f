package org.stsurvey.reports;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Lines;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView.Kind;

/// Adoption over all runs, with a mark wherever the method changed, and how long states last.
final class TimeSections {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final int LABELS = 3;
    private static final int MARK_CHARACTERS = 26;
    private static final int PRINTED = 25;

    private final RunTables tables;
    private final Exhibits exhibits;

    TimeSections(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    /// Nothing for a list with a single run.
    Optional<Section> build() {
        if (tables.runs().size() < 2) {
            return Optional.empty();
        }
        List<Exhibit> all = new ArrayList<>();
        all.add(adoption());
        all.add(methodLog());
        all.add(streaks());
        survival().ifPresent(all::add);
        all.add(longest());
        return Optional.of(new Section("time", "Over time", lead(), all));
    }

    private String lead() {
        long changes =
                rowsOfD1("N4").stream().filter(row -> row.holds("break_before")).count();
        return tables.runs().size() + " runs from " + tables.runs().getFirst() + " to "
                + tables.runs().getLast() + ". "
                + (changes == 0
                        ? "The method was the same in all of them."
                        : "A dashed line marks where the method changed: a jump there is not the world's alone, and judging"
                                + " earlier runs anew by today's rules takes the part of the rules out of it.");
    }

    private List<Row> rowsOfD1(String numerator) {
        return tables.rowsOfAllRuns("adoption_trend").stream()
                .filter(row -> row.text("numerator").equals(numerator)
                        && row.text("denominator").equals("D1"))
                .toList();
    }

    private Exhibit adoption() {
        return exhibits.figure(
                "adoption_trend",
                adoptionLines(),
                new Columns()
                        .add("", Kind.CODE, row -> row.text("numerator") + "/" + row.text("denominator"))
                        .text("Numerator", "numerator_name")
                        .text("Denominator", "denominator_name")
                        .share("This run", "share")
                        .add("Change", Kind.NUMBER, row -> Display.points(row.maybeNumber("change")))
                        .add("In a year", Kind.NUMBER, row -> Display.points(row.maybeNumber("change_year")))
                        .share("Mean of last 3", "mean_last_3")
                        .share("Lowest", "lowest")
                        .share("Highest", "highest")
                        .of("This run beside the runs before it", tables.rows("adoption_trend")));
    }

    /// Lines of the three numerators that everybody asks for.
    Lines adoptionLines() {
        List<Lines.Series> series = List.of(
                line("N1", "record seen", Bars.Tone.QUIET),
                line("N4", "adopters", Bars.Tone.MAIN),
                line("N5", "enforce", Bars.Tone.THIRD));
        Scale scale = Scale.upTo(series);
        return new Lines(
                "Adoption over " + tables.runs().size() + " runs, of all listed domains (D1)",
                "Shares of the listed domains from " + tables.runs().getFirst() + " to "
                        + tables.runs().getLast() + ": "
                        + String.join(
                                "; ",
                                series.stream()
                                        .map(each -> each.note() + " "
                                                + each.points().getFirst().text() + ", then "
                                                + each.points().getLast().text())
                                        .toList())
                        + "." + marksInWords(),
                "",
                ticks(),
                marks(),
                scale.top(),
                scale.levels(),
                false,
                series);
    }

    private Lines.Series line(String numerator, String name, Bars.Tone tone) {
        List<Row> rows = rowsOfD1(numerator);
        return new Lines.Series(
                numerator + " " + Display.percent(rows.getLast().share("share")),
                name,
                tone,
                rows.stream()
                        .map(row -> new Lines.Point(
                                at(row.text("run")),
                                row.share("share").orElse(0),
                                row.share("wilson_low"),
                                row.share("wilson_high"),
                                row.text("run") + ": " + Display.percent(row.share("share")) + " ("
                                        + Display.of(row.count("domains"), row.count("of_domains")) + ")"))
                        .toList());
    }

    /// Where a run stands on the axis: by its date, so that a run left out leaves a gap.
    private double at(String run) {
        LocalDate first = LocalDate.parse(tables.runs().getFirst());
        double days =
                ChronoUnit.DAYS.between(first, LocalDate.parse(tables.runs().getLast()));
        return ChronoUnit.DAYS.between(first, LocalDate.parse(run)) / days;
    }

    private List<Lines.Tick> ticks() {
        List<String> runs = tables.runs();
        int step = (runs.size() + LABELS - 2) / (LABELS - 1);
        return IntStream.range(0, runs.size())
                .mapToObj(i -> {
                    int left = runs.size() - 1 - i;
                    boolean labelled = i == runs.size() - 1 || (i % step == 0 && left * 2 > step);
                    return new Lines.Tick(
                            at(runs.get(i)),
                            labelled ? LocalDate.parse(runs.get(i)).format(MONTH) : "");
                })
                .toList();
    }

    private List<Lines.Mark> marks() {
        return rowsOfD1("N4").stream()
                .filter(row -> row.holds("break_before"))
                .map(row -> new Lines.Mark(
                        (at(row.text("run")) + at(row.text("previous_run"))) / 2,
                        Display.cut(
                                "method: " + String.join(", ", tables.changedComponents(row.text("run"))),
                                MARK_CHARACTERS)))
                .toList();
    }

    private String marksInWords() {
        return String.join(
                "",
                rowsOfD1("N4").stream()
                        .filter(row -> row.holds("break_before"))
                        .map(row -> " The method changed before " + row.text("run") + ": "
                                + String.join(", ", tables.changedComponents(row.text("run"))) + ".")
                        .toList());
    }

    private Exhibit methodLog() {
        return exhibits.table(
                "method_changes",
                new Columns()
                        .text("Before run", "run")
                        .add("What", Kind.TEXT, row -> RunTables.component(row.text("component")))
                        .code("Setting", "component")
                        .add("Was", Kind.CODE, row -> digestCut(row.text("before")))
                        .add("Is", Kind.CODE, row -> digestCut(row.text("after")))
                        .text("Kind", "kind")
                        .of("Changes of the method", tables.rowsOfAllRuns("method_changes")));
    }

    /// A digest by its beginning, which is enough to tell two apart; the files have the whole.
    private static String digestCut(String value) {
        return value.matches("[0-9a-f]{40,}") ? value.substring(0, 12) + "…" : value;
    }

    private Exhibit streaks() {
        List<Row> rows = tables.rows("testing_streaks");
        return exhibits.figure(
                "testing_streaks",
                Exhibits.bars(
                        "For how many runs domains have been in testing",
                        Exhibits.describe(rows, "runs_in_testing"),
                        rows.stream()
                                .map(row -> Exhibits.bar(
                                        row,
                                        row.count("runs_in_testing") == 1
                                                ? "1 run"
                                                : row.count("runs_in_testing") + " runs",
                                        "",
                                        row.count("runs_in_testing") >= 6 ? Bars.Tone.FAULT : Bars.Tone.MAIN))
                                .toList()),
                new Columns()
                        .count("Runs in testing", "runs_in_testing")
                        .count("Domains", "domains")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .of("Runs in testing", rows));
    }

    private Exhibit longest() {
        return exhibits.table(
                "longest_in_testing",
                new Columns()
                        .count("", "place")
                        .code("Domain", "domain")
                        .count("Rank", "rank")
                        .text("Since run", "since")
                        .add(
                                "Runs",
                                Kind.NUMBER,
                                row -> (row.holds("at_least") ? "≥ " : "")
                                        + Display.count(row.count("runs_in_testing")))
                        .first(PRINTED, "Longest in testing", tables.rows("longest_in_testing")));
    }

    private Optional<Exhibit> survival() {
        List<Row> rows = tables.rowsOfAllRuns("survival");
        List<Lines.Series> series = rows.stream()
                .map(row -> row.text("event"))
                .distinct()
                .map(event -> survivors(event, rows))
                .toList();
        if (series.isEmpty() || series.stream().allMatch(each -> each.points().size() < 2)) {
            return Optional.empty();
        }
        long most =
                rows.stream().mapToLong(row -> row.count("runs_since")).max().orElse(1);
        return Optional.of(exhibits.figure(
                "survival",
                new Lines(
                        "Of domains that were seen to adopt, the share that still do",
                        String.join(
                                        "; ",
                                        series.stream()
                                                .map(each -> each.note() + " "
                                                        + each.points()
                                                                .getLast()
                                                                .text())
                                                .toList())
                                + ".",
                        "runs since adoption",
                        IntStream.rangeClosed(0, (int) most)
                                .mapToObj(run -> new Lines.Tick(
                                        run / (double) most,
                                        most <= 6 || run % ((most + 5) / 6) == 0 ? Integer.toString(run) : ""))
                                .toList(),
                        List.of(),
                        1,
                        List.of(new Lines.Level(1, "100 %"), new Lines.Level(0.5, "50 %")),
                        true,
                        series),
                new Columns()
                        .text("Event", "event")
                        .count("Runs since", "runs_since")
                        .count("At risk", "at_risk")
                        .count("Events", "events")
                        .count("Censored", "censored")
                        .share("Survival", "survival")
                        .add(
                                "95 % interval",
                                Kind.NUMBER,
                                row -> Display.interval(row.share("survival_low"), row.share("survival_high")))
                        .of("Survival after adoption", rows)));
    }

    private static Lines.Series survivors(String event, List<Row> all) {
        List<Row> rows =
                all.stream().filter(row -> row.text("event").equals(event)).toList();
        double most = Math.max(
                1, all.stream().mapToLong(row -> row.count("runs_since")).max().orElse(1));
        boolean gone = event.startsWith("record");
        List<Lines.Point> points = new ArrayList<>();
        if (rows.getFirst().count("runs_since") > 0) {
            points.add(new Lines.Point(0, 1, OptionalDouble.of(1), OptionalDouble.of(1), "at adoption: all"));
        }
        rows.forEach(row -> points.add(survivorsAt(row, most)));
        return new Lines.Series(
                Display.percent(rows.getLast().share("survival")),
                gone ? "still has a record" : "still an adopter",
                gone ? Bars.Tone.QUIET : Bars.Tone.MAIN,
                points);
    }

    private static Lines.Point survivorsAt(Row row, double most) {
        double survival = row.share("survival").orElse(0);
        return new Lines.Point(
                row.count("runs_since") / most,
                survival,
                OptionalDouble.of(row.share("survival_low").orElse(survival)),
                OptionalDouble.of(row.share("survival_high").orElse(survival)),
                "after " + row.count("runs_since") + " runs: " + Display.percent(row.share("survival")) + " ("
                        + Display.count(row.count("at_risk")) + " at risk)");
    }
}
