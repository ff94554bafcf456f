package org.stsurvey.reports;

import java.util.List;
import org.stsurvey.reports.page.Bars;
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
        return List.of(mail(), policyHosts());
    }

    private Section mail() {
        List<Row> providers = tables.rows("mx_providers");
        List<Row> drawn = providers.stream().limit(DRAWN).toList();
        TableView providerTable = new Columns()
                .text("Provider", "provider")
                .count("Published (N1)", "published")
                .count("Usable (N3)", "usable")
                .count("Testing or enforce (N4)", "domains")
                .count("Enforce (N5)", "enforce")
                .count("Receive mail (D3)", "of_domains")
                .share("N4/D3", "share")
                .interval()
                .first(PRINTED, "Adoption by mail provider, most publishers first", providers);
        TableView reception = new Columns()
                .code("Reception", "reception")
                .count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Published (N1)", "published")
                .count("Testing or enforce (N4)", "testing_or_enforce")
                .of("How the listed domains receive mail", tables.rows("mail_reception"));
        TableView hosts = new Columns()
                .code("MX host", "exchange")
                .count("Publishers", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .count("Testing or enforce (N4)", "testing_or_enforce")
                .first(DRAWN * 2, "The MX hosts that most publishers name", tables.rows("mx_hosts"));
        return new Section(
                "mail",
                "Who receives the mail",
                "A policy can only be as common as the providers that help with it.",
                List.of(
                        exhibits.figure(
                                "mx_providers",
                                Exhibits.bars(
                                        "Testing or enforce (N4), of the domains that receive mail there (D3)",
                                        AdoptionSections.describe(drawn, "provider"),
                                        drawn.stream()
                                                .map(row -> Exhibits.barWithInterval(
                                                        row,
                                                        row.text("provider"),
                                                        "of " + Display.count(row.count("of_domains")),
                                                        Bars.Tone.MAIN))
                                                .toList()),
                                providerTable),
                        exhibits.table("mx_hosts", hosts),
                        exhibits.table("mail_reception", reception)));
    }

    private Section policyHosts() {
        List<Row> providers = tables.rows("policy_host_providers");
        List<Row> drawn = providers.stream().limit(DRAWN).toList();
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
        return new Section(
                "hosts",
                "Who serves the policies",
                "How often the policy behind a record is usable, by who serves it.",
                List.of(exhibits.figure(
                        "policy_host_providers",
                        Exhibits.bars(
                                "Usable policies (N3), of the provider's publishers (N1)",
                                AdoptionSections.describe(drawn, "provider"),
                                drawn.stream()
                                        .map(row -> Exhibits.barWithInterval(
                                                row,
                                                row.text("provider"),
                                                "of " + Display.count(row.count("of_domains")),
                                                Bars.Tone.MAIN))
                                        .toList()),
                        table)));
    }
}
