package org.stsurvey.reports;

import java.util.List;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// Who receives the mail and who serves the policies.
final class ProviderSections {

    private static final int DRAWN = 10;
    private static final int PRINTED = 40;

    private final RunTables tables;
    private final Exhibits exhibits;

    ProviderSections(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    List<Section> build() {
        return List.of(new Section(
                "providers",
                "Who receives the mail, who serves the policies",
                "A policy can only be as common as the providers that help with it, and as sound as the host that serves it.",
                List.of(mailProviders(), policyHosts(), reception(), mxHosts())));
    }

    private Exhibit mailProviders() {
        List<Row> providers = tables.rows("mx_providers");
        TableView table = new Columns()
                .text("Provider", "provider")
                .count("Published (N1)", "published")
                .count("Usable (N3)", "usable")
                .count("Testing or enforce (N4)", "domains")
                .count("Enforce (N5)", "enforce")
                .count("Receive mail (D3)", "of_domains")
                .share("N4/D3", "share")
                .interval()
                .first(PRINTED, "Adoption by mail provider, most publishers first", providers);
        return exhibits.figure("mx_providers", bars("Testing or enforce (N4) by mail provider", providers), table);
    }

    private Exhibit policyHosts() {
        List<Row> providers = tables.rows("policy_host_providers");
        TableView table = new Columns()
                .text("Provider", "provider")
                .count("Published (N1)", "of_domains")
                .count("Usable (N3)", "domains")
                .share("N3/N1", "share")
                .interval()
                .count("Testing", "testing")
                .count("Enforce", "enforce")
                .count("Broken", "broken")
                .count("Undetermined", "undetermined")
                .first(PRINTED, "Policy-host providers, most publishers first", providers);
        return exhibits.figure(
                "policy_host_providers", bars("Usable policies (N3) by who serves them", providers), table);
    }

    private static Bars bars(String title, List<Row> providers) {
        List<Row> drawn = providers.stream().limit(DRAWN).toList();
        return Exhibits.bars(
                title,
                Exhibits.describe(drawn, "provider"),
                drawn.stream()
                        .map(row -> Exhibits.barWithInterval(
                                row,
                                row.text("provider"),
                                "of " + Display.count(row.count("of_domains")),
                                Bars.Tone.MAIN))
                        .toList());
    }

    private Exhibit reception() {
        return exhibits.table(
                "mail_reception",
                new Columns()
                        .code("Reception", "reception")
                        .count("Domains", "domains")
                        .share("of listed", "share")
                        .count("Published (N1)", "published")
                        .count("Testing or enforce (N4)", "testing_or_enforce")
                        .of("How the listed domains receive mail", tables.rows("mail_reception")));
    }

    private Exhibit mxHosts() {
        return exhibits.table(
                "mx_hosts",
                new Columns()
                        .code("MX host", "exchange")
                        .count("Publishers", "domains")
                        .share("of publishers", "share")
                        .count("Testing or enforce (N4)", "testing_or_enforce")
                        .first(DRAWN, "The MX hosts that most publishers name", tables.rows("mx_hosts")));
    }
}
