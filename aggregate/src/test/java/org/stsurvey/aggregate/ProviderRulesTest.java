package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRulesTest {

    @TempDir
    Path folder;

    private ProviderRules rules(String text) throws Exception {
        return ProviderRules.read(Files.writeString(folder.resolve("rules.tsv"), text));
    }

    @Test
    void longestSuffixOfWholeLabelsDecides() throws Exception {
        ProviderRules rules = rules("""
                # kind	suffix	provider	note
                mx	example.net	Example	ours
                mx	special.example.net	Special
                mx	in.*.cloud.example	Cloud

                policy_host	example.net	Hosting
                mx	twice.example	First
                mx	twice.example	Last
                """);
        assertThat(rules.ofMx("mx1.example.net")).contains("Example");
        assertThat(rules.ofMx("MX.Special.Example.NET")).contains("Special");
        assertThat(rules.ofMx("badexample.net")).isEmpty();
        assertThat(rules.ofMx("x.in.eu-west.cloud.example")).contains("Cloud");
        assertThat(rules.ofMx("in.cloud.example")).isEmpty();
        assertThat(rules.ofMx("a.twice.example")).contains("Last");
        assertThat(rules.ofPolicyHost("x.example.net")).contains("Hosting");
        assertThat(rules.ofPolicyHost("a.twice.example")).isEmpty();
    }

    @Test
    void lineThatIsNoRuleIsNamed() {
        String where = "provider rules " + folder.resolve("rules.tsv") + " line 2: ";
        assertThatThrownBy(() -> rules("# head\nmx\texample.net\n"))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessage(where
                        + "\"mx\texample.net\" has not the three columns kind, suffix and provider; add the missing"
                        + " ones, separated by tabs");
        assertThatThrownBy(() -> rules("# head\nsmtp\texample.net\tX\n"))
                .hasMessage(where + "kind \"smtp\" is neither policy_host nor mx; correct it");
        assertThatThrownBy(() -> ProviderRules.read(folder.resolve("none.tsv"))).hasMessageContaining("are no file");
    }

    @Test
    void rulesDecideOverWhatTheRunSaysInAllTables() throws Exception {
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            sample.draw(600, "providers", true, 40)
                    .change(
                            "ALTER TABLE sample ADD COLUMN policy_host STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]),"
                                    + " aaaa STRUCT(cnames VARCHAR[], records VARCHAR[]))")
                    .change(
                            "UPDATE sample SET policy_host = {'a': {'cnames': ['edge.' || domain, 'x.hosting.example'],"
                                    + " 'records': []}, 'aaaa': {'cnames': [], 'records': []}} WHERE published AND ordinal % 2 = 0")
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 600));
        }
        Path rules = Files.writeString(
                folder.resolve("rules.tsv"),
                "mx\tsmtp.google.com\tBig mail\nmx\tcom\tAny com\npolicy_host\thosting.example\tOur hosting\n");
        new Aggregation(new AggregationSettings(2, 512)
                        .with(Optional.of(rules), Optional.empty(), Optional.empty(), Optional.empty()))
                .run(folder.resolve("data"), folder.resolve("tables"));
        List<Recount.Domain> domains = Recount.domains(folder.resolve("data/observations/list=tranco/run=2026-11-01"));
        assertThat(counts("policy_host_providers"))
                .containsEntry(
                        "Our hosting",
                        domains.stream()
                                .filter(domain -> domain.published() && domain.ordinal() % 2 == 0)
                                .count());
        // mx1.domainN.com and its like; the backup host has a worse preference and does not count.
        assertThat(counts("mx_providers").keySet())
                .contains("Big mail", "Any com")
                .doesNotContain("Google Workspace");
        assertThat(Recount.table(folder.resolve("tables"), "managing_entities"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("entity", "third party")
                        .containsEntry("basis", "provider table"));
    }

    private Map<String, Long> counts(String table) throws Exception {
        return Recount.table(folder.resolve("tables"), table).stream()
                .collect(Collectors.toMap(
                        row -> row.getOrDefault("provider", ""),
                        row -> Long.parseLong(row.getOrDefault("of_domains", ""))));
    }
}
