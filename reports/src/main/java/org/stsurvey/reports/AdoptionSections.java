package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;
import org.stsurvey.reports.page.TableView.Kind;

/// How many domains have it and how far the others came: adoption, funnel, modes.
final class AdoptionSections {

    /// The funnel's step "record published", where the figure changes its scale.
    private static final int RECORD = 13;

    private final RunTables tables;
    private final Exhibits exhibits;

    AdoptionSections(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    List<Section> build() {
        return List.of(adoption(), funnel(), modesSection());
    }

    private Section adoption() {
        Columns columns = new Columns()
                .add("", Kind.CODE, row -> row.text("numerator") + "/" + row.text("denominator"))
                .text("Numerator", "numerator_name")
                .text("Denominator", "denominator_name")
                .rate()
                .count("Undetermined", "undetermined")
                .add(
                        "Hard bounds",
                        Kind.NUMBER,
                        row -> Display.interval(row.share("bound_low"), row.share("bound_high")))
                .share("Imputed", "imputed_share")
                .share("Carried forward", "carried_share");
        TableView table = columns.of("Every numerator over every denominator", tables.rows("headline"));
        return new Section(
                "adoption",
                "Adoption",
                "Each share names what it counts and of what; older surveys differ in their denominators more than in their"
                        + " findings.",
                List.of(exhibits.table("headline", table)));
    }

    private Section funnel() {
        List<Row> rows = tables.rows("funnel");
        List<Row> steps =
                rows.stream().filter(row -> row.text("kind").equals("step")).toList();
        List<Row> publishing =
                steps.stream().filter(row -> row.count("position") >= RECORD).toList();
        List<Row> listed =
                steps.stream().filter(row -> row.count("position") <= RECORD).toList();
        long publishers = publishing.getFirst().count("domains");
        return new Section(
                "funnel",
                "From the list to effective protection",
                "Of " + Display.count(publishers) + " mail-receiving domains with a record, "
                        + Display.count(publishing.getLast().count("domains"))
                        + " reach the end: a policy in mode enforce that covers every MX host.",
                List.of(
                        exhibits.figure(
                                "funnel_listed",
                                "funnel",
                                funnelBars("From all listed domains to a record", listed),
                                funnelTable(rows.stream()
                                        .filter(row -> row.count("position") <= RECORD
                                                || row.text("kind").equals("aside"))
                                        .toList())),
                        exhibits.figure(
                                "funnel",
                                funnelBars("From a record to effective protection", publishing),
                                funnelTable(publishing))));
    }

    private static TableView funnelTable(List<Row> rows) {
        return new Columns()
                .text("Step", "step")
                .code("", "numerator")
                .count("Left", "domains")
                .share("of listed", "share_of_listed")
                .share("of step before", "share_of_previous")
                .count("Lost here", "lost")
                .count("of them undetermined", "lost_undetermined")
                .count("Left, with or without mail", "domains_listed")
                .of("Steps of the funnel", rows);
    }

    /// Steps scaled to the first of them, each with what it lost.
    private static Bars funnelBars(String title, List<Row> steps) {
        double first = Math.max(1, steps.getFirst().count("domains"));
        List<Bars.Bar> bars = new ArrayList<>();
        for (Row step : steps) {
            boolean start = bars.isEmpty();
            double left = step.count("domains");
            long lost = start ? 0 : step.count("lost");
            bars.add(Bars.Bar.plain(
                    step.text("step"),
                    lost == 0 ? "" : "−" + Display.count(lost) + " here",
                    left,
                    Display.count(step.count("domains")) + " · " + Display.percent(left / first),
                    start ? Bars.Tone.QUIET : Bars.Tone.MAIN));
        }
        return new Bars(
                title,
                String.join(
                                "; ",
                                bars.stream()
                                        .map(bar -> bar.label() + " " + bar.text())
                                        .toList())
                        + ".",
                first,
                bars);
    }

    static List<Row> modes(RunTables tables, String reading) {
        return tables.rows("modes").stream()
                .filter(row -> row.text("reading").equals(reading))
                .toList();
    }

    static Bars modeBars(String title, List<Row> modes) {
        return Exhibits.bars(
                title,
                String.join(
                                ", ",
                                modes.stream()
                                        .map(row -> row.text("mode") + " " + Display.percent(row.share("share")))
                                        .toList())
                        + ".",
                modes.stream()
                        .map(row -> Exhibits.barWithInterval(row, row.text("mode"), "", modeTone(row.text("mode"))))
                        .toList());
    }

    private static Bars.Tone modeTone(String mode) {
        return switch (mode) {
            case "enforce" -> Bars.Tone.MAIN;
            case "testing" -> Bars.Tone.SECOND;
            default -> Bars.Tone.QUIET;
        };
    }

    private Section modesSection() {
        List<Row> lenient = modes(tables, "lenient");
        TableView table = new Columns()
                .text("Reading", "reading")
                .text("Mode", "mode")
                .rate()
                .of("Modes under both readings", tables.rows("modes"));
        TableView statuses = new Columns()
                .code("Status", "status")
                .count("Lenient", "domains")
                .share("Share", "share")
                .count("Strict", "domains_strict")
                .share("Share", "share_strict")
                .of("Deployment status of every listed domain", tables.rows("deployment_status"));
        long usable = lenient.isEmpty() ? 0 : lenient.getFirst().count("of_domains");
        return new Section(
                "modes",
                "Modes and status",
                usable == 0
                        ? "No usable policy was found."
                        : "Only enforce protects mail; testing asks for reports, none takes a policy back.",
                List.of(
                        exhibits.figure(
                                "modes",
                                modeBars(
                                        "Mode of " + Display.count(usable) + " usable policies (N3), lenient reading",
                                        lenient),
                                table),
                        exhibits.table("deployment_status", statuses)));
    }
}
