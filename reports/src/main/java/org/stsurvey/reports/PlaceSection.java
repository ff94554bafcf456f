package org.stsurvey.reports;

import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Lines;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// Which domains have it: by rank and by top-level domain.
final class PlaceSection {

    private static final int TLDS_DRAWN = 12;
    private static final int TLDS_PRINTED = 40;

    private final RunTables tables;
    private final Exhibits exhibits;

    PlaceSection(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    Section build() {
        return new Section(
                "places",
                "Ranks and top-level domains",
                "Buckets of ranks are cumulative. Bars and lines are shares, so a small top-level domain can lead; whiskers and bands are 95 %"
                        + " Wilson intervals.",
                List.of(byRank(), byTld()));
    }

    private Exhibit byRank() {
        List<Row> rows = tables.rows("rank_buckets");
        TableView table = new Columns()
                .text("Bucket", "bucket")
                .code("", "numerator")
                .text("Numerator", "numerator_name")
                .rate()
                .of("Adoption by rank, cumulative buckets", rows);
        List<Row> adopters = of(rows, "N4");
        return adopters.size() < 2
                ? exhibits.table("rank_buckets", table)
                : exhibits.figure("rank_buckets", rankLines(rows, adopters), table);
    }

    /// Shares over the logarithm of the last rank of each bucket.
    private static Lines rankLines(List<Row> rows, List<Row> adopters) {
        List<Lines.Series> series = List.of(
                line("N1", "record seen", Bars.Tone.QUIET, of(rows, "N1")),
                line("N4", "adopters", Bars.Tone.MAIN, adopters),
                line("N5", "enforce", Bars.Tone.THIRD, of(rows, "N5")));
        Scale scale = Scale.upTo(series);
        return new Lines(
                "Adoption by rank, cumulative",
                Exhibits.describe(adopters, "bucket"),
                "the first so many names of the list, logarithmic",
                adopters.stream()
                        .map(row -> new Lines.Tick(at(row, adopters), row.text("bucket")))
                        .toList(),
                List.of(),
                scale.top(),
                scale.levels(),
                false,
                series);
    }

    private static Lines.Series line(String numerator, String name, Bars.Tone tone, List<Row> rows) {
        return new Lines.Series(
                numerator + " " + Display.percent(rows.getLast().share("share")),
                name,
                tone,
                rows.stream()
                        .map(row -> new Lines.Point(
                                at(row, rows),
                                row.share("share").orElse(0),
                                row.share("wilson_low"),
                                row.share("wilson_high"),
                                row.text("bucket") + ": " + Display.percent(row.share("share")) + " ("
                                        + Display.of(row.count("domains"), row.count("of_domains")) + ")"))
                        .toList());
    }

    private static double at(Row row, List<Row> all) {
        double first = Math.log10(all.getFirst().number("of_domains"));
        double last = Math.log10(all.getLast().number("of_domains"));
        return last > first ? (Math.log10(row.number("of_domains")) - first) / (last - first) : 0;
    }

    private static List<Row> of(List<Row> rows, String numerator) {
        return rows.stream()
                .filter(row -> row.text("numerator").equals(numerator))
                .toList();
    }

    private Exhibit byTld() {
        List<Row> rows = tables.rows("tlds");
        List<Row> drawn = rows.stream().limit(TLDS_DRAWN).toList();
        TableView table = new Columns()
                .code("TLD", "tld")
                .count("Published (N1)", "published")
                .count("Usable (N3)", "usable")
                .count("Testing or enforce (N4)", "domains")
                .count("Enforce (N5)", "enforce")
                .count("Listed (D1)", "of_domains")
                .share("N4/D1", "share")
                .interval()
                .first(TLDS_PRINTED, "Adoption by top-level domain, most publishers first", rows);
        return exhibits.figure(
                "tlds",
                Exhibits.bars(
                        "Testing or enforce (N4), top-level domains with most publishers",
                        Exhibits.describe(drawn, "tld"),
                        drawn.stream()
                                .map(row -> Exhibits.barWithInterval(
                                        row,
                                        "." + row.text("tld"),
                                        "of " + Display.count(row.count("of_domains")),
                                        Bars.Tone.MAIN))
                                .toList()),
                table);
    }
}
