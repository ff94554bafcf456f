package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView.Kind;

/// How far the measurement can be trusted: what could not be determined and why, what the retest settled, how
/// much changes by itself, and how the resolvers did.
final class QualitySection {

    private static final int DRAWN = 10;

    private final RunTables tables;
    private final Exhibits exhibits;

    QualitySection(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    Section build() {
        List<Exhibit> all = new ArrayList<>();
        List<Row> open = tables.rows("undetermined");
        if (!open.isEmpty()) {
            all.add(undetermined(open));
        }
        all.add(runs());
        return new Section("quality", "Quality of the measurement", lead(), all);
    }

    private String lead() {
        Row run = tables.facts();
        long noise = run.maybeCount("noise_sampled").orElse(0);
        return Display.percent(run.share("undetermined_share"))
                + " of the listed domains could not be determined; the retest settled "
                + Display.of(
                        run.maybeCount("retest_settled").orElse(0),
                        run.maybeCount("retest_open").orElse(0))
                + " that the first pass had left open. "
                + (noise == 0
                        ? "How much changes by itself was not measured."
                        : "Of " + Display.count(noise) + " domains asked again although nothing was open, "
                                + Display.count(run.maybeCount("noise_changed").orElse(0))
                                + " had another status: that is the noise which changes are read against.");
    }

    private Exhibit undetermined(List<Row> rows) {
        List<Row> drawn = rows.stream().limit(DRAWN).toList();
        return exhibits.figure(
                "undetermined",
                Exhibits.bars(
                        "Why domains could not be determined, of all listed (D1)",
                        Exhibits.describe(drawn, "code"),
                        drawn.stream()
                                .map(row ->
                                        Exhibits.bar(row, row.text("code"), row.text("explanation"), Bars.Tone.QUIET))
                                .toList()),
                new Columns()
                        .add("Stage", Kind.TEXT, row -> FailureSection.stage(row.text("stage")))
                        .code("Outcome", "code")
                        .text("What it means", "explanation")
                        .count("Domains", "domains")
                        .count("with a record", "published")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .of("Undetermined domains by cause", rows));
    }

    private Exhibit runs() {
        return exhibits.table(
                "runs",
                new Columns()
                        .text("Run", "run")
                        .count("Domains", "domains")
                        .count("On the panel", "panel_domains")
                        .share("Undetermined", "undetermined_share")
                        .count("Asked again", "retest_open")
                        .count("settled", "retest_settled")
                        .add(
                                "Changed by itself",
                                Kind.NUMBER,
                                row -> row.maybeCount("noise_sampled").orElse(0) == 0
                                        ? Display.NONE
                                        : Display.of(
                                                row.maybeCount("noise_changed").orElse(0),
                                                row.maybeCount("noise_sampled").orElse(0)))
                        .add(
                                "Canaries wrong",
                                Kind.NUMBER,
                                row -> row.maybeCount("canaries_asked").isEmpty()
                                        ? Display.NONE
                                        : Display.of(
                                                row.maybeCount("canaries_wrong").orElse(0),
                                                row.maybeCount("canaries_asked").orElse(0)))
                        .text("Rulebook", "rulebook")
                        .add("Method", Kind.CODE, row -> Display.cut(row.text("method_fingerprint"), 9))
                        .of("All runs of this list", tables.rowsOfAllRuns("runs")));
    }
}
