package org.stsurvey.reports;

import java.util.Comparator;
import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// Why published policies do not work: one cause a domain, then all of them.
final class FailureSections {

    private static final int CAUSES_DRAWN = 15;

    private final RunTables tables;
    private final Exhibits exhibits;

    FailureSections(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    /// Primary causes that break, most frequent first; what is undetermined is no failure.
    static List<Row> causes(RunTables tables) {
        return tables.rows("failures_primary").stream()
                .filter(row -> !row.text("severity").equals("indeterminate"))
                .sorted(Comparator.comparingLong((Row row) -> -row.count("domains"))
                        .thenComparingLong(row -> row.maybeCount("position").orElse(Long.MAX_VALUE))
                        .thenComparing(row -> row.text("code")))
                .toList();
    }

    static Bars.Bar causeBar(Row row) {
        return Exhibits.bar(row, row.text("code"), row.text("explanation"), Bars.Tone.FAULT);
    }

    static String describe(List<Row> causes, int limit) {
        return AdoptionSections.describe(causes.stream().limit(limit).toList(), "code");
    }

    Section build() {
        List<Row> causes = causes(tables);
        List<Row> all = tables.rows("failures_primary");
        TableView primary = new Columns()
                .text("Stage", "stage")
                .code("Outcome", "code")
                .text("What it means", "explanation")
                .rate()
                .share("of invalid", "share_of_invalid")
                .text("Section", "section")
                .text("Remedy", "remedy")
                .of("One cause a domain, by stage", all);
        TableView any = new Columns()
                .text("Stage", "stage")
                .code("Outcome", "code")
                .text("Severity", "severity")
                .rate()
                .count("After an invalid record", "after_txt_failure")
                .text("Section", "section")
                .of("All faults, not exclusive", tables.rows("failures_any"));
        long published = tables.headline(tables.run(), "N1", "D1").count("domains");
        long invalid = all.isEmpty() ? 0 : all.getFirst().count("invalid");
        return new Section(
                "failures",
                "Why it does not work",
                published == 0
                        ? "No domain publishes a record, so none fails."
                        : Display.of(invalid, published) + " publishers ("
                                + Display.percent((double) invalid / published)
                                + ") are treated by senders as if they had no policy. Undetermined ones are in the table, not in"
                                + " that number.",
                List.of(
                        exhibits.figure(
                                "failures_primary",
                                Exhibits.bars(
                                        "Primary cause, of " + Display.count(published) + " publishers (N1)",
                                        describe(causes, CAUSES_DRAWN),
                                        causes.stream()
                                                .limit(CAUSES_DRAWN)
                                                .map(FailureSections::causeBar)
                                                .toList()),
                                primary),
                        exhibits.table("failures_any", any)));
    }
}
