package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.Stacks;
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
                exhibits()));
    }

    private List<Exhibit> exhibits() {
        List<Exhibit> all = new ArrayList<>(
                List.of(mailProviders(), modes(), policyHosts(), outcomes(), entities(), entityFailures(), clusters()));
        if (!tables.rows("hosting_platforms").isEmpty()) {
            all.add(platforms());
        }
        all.addAll(List.of(reception(), mxHosts()));
        return all;
    }

    /// The parts of each large mail provider's usable policies.
    private Exhibit modes() {
        List<Row> rows = tables.rows("provider_modes");
        List<String> providers = rows.stream()
                .filter(row -> row.text("kind").equals("mail"))
                .map(row -> row.text("provider"))
                .distinct()
                .limit(DRAWN)
                .toList();
        List<Stacks.Stack> stacks = providers.stream()
                .map(provider -> stack(
                        provider,
                        rows.stream()
                                .filter(row -> row.text("kind").equals("mail")
                                        && row.text("provider").equals(provider))
                                .toList()))
                .toList();
        return exhibits.figure(
                "provider_modes",
                new Stacks(
                        "Modes of usable policies (N3) by mail provider",
                        String.join(
                                        "; ",
                                        stacks.stream()
                                                .map(each -> each.label() + " " + each.text())
                                                .toList())
                                + ".",
                        List.of(
                                new Stacks.Key("enforce", Bars.Tone.MAIN),
                                new Stacks.Key("testing", Bars.Tone.SECOND),
                                new Stacks.Key("none", Bars.Tone.QUIET)),
                        stacks),
                new Columns()
                        .text("Of", "kind")
                        .text("Provider", "provider")
                        .code("Mode", "mode")
                        .count("Domains", "domains")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .count("Most frequent max_age", "common_max_age")
                        .first(PRINTED, "Provider and mode", rows));
    }

    private static Stacks.Stack stack(String provider, List<Row> modes) {
        List<Double> shares = Stream.of("enforce", "testing", "none")
                .map(mode -> modes.stream()
                        .filter(row -> row.text("mode").equals(mode))
                        .mapToDouble(row -> row.share("share").orElse(0))
                        .sum())
                .toList();
        return new Stacks.Stack(
                Display.cut(provider, 40),
                "of " + Display.count(modes.getFirst().count("of_domains")),
                shares,
                Display.percent(shares.getFirst()) + " enforce");
    }

    private Exhibit outcomes() {
        return exhibits.table(
                "provider_outcomes",
                new Columns()
                        .text("Policy-host provider", "provider")
                        .code("Outcome", "outcome")
                        .count("Domains", "domains")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .first(PRINTED, "Policy-host provider and outcome", tables.rows("provider_outcomes")));
    }

    private Exhibit entities() {
        List<Row> rows = tables.rows("managing_entities");
        List<Row> drawn =
                rows.stream().filter(row -> row.text("basis").equals("all")).toList();
        return exhibits.figure(
                "managing_entities",
                Exhibits.bars(
                        "Who manages the policy hosts, of all publishers (N1)",
                        Exhibits.describe(drawn, "entity"),
                        drawn.stream()
                                .map(row -> Exhibits.bar(
                                        row,
                                        row.text("entity"),
                                        Display.count(row.count("broken")) + " broken",
                                        row.text("entity").equals("unclassified") ? Bars.Tone.QUIET : Bars.Tone.MAIN))
                                .toList()),
                new Columns()
                        .text("Entity", "entity")
                        .text("By", "basis")
                        .count("Published (N1)", "domains")
                        .count("Usable", "usable")
                        .count("Testing", "testing")
                        .count("Enforce", "enforce")
                        .count("Broken", "broken")
                        .count("Undetermined", "undetermined")
                        .share("Share", "share")
                        .of("Self-managed and third-party policy hosts", rows));
    }

    private Exhibit entityFailures() {
        return exhibits.table(
                "entity_failures",
                new Columns()
                        .text("Entity", "entity")
                        .add("Stage", TableView.Kind.TEXT, row -> FailureSection.stage(row.text("stage")))
                        .count("Primary cause", "domains")
                        .share("Share", "share")
                        .count("Any fault", "any_domains")
                        .share("Share", "any_share")
                        .count("of", "of_domains")
                        .of("Where publishers of each kind fail", tables.rows("entity_failures")));
    }

    private Exhibit clusters() {
        return exhibits.table(
                "clusters",
                new Columns()
                        .text("Clustered by", "clustering")
                        .text("Largest", "cluster")
                        .count("Its publishers", "cluster_domains")
                        .text("Measure", "measure")
                        .share("With it", "share")
                        .share("Without it", "share_without")
                        .add("Difference", TableView.Kind.NUMBER, row -> Display.points(row.maybeNumber("change")))
                        .of("What the largest cluster does to the shares", tables.rows("clusters")));
    }

    private Exhibit platforms() {
        List<Row> rows = tables.rows("hosting_platforms");
        return exhibits.figure(
                "hosting_platforms",
                bars("Networks of policy hosts, of publishers with an address (N1)", rows, "platform"),
                new Columns()
                        .code("AS", "asn")
                        .text("Platform", "platform")
                        .count("Published (N1)", "domains")
                        .count("Usable", "usable")
                        .count("Broken", "broken")
                        .count("Undetermined", "undetermined")
                        .count("of", "of_domains")
                        .share("Share", "share")
                        .first(PRINTED, "Networks of policy hosts", rows));
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
        return bars(title, providers, "provider");
    }

    private static Bars bars(String title, List<Row> rows, String label) {
        List<Row> drawn = rows.stream().limit(DRAWN).toList();
        return Exhibits.bars(
                title,
                Exhibits.describe(drawn, label),
                drawn.stream()
                        .map(row -> Exhibits.barWithInterval(
                                row, row.text(label), "of " + Display.count(row.count("of_domains")), Bars.Tone.MAIN))
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
