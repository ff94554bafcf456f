package org.stsurvey.reports;

import java.util.Comparator;
import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// Why published policies do not work: one cause a domain, then all of them.
final class FailureSection {

    private static final String TITLE = "Why it does not work";
    private static final int CAUSES_DRAWN = 12;

    private final RunTables tables;
    private final Exhibits exhibits;

    FailureSection(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    /// Primary causes that break, most frequent first; what is undetermined is no failure.
    static List<Row> causes(RunTables tables) {
        return frequent(tables.rows("failures_primary"));
    }

    private static List<Row> frequent(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.text("severity").equals("indeterminate"))
                .sorted(Comparator.comparingLong((Row row) -> -row.count("domains"))
                        .thenComparingLong(row -> row.maybeCount("position").orElse(Long.MAX_VALUE))
                        .thenComparing(row -> row.text("code")))
                .toList();
    }

    static Bars.Bar causeBar(Row row) {
        return Exhibits.bar(row, row.text("code"), row.text("explanation"), Bars.Tone.FAULT);
    }

    Section build() {
        List<Row> states = tables.rows("publishers");
        if (states.isEmpty()) {
            return new Section("failures", TITLE, "No domain publishes a record, so none fails.", List.of());
        }
        long published = states.getFirst().count("of_domains");
        Row broken = states.stream()
                .filter(row -> row.text("state").equals("broken"))
                .findFirst()
                .orElseThrow();
        return new Section(
                "failures",
                TITLE,
                Display.of(broken.count("domains"), published) + " publishers ("
                        + Display.percent(broken.share("share"))
                        + ") are treated by senders as if they had no policy. Undetermined ones are counted apart.",
                List.of(publishers(states), byStage(published), primary(published), any(published)));
    }

    private Exhibit publishers(List<Row> states) {
        TableView table = new Columns().text("State", "state").rate().of("What published records lead to", states);
        return exhibits.figure("publishers", publisherBars(states), table);
    }

    private Exhibit byStage(long published) {
        List<Row> stages = tables.rows("failures_by_stage");
        List<Row> drawn =
                stages.stream().filter(row -> !row.text("stage").equals("scan")).toList();
        TableView table = new Columns()
                .add("Stage", TableView.Kind.TEXT, row -> stage(row.text("stage")))
                .rate()
                .count("Undetermined", "undetermined")
                .of("Failures by stage", stages);
        Bars bars = Exhibits.bars(
                "Stage of the primary cause, of " + Display.count(published) + " publishers (N1)",
                Exhibits.describe(drawn, "stage"),
                drawn.stream()
                        .map(row -> Exhibits.bar(row, stage(row.text("stage")), undetermined(row), Bars.Tone.FAULT))
                        .toList());
        return exhibits.figure("failures_by_stage", bars, table);
    }

    private static String undetermined(Row row) {
        long domains = row.count("undetermined");
        return domains == 0 ? "" : "and " + Display.count(domains) + " undetermined";
    }

    private Exhibit primary(long published) {
        TableView table = new Columns()
                .add("Stage", TableView.Kind.TEXT, row -> stage(row.text("stage")))
                .code("Outcome", "code")
                .text("What it means", "explanation")
                .rate()
                .share("of invalid", "share_of_invalid")
                .text("Section", "section")
                .text("Remedy", "remedy")
                .of("One cause a domain, by stage", tables.rows("failures_primary"));
        return exhibits.figure(
                "failures_primary",
                causeBars("Primary cause, of " + Display.count(published) + " publishers (N1)", causes(tables)),
                table);
    }

    private Exhibit any(long published) {
        List<Row> rows = tables.rows("failures_any");
        TableView table = new Columns()
                .add("Stage", TableView.Kind.TEXT, row -> stage(row.text("stage")))
                .code("Outcome", "code")
                .text("Severity", "severity")
                .rate()
                .count("After an invalid record", "after_txt_failure")
                .text("Section", "section")
                .of("All faults, not exclusive", rows);
        return exhibits.figure(
                "failures_any",
                causeBars(
                        "Any fault, not exclusive, of " + Display.count(published) + " publishers (N1)",
                        frequent(rows)),
                table);
    }

    private static Bars causeBars(String title, List<Row> causes) {
        List<Row> drawn = causes.stream().limit(CAUSES_DRAWN).toList();
        return Exhibits.bars(
                title,
                Exhibits.describe(drawn, "code"),
                drawn.stream().map(FailureSection::causeBar).toList());
    }

    static Bars publisherBars(List<Row> states) {
        return Exhibits.bars(
                "What " + Display.count(states.getFirst().count("of_domains")) + " published records lead to (N1)",
                Exhibits.describe(states, "state"),
                states.stream()
                        .map(row -> Exhibits.bar(row, row.text("state"), "", stateTone(row.text("state"))))
                        .toList());
    }

    private static Bars.Tone stateTone(String state) {
        return switch (state) {
            case "usable" -> Bars.Tone.MAIN;
            case "broken" -> Bars.Tone.FAULT;
            default -> Bars.Tone.QUIET;
        };
    }

    /// A stage in words.
    static String stage(String code) {
        return switch (code) {
            case "scan" -> "scan itself";
            case "txt" -> "record";
            case "host_dns" -> "policy host in DNS";
            case "tcp" -> "TCP connection";
            case "tls" -> "TLS and certificate";
            case "http" -> "HTTP answer";
            case "policy" -> "policy file";
            case "mx" -> "policy against MX";
            case "quirk" -> "quirk";
            case "tlsrpt" -> "TLS-RPT";
            case "dane" -> "DANE";
            default -> code;
        };
    }
}
