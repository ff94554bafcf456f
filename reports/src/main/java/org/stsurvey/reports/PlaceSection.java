package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
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
                "Buckets of ranks are cumulative. Bars are shares, so a small top-level domain can lead; whiskers are 95 %"
                        + " Wilson intervals.",
                List.of(byRank(), byTld()));
    }

    private Exhibit byRank() {
        List<Row> rows = tables.rows("rank_buckets");
        List<Row> adopters = of(rows, "N4");
        List<Row> publishers = of(rows, "N1");
        List<Bars.Bar> bars = new ArrayList<>();
        for (int i = 0; i < adopters.size(); i++) {
            Row adopter = adopters.get(i);
            bars.add(Exhibits.barWithInterval(
                    adopter,
                    adopter.text("bucket"),
                    "record seen " + Display.percent(publishers.get(i).share("share")),
                    Bars.Tone.MAIN));
        }
        TableView table = new Columns()
                .text("Bucket", "bucket")
                .code("", "numerator")
                .text("Numerator", "numerator_name")
                .rate()
                .of("Adoption by rank, cumulative buckets", rows);
        return exhibits.figure(
                "rank_buckets",
                Exhibits.bars("Testing or enforce (N4) by rank", Exhibits.describe(adopters, "bucket"), bars),
                table);
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
