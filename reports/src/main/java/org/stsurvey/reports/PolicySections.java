package org.stsurvey.reports;

import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// What records, policies, certificates and their companions look like.
final class PolicySections {

    private static final int DRAWN = 10;
    private static final int PRINTED = 40;

    private final RunTables tables;
    private final Exhibits exhibits;

    PolicySections(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    List<Section> build() {
        return List.of(policies(), coverage(), certificates(), reporting());
    }

    private Section policies() {
        List<Row> maxAge = tables.rows("max_age");
        List<Row> frequent = tables.rows("deviations").stream().limit(DRAWN).toList();
        TableView maxAgeTable = new Columns()
                .text("max_age", "interval_name")
                .count("Enforce", "enforce")
                .count("Testing", "testing")
                .count("None", "none")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .of("max_age of usable policies", maxAge);
        TableView ids = new Columns()
                .text("Style", "id_style")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .of("Styles of valid record ids", tables.rows("id_styles"));
        TableView endings = new Columns()
                .code("Line ending", "line_ending")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Usable (N3)", "usable")
                .of("Line endings of policy files", tables.rows("line_endings"));
        TableView deviations = new Columns()
                .code("Outcome", "code")
                .text("Severity", "severity")
                .text("What it means", "explanation")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Usable (N3)", "usable")
                .text("Section", "section")
                .first(PRINTED, "Warnings and notices, not exclusive", tables.rows("deviations"));
        return new Section(
                "policies",
                "What records and policies look like",
                "A policy protects returning senders for as long as they remember it.",
                List.of(
                        exhibits.figure(
                                "max_age",
                                Exhibits.bars(
                                        "max_age of usable policies (N3)",
                                        Exhibits.describe(maxAge, "interval_name"),
                                        plain(maxAge, "interval_name")),
                                maxAgeTable),
                        exhibits.table("id_styles", ids),
                        exhibits.table("line_endings", endings),
                        deviationsByDimension(),
                        exhibits.figure(
                                "deviations",
                                Exhibits.bars(
                                        "Most frequent warnings and notices, of publishers (N1)",
                                        Exhibits.describe(frequent, "code"),
                                        frequent.stream()
                                                .map(row -> Exhibits.bar(
                                                        row,
                                                        row.text("code"),
                                                        row.text("explanation"),
                                                        row.text("severity").equals("warning")
                                                                ? Bars.Tone.MAIN
                                                                : Bars.Tone.QUIET))
                                                .toList()),
                                deviations)));
    }

    /// RFC 8461 §4.2 on the wire; empty where no run was made with the probe of MX hosts.
    private TableView probes() {
        return new Columns()
                .text("Mail provider", "provider")
                .count("All hosts sound", "sound")
                .count("Some", "partly")
                .count("Bad certificate", "bad_certificate")
                .count("No STARTTLS", "no_starttls")
                .count("Refused in enforce", "refused")
                .count("of enforce, known", "enforce")
                .count("Told nothing", "untold")
                .rate()
                .of("Publishers none of whose MX hosts is usable, as probed on port 25", tables.rows("probe_mx"));
    }

    private Section coverage() {
        List<Row> rows = tables.rows("mx_coverage");
        List<Row> enforce =
                rows.stream().filter(row -> row.text("mode").equals("enforce")).toList();
        TableView table = new Columns()
                .code("Mode", "mode")
                .code("Coverage", "coverage")
                .rate()
                .of("MX hosts covered by the policy, by mode", rows);
        TableView mismatches = new Columns()
                .code("Mode", "mode")
                .code("Class", "class")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .of("How patterns miss every MX", tables.rows("mx_mismatches"));
        return new Section(
                "coverage",
                "Policies against MX hosts",
                "An enforced policy that covers no MX host makes senders refuse to deliver.",
                List.of(
                        exhibits.figure(
                                "mx_coverage",
                                Exhibits.bars(
                                        "Whether enforced policies cover the MX hosts",
                                        Exhibits.describe(enforce, "coverage"),
                                        enforce.stream()
                                                .map(row -> Exhibits.barWithInterval(
                                                        row, row.text("coverage"), "", coverageTone(row)))
                                                .toList()),
                                table),
                        exhibits.table("mx_mismatches", mismatches),
                        exhibits.table("probe_mx", probes())));
    }

    private static Bars.Tone coverageTone(Row row) {
        return switch (row.text("coverage")) {
            case "mx_all_covered" -> Bars.Tone.MAIN;
            case "mx_none_covered" -> Bars.Tone.FAULT;
            default -> Bars.Tone.QUIET;
        };
    }

    private Exhibit deviationsByDimension() {
        List<Row> rows = tables.rows("deviations_by");
        List<Row> all =
                rows.stream().filter(row -> row.text("dimension").equals("all")).toList();
        return exhibits.figure(
                "deviations_by",
                Exhibits.bars(
                        "Wildcards, line ends and media types, of usable policies (N3)",
                        Exhibits.describe(all, "deviation"),
                        plain(all, "deviation")),
                new Columns()
                        .text("Deviation", "deviation")
                        .text("By", "dimension")
                        .text("", "value")
                        .rate()
                        .first(PRINTED, "Deviations by mode and provider", rows));
    }

    private Section certificates() {
        List<Row> issuers = tables.rows("certificate_issuers");
        List<Row> drawn = issuers.stream().limit(DRAWN).toList();
        List<Row> expiry = tables.rows("certificate_expiry");
        TableView issuerTable = new Columns()
                .text("Issuer", "issuer")
                .count("Publishers", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Usable (N3)", "usable")
                .first(PRINTED, "Certificate issuers of policy hosts", issuers);
        TableView expiryTable = new Columns()
                .text("Days left", "days_left")
                .count("Publishers", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Usable (N3)", "usable")
                .of("Days until the certificate expires", expiry);
        return new Section(
                "certificates",
                "Certificates of policy hosts",
                "Whatever certificate the policy host sent, usable or not.",
                List.of(
                        exhibits.figure(
                                "certificate_issuers",
                                Exhibits.bars(
                                        "Issuers, of the policy hosts that sent a certificate",
                                        Exhibits.describe(drawn, "issuer"),
                                        plain(drawn, "issuer")),
                                issuerTable),
                        exhibits.figure(
                                "certificate_expiry",
                                Exhibits.bars(
                                        "Days until expiry, of the policy hosts that sent a certificate",
                                        Exhibits.describe(expiry, "days_left"),
                                        plain(expiry, "days_left")),
                                expiryTable)));
    }

    private Section reporting() {
        List<Row> rows = tables.rows("tlsrpt");
        List<Row> usable =
                rows.stream().filter(row -> row.text("state").equals("usable")).toList();
        TableView table = new Columns()
                .text("Population", "population")
                .text("TLS-RPT", "state")
                .rate()
                .of("State of the TLS-RPT record in each population", rows);
        TableView companions = new Columns()
                .text("MTA-STS", "mta_sts")
                .text("TLS-RPT", "tls_rpt")
                .text("DANE", "dane")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .of("MTA-STS, TLS-RPT and DANE together", tables.rows("companions"));
        TableView dane = new Columns()
                .text("By", "dimension")
                .text("Value", "value")
                .text("DANE", "state")
                .rate()
                .first(
                        PRINTED,
                        "DANE of the publishers' MX hosts, by mode and mail provider",
                        tables.rows("dane_status"));
        TableView faults = new Columns()
                .code("Outcome", "code")
                .rate()
                .text("What it means", "explanation")
                .of("Faults of DANE, of the publishers of which it was measured", tables.rows("dane_faults"));
        return new Section(
                "tlsrpt",
                "TLS-RPT and DANE beside MTA-STS",
                "Without TLS-RPT nobody tells a domain that its policy refuses mail. DANE protects the same way by other"
                        + " means; it is not measured where the resolver's word that an answer is signed does not count.",
                List.of(
                        exhibits.table("companions", companions),
                        exhibits.table("dane_status", dane),
                        exhibits.table("dane_faults", faults),
                        exhibits.figure(
                                "tlsrpt",
                                Exhibits.bars(
                                        "Usable TLS-RPT record, of each population",
                                        Exhibits.describe(usable, "population"),
                                        usable.stream()
                                                .map(row -> Exhibits.barWithInterval(
                                                        row,
                                                        row.text("population"),
                                                        "of " + Display.count(row.count("of_domains")),
                                                        Bars.Tone.MAIN))
                                                .toList()),
                                table)));
    }

    private static List<Bars.Bar> plain(List<Row> rows, String label) {
        return rows.stream()
                .map(row -> Exhibits.bar(row, row.text(label), "", Bars.Tone.MAIN))
                .toList();
    }
}
