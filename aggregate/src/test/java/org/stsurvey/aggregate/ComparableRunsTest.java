package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which runs are compared, what the reader is told of those that are not, and who manages policy hosts for
/// good.
class ComparableRunsTest {

    @TempDir
    Path folder;

    private final AggregationSettings settings = new AggregationSettings(2, 512);

    private void run(String date, String manifest, String... changes) throws Exception {
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            sample.draw(300, "a", true, 40);
            for (String change : changes) {
                sample.change(change);
            }
            sample.write("tranco", date, manifest);
        }
    }

    private List<String> advice(AggregationSettings with) throws Exception {
        return new Aggregation(with)
                .run(folder.resolve("data"), folder.resolve("tables"))
                .advice();
    }

    private List<Map<String, String>> table(String name) throws Exception {
        return Recount.table(folder.resolve("tables"), name);
    }

    @Test
    void trendsDoNotMixUnits() throws Exception {
        run("2026-08-01", "{\"unit\":\"as-listed\",\"rulebook_version\":\"2\"}");
        run("2026-09-01", "{\"unit\":\"registrable\",\"rulebook_version\":\"2\"}");
        run("2026-10-01", "{\"unit\":\"as-listed\",\"rulebook_version\":\"2\"}");
        assertThat(advice(settings))
                .filteredOn(line -> line.contains("compared"))
                .containsExactly(
                        "run 2026-09-01 of list tranco is not compared with 2026-08-01: it counts by unit registrable, the one"
                                + " before it by as-listed; trends never mix them; give such runs a name of their own (scan"
                                + " --list-name)",
                        "run 2026-10-01 of list tranco is not compared with 2026-09-01: it counts by unit as-listed, the one"
                                + " before it by registrable; trends never mix them");
        assertThat(table("runs")).extracting(row -> row.get("series")).containsExactly("1", "2", "1");
        assertThat(table("runs")).extracting(row -> row.get("previous_run")).containsExactly("", "", "2026-08-01");
        assertThat(table("flows"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("previous_run", "2026-08-01")
                        .containsEntry("run", "2026-10-01"));
        assertThat(table("method_changes"))
                .extracting(row -> row.get("run") + " " + row.get("component") + " " + row.get("before") + " > "
                        + row.get("after") + " " + row.get("kind"))
                .containsExactly(
                        "2026-09-01 unit as-listed > registrable comparability",
                        "2026-10-01 unit registrable > as-listed comparability");
    }

    @Test
    void trendsDoNotMixSetsOfLists() throws Exception {
        String lists = "{\"unit\":\"as-listed\",\"list\":{\"sources\":[{\"name\":\"%s\"},{\"name\":\"tranco\"}]}}";
        run("2026-09-01", lists.formatted("crux"));
        run("2026-10-01", lists.formatted("umbrella"));
        assertThat(advice(settings))
                .contains("run 2026-10-01 of list tranco is not compared with 2026-09-01: it was made from the lists"
                        + " \"tranco,umbrella\", the one before it from \"crux,tranco\"; trends never mix them; give such runs"
                        + " a name of their own (scan --list-name)");
        assertThat(table("flows")).isEmpty();
        assertThat(table("trends")).isEmpty();
        assertThat(table("adoption_trend")).allSatisfy(row -> assertThat(row).containsEntry("change", ""));
    }

    @Test
    void runsOfAnOlderRulebookAreNamedWithTheWayOut() throws Exception {
        run("2026-09-01", "{\"unit\":\"as-listed\",\"rulebook_version\":\"9\"}");
        run("2026-10-01", "{\"unit\":\"as-listed\",\"rulebook_version\":\"10\"}");
        Path observations = folder.resolve("data/observations/list=tranco");
        assertThat(advice(settings))
                .contains(
                        "run 2026-09-01 of list tranco was judged by an older rulebook (9, newest is 10), so changes may be"
                                + " changes of rules; judge every run by the same rules, without the network, into another"
                                + " dataset, and aggregate that one:",
                        "  stsurvey rejudge " + observations.resolve("run=2026-09-01") + " --out DATA2",
                        "  stsurvey rejudge " + observations.resolve("run=2026-10-01") + " --out DATA2");
        assertThat(table("runs")).extracting(row -> row.get("older_rulebook")).containsExactly("true", "false");
        assertThat(advice(settings.withRulebook("11")))
                .anyMatch(line -> line.startsWith("2 of 2 runs, from 2026-09-01"));
        assertThat(table("runs")).extracting(row -> row.get("older_rulebook")).containsExactly("true", "true");
    }

    @Test
    void fingerprintWithoutSettingsIsAComponentItself() throws Exception {
        run("2026-09-01", "{\"unit\":\"as-listed\",\"method_fingerprint\":\"a\"}");
        run("2026-10-01", "{\"unit\":\"as-listed\",\"method_fingerprint\":\"b\"}");
        advice(settings);
        assertThat(table("method_changes"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("component", "method fingerprint")
                        .containsEntry("before", "a")
                        .containsEntry("after", "b"));
        assertThat(table("trends"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("break_between", "true"));
    }

    private static final String HOSTS = "ALTER TABLE sample ADD COLUMN policy_host STRUCT(a STRUCT(cnames VARCHAR[],"
            + " records VARCHAR[]), aaaa STRUCT(cnames VARCHAR[], records VARCHAR[]))";

    private static String shared(int domains) {
        return "UPDATE sample SET policy_host_provider = NULL, policy_host = {'a': {'cnames': [], 'records': [CASE WHEN ordinal < "
                + domains
                + " THEN '192.0.2.1' ELSE '198.51.100.' || ordinal END]}, 'aaaa': {'cnames': [], 'records': []}},"
                + " published = true, record = {'id': '1', 'id_style': 'other', 'valid': true},"
                + " deployment_status = 'valid_enforce'";
    }

    private String entity(String run, String entity) throws Exception {
        return table("managing_entities").stream()
                .filter(row -> run.equals(row.get("run"))
                        && entity.equals(row.get("entity"))
                        && "all".equals(row.get("basis")))
                .map(row -> row.getOrDefault("domains", ""))
                .findFirst()
                .orElse("0");
    }

    @Test
    void classesAreCountedOnceAndStay() throws Exception {
        String manifest = "{\"unit\":\"as-listed\"}";
        run("2026-09-01", manifest, HOSTS, shared(49));
        assertThat(advice(settings))
                .anyMatch(line -> line.startsWith("managing entities of list tranco are counted on run"));
        assertThat(entity("2026-09-01", "unclassified")).isEqualTo("49");
        assertThat(entity("2026-09-01", "self-managed")).isEqualTo("251");

        run("2026-10-01", manifest, HOSTS, shared(60));
        assertThat(advice(settings)).noneMatch(line -> line.startsWith("managing entities"));
        assertThat(entity("2026-10-01", "unclassified"))
                .as("frozen on the first run")
                .isEqualTo("60");

        // Another file, another reference run: now it is a third party in both runs.
        Path pinned = folder.resolve("pinned.tsv");
        var other = settings.with(Optional.empty(), Optional.empty(), Optional.of(pinned), Optional.of("2026-10-01"));
        advice(other);
        assertThat(Files.readString(pinned)).contains("tranco\taddress:192.0.2.1\t60\tthird party\n");
        assertThat(entity("2026-09-01", "third party")).isEqualTo("49");
        assertThat(entity("2026-10-01", "third party")).isEqualTo("60");
        assertThat(advice(other))
                .contains("managing entities of list tranco stay as " + pinned
                        + " has them; --reference-run counts anew only where the file does not know the list");
    }

    @Test
    void hostsUnknownToTheFileNeverBecomeAThirdParty() throws Exception {
        String manifest = "{\"unit\":\"as-listed\"}";
        run("2026-09-01", manifest, HOSTS, shared(0));
        advice(settings);
        run(
                "2026-10-01",
                manifest,
                HOSTS,
                shared(60),
                "UPDATE sample SET policy_host = {'a': {'cnames': [], 'records':"
                        + " ['203.0.113.1']}, 'aaaa': {'cnames': [], 'records': []}} WHERE ordinal >= 298");
        advice(settings);
        assertThat(entity("2026-10-01", "third party")).isEqualTo("0");
        assertThat(entity("2026-10-01", "unclassified")).isEqualTo("60");
        assertThat(entity("2026-10-01", "self-managed"))
                .as("two share a new address")
                .isEqualTo("240");
    }

    @Test
    void damagedEntitiesAndUnknownReferenceRunsAreNamed() throws Exception {
        run("2026-09-01", "{}");
        Path file = Files.writeString(
                folder.resolve("entities.tsv"), "# head\ntranco\tcname:a.example\tmany\tthird party\n");
        assertThatThrownBy(() ->
                        advice(settings.with(Optional.empty(), Optional.empty(), Optional.of(file), Optional.empty())))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining(
                        " line 2: \"tranco\tcname:a.example\tmany\tthird party\" is not list, entity_key");
        assertThatThrownBy(() -> advice(
                        settings.with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("2020-01-01"))))
                .hasMessage("--reference-run 2020-01-01 is no run of this dataset; name the date of one that is");
    }

    @Test
    void hostileTextIsDefusedInCsvAndKeptInParquet() throws Exception {
        String formula = "=HYPERLINK(\"http://x\")";
        String rename = "UPDATE sample SET policy_host_provider = '" + formula + "', mx_provider = '+1',"
                + " domain = '@' || ordinal WHERE published";
        run("2026-09-01", "{\"unit\":\"as-listed\",\"method\":{\"=1+1\":\"-1\"},\"method_fingerprint\":\"a\"}", rename);
        run(
                "2026-10-01",
                "{\"unit\":\"as-listed\",\"method\":{\"=1+1\":\"@2\"},\"method_fingerprint\":\"b\"}",
                rename,
                "UPDATE sample SET deployment_status = 'valid_testing', outcome = 'ok' WHERE published");
        advice(settings);
        for (String name : List.of("policy_host_providers", "provider_outcomes", "trend_domains", "method_changes")) {
            for (String line : Files.readAllLines(folder.resolve("tables/" + name + ".csv"))) {
                assertThat(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                        .as(name + ": " + line)
                        .noneMatch(cell -> cell.matches("(?s)\"?[=@+].*"));
            }
        }
        assertThat(table("provider_outcomes"))
                .extracting(row -> row.get("provider"))
                .contains(formula);
        assertThat(table("method_changes"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("component", "=1+1").containsEntry("after", "@2"));
    }
}
