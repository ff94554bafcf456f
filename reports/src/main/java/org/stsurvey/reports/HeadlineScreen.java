package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Chart;
import org.stsurvey.reports.page.Headline;

/// The first screen of a page: it alone must tell the story.
final class HeadlineScreen {

    private static final int CAUSES = 5;
    private static final List<String> NUMERATORS = List.of("N1", "N3", "N4", "N5", "N6");
    private static final List<String> DENOMINATORS = List.of("D1", "D2", "D3");

    private final RunTables tables;

    HeadlineScreen(RunTables tables) {
        this.tables = tables;
    }

    Headline build() {
        Row headline = tables.headline(tables.run(), "N4", "D1");
        return new Headline(
                Display.percent(headline.share("share")),
                Display.of(headline.count("domains"), headline.count("of_domains")) + " listed domains",
                "have a usable MTA-STS policy in mode testing or enforce (N4 over D1).",
                bounds(headline),
                changes(),
                DENOMINATORS.stream().map(this::denominator).toList(),
                NUMERATORS.stream().map(this::matrixRow).toList(),
                charts());
    }

    private static List<String> bounds(Row headline) {
        List<String> lines = new ArrayList<>();
        long undetermined = headline.count("undetermined");
        lines.add(
                undetermined == 0
                        ? "Every listed domain could be determined."
                        : "Between " + Display.percent(headline.share("bound_low")) + " and "
                                + Display.percent(headline.share("bound_high")) + ", whatever the "
                                + Display.count(undetermined) + " undetermined domains would have said.");
        if (undetermined > 0) {
            headline.share("imputed_share")
                    .ifPresent(share -> lines.add("About " + Display.percent(share)
                            + " if undetermined domains are like the determined ones of their stratum."));
        }
        lines.add("95 % interval " + Display.interval(headline.share("wilson_low"), headline.share("wilson_high"))
                + ", if the list is seen as a sample.");
        return lines;
    }

    /// The change since the run before and since the run a year ago, where there are such runs.
    private List<String> changes() {
        List<String> lines = new ArrayList<>();
        Row trend = tables.rows("adoption_trend").stream()
                .filter(row -> row.text("numerator").equals("N4")
                        && row.text("denominator").equals("D1"))
                .findFirst()
                .orElseThrow();
        trend.maybeNumber("change")
                .ifPresent(change -> lines.add(Display.points(change) + " since "
                        + trend.text("previous_run")
                        + (trend.holds("break_before")
                                ? "; the method changed in between (" + String.join(", ", tables.methodChanges())
                                        + "), so this is not the world's change alone"
                                : "")));
        if (!trend.text("year_ago_run").equals(trend.text("previous_run"))) {
            trend.maybeNumber("change_year")
                    .ifPresent(change -> lines.add(Display.points(change) + " since " + trend.text("year_ago_run")));
        }
        return lines;
    }

    private Headline.Denominator denominator(String code) {
        Row row = tables.headline(tables.run(), "N1", code);
        return new Headline.Denominator(
                code + " " + row.text("denominator_name"), "of " + Display.count(row.count("of_domains")));
    }

    private Headline.MatrixRow matrixRow(String numerator) {
        List<Row> rows = DENOMINATORS.stream()
                .map(denominator -> tables.headline(tables.run(), numerator, denominator))
                .toList();
        return new Headline.MatrixRow(
                numerator,
                rows.getFirst().text("numerator_name"),
                numerator.equals("N4"),
                rows.stream()
                        .map(row -> new Headline.MatrixCell(
                                Display.percent(row.share("share")), Display.count(row.count("domains"))))
                        .toList());
    }

    /// The course of adoption where there is one, else what becomes of the records.
    private List<Chart> charts() {
        Optional<? extends Chart> first =
                tables.runs().size() < 2 ? publishers() : Optional.of(new TimeSections(tables).adoptionLines());
        return Stream.of(first, modes(), failures())
                .<Chart>flatMap(Optional::stream)
                .toList();
    }

    private Optional<Bars> publishers() {
        List<Row> states = tables.rows("publishers");
        return states.isEmpty() ? Optional.empty() : Optional.of(FailureSection.publisherBars(states));
    }

    private Optional<Bars> modes() {
        List<Row> rows = AdoptionSections.modes(tables, "lenient");
        if (rows.isEmpty() || rows.getFirst().count("of_domains") == 0) {
            return Optional.empty();
        }
        return Optional.of(AdoptionSections.modeBars(
                "What usable policies ask for, of "
                        + Display.count(rows.getFirst().count("of_domains")) + " (N3)",
                rows));
    }

    private Optional<Bars> failures() {
        List<Row> causes = FailureSection.causes(tables);
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        List<Row> drawn = causes.stream().limit(CAUSES).toList();
        return Optional.of(Exhibits.bars(
                "Foremost causes of failure, of "
                        + Display.count(causes.getFirst().count("of_domains")) + " publishers (N1)",
                Exhibits.describe(drawn, "code"),
                drawn.stream().map(FailureSection::causeBar).toList()));
    }
}
