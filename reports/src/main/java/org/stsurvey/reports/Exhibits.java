package org.stsurvey.reports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stsurvey.aggregate.TableIndex;
import org.stsurvey.aggregate.VisibleText;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Chart;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Page;
import org.stsurvey.reports.page.TableView;

/// Makes exhibits: what every figure and table carries with it, said in one place.
final class Exhibits {

    private static final int LABEL_CHARACTERS = 66;

    /// Tables with more columns take the whole width.
    private static final int NARROW_COLUMNS = 5;

    private final RunTables tables;

    Exhibits(RunTables tables) {
        this.tables = tables;
    }

    /// A table alone.
    Exhibit table(String table, TableView view) {
        return exhibit(table, table, Optional.empty(), view);
    }

    /// A figure and the table behind it.
    Exhibit figure(String table, Chart chart, TableView view) {
        return exhibit(table, table, Optional.of(chart), view);
    }

    /// A figure that is not the only one of its table.
    ///
    /// @param id anchor and file name, different from the table's name
    Exhibit figure(String id, String table, Chart chart, TableView view) {
        return exhibit(id, table, Optional.of(chart), view);
    }

    private Exhibit exhibit(String id, String table, Optional<Chart> chart, TableView view) {
        TableIndex.Table meta = tables.description(table);
        String figure = "figures/" + tables.list() + "-" + id + ".svg";
        List<Page.Link> files = List.of(
                new Page.Link("CSV", "tables/" + meta.csv()),
                new Page.Link("Parquet", "tables/" + meta.parquet()),
                new Page.Link("SQL", "tables/" + meta.sql()));
        return new Exhibit(
                id,
                chart.map(Chart::title).orElse(meta.title()),
                measure(meta),
                meta.description(),
                chart,
                view,
                chart.isPresent()
                        ? java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(new Page.Link("SVG", figure)), files.stream())
                                .toList()
                        : files,
                "List " + tables.list() + ", run " + tables.run() + ", stsurvey "
                        + VisibleText.of(tables.manifest().text("tool_version").orElse("of unknown version")) + ".",
                chart.isEmpty() && view.columns().size() > NARROW_COLUMNS);
    }

    /// What is counted and of what, where anything is.
    private static String measure(TableIndex.Table table) {
        return table.numerator().startsWith("none")
                ? ""
                : "Numerator: " + table.numerator() + ". Denominator: " + table.denominator() + ".";
    }

    /// Bars for rows with `domains`, `of_domains` and `share`, on a scale that the longest fills.
    static Bars bars(String title, String description, List<Bars.Bar> bars) {
        double longest = bars.stream()
                .mapToDouble(bar -> Math.max(bar.value(), bar.high().orElse(0)))
                .max()
                .orElse(0);
        return new Bars(title, description, longest > 0 ? longest : 1, bars);
    }

    /// A bar of a row's share.
    static Bars.Bar bar(Row row, String label, String note, Bars.Tone tone) {
        return bar(row, label, note, tone, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// A bar of a row's share with its interval as a whisker.
    static Bars.Bar barWithInterval(Row row, String label, String note, Bars.Tone tone) {
        return bar(row, label, note, tone, row.share("wilson_low"), row.share("wilson_high"));
    }

    /// A bar of a row's number of domains.
    static Bars.Bar counted(Row row, String label, String note, Bars.Tone tone) {
        String shown = Display.cut(label, LABEL_CHARACTERS);
        int room = Math.max(1, LABEL_CHARACTERS - shown.length());
        return Bars.Bar.plain(
                shown, Display.cut(note, room), row.number("domains"), Display.count(row.count("domains")), tone);
    }

    private static Bars.Bar bar(
            Row row, String label, String note, Bars.Tone tone, OptionalDouble low, OptionalDouble high) {
        String shown = Display.cut(label, LABEL_CHARACTERS);
        int room = Math.max(1, LABEL_CHARACTERS - shown.length());
        return new Bars.Bar(shown, Display.cut(note, room), row.share("share").orElse(0), value(row), low, high, tone);
    }

    private static String value(Row row) {
        return Display.percent(row.share("share")) + " · " + Display.count(row.count("domains"));
    }

    /// The rows of a chart in words.
    static String describe(List<Row> rows, String label) {
        return rows.isEmpty()
                ? "No rows."
                : String.join(
                                "; ",
                                rows.stream()
                                        .map(row -> row.shown(label) + " " + Display.percent(row.share("share")) + " ("
                                                + Display.of(row.count("domains"), row.count("of_domains")) + ")")
                                        .toList())
                        + ".";
    }
}
