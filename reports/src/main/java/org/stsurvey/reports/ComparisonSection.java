package org.stsurvey.reports;

import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView.Kind;

/// Our figures beside those of published surveys, each counted as the survey counted.
final class ComparisonSection {

    private final RunTables tables;

    ComparisonSection(RunTables tables) {
        this.tables = tables;
    }

    Section build() {
        return new Section(
                "comparable",
                "Beside the published figures",
                "Each row has a denominator of its own. Two rows with different denominators cannot be compared.",
                java.util.List.of(new Exhibits(tables)
                        .table(
                                "comparable",
                                new Columns()
                                        .text("Source", "source")
                                        .text("Figure", "figure")
                                        .share("Published", "published_share")
                                        .count("its count", "published_domains")
                                        .count("of", "published_of")
                                        .add(
                                                "This run",
                                                Kind.NUMBER,
                                                row -> row.text("measured").equals("not measured")
                                                        ? "not measured"
                                                        : Display.percent(row.share("share")))
                                        .interval()
                                        .count("Domains", "domains")
                                        .count("of", "of_domains")
                                        .text("Numerator", "numerator")
                                        .text("Denominator", "denominator")
                                        .text("Note", "note")
                                        .of("Published figures and ours", tables.rows("comparable")))));
    }
}
