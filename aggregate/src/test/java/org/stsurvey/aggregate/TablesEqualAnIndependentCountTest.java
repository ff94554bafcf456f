package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Key tables, recomputed row by row in Java from the same Parquet.
class TablesEqualAnIndependentCountTest {

    private static final List<String> BROKEN = List.of("record_invalid", "policy_unreachable", "policy_invalid");

    @TempDir
    static Path folder;

    private static List<Recount.Domain> october = List.of();
    private static List<Recount.Domain> november = List.of();

    @BeforeAll
    static void aggregate() throws Exception {
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            sample.draw(1500, "october", true, 10)
                    .write("tranco", "2026-10-01", SampleDataset.manifest("tranco", "2026-10-01", 1500));
            sample.draw(2500, "november", true, 20)
                    .write("tranco", "2026-11-01", SampleDataset.manifest("tranco", "2026-11-01", 2500));
            october = Recount.domains(sample.folder("tranco", "2026-10-01"));
            november = Recount.domains(sample.folder("tranco", "2026-11-01"));
        }
        new Aggregation(AggregationSettings.defaults()).run(folder.resolve("data"), folder.resolve("tables"));
    }

    private static List<Map<String, String>> rows(String table, String run) throws Exception {
        return Recount.table(folder.resolve("tables"), table).stream()
                .filter(row -> "tranco".equals(row.get("list")) && run.equals(row.get("run")))
                .toList();
    }

    private static void assertRate(Map<String, String> row, long k, long n) {
        assertThat(row).as("%s", row).containsEntry("domains", "" + k).containsEntry("of_domains", "" + n);
        assertThat(Double.parseDouble(row.getOrDefault("share", ""))).isEqualTo((double) k / n);
        if (row.containsKey("wilson_low")) {
            double[] interval = Recount.wilson(k, n);
            assertThat(Double.parseDouble(row.getOrDefault("wilson_low", ""))).isCloseTo(interval[0], within(1e-9));
            assertThat(Double.parseDouble(row.getOrDefault("wilson_high", ""))).isCloseTo(interval[1], within(1e-9));
        }
    }

    @Test
    void headlineHoldsEveryNumeratorOverEveryDenominatorOfEachRun() throws Exception {
        for (var run : Map.of("2026-10-01", october, "2026-11-01", november).entrySet()) {
            List<Map<String, String>> rows = rows("headline", run.getKey());
            assertThat(rows).hasSize(24);
            for (Map<String, String> row : rows) {
                String numerator = row.getOrDefault("numerator", "");
                Predicate<Recount.Domain> belongs = domain -> domain.in(row.getOrDefault("denominator", ""));
                long n = Recount.count(run.getValue(), belongs);
                long k = Recount.count(run.getValue(), belongs.and(domain -> domain.in(numerator)));
                long u = Recount.count(run.getValue(), belongs.and(domain -> domain.mayBeIn(numerator)));
                assertRate(row, k, n);
                assertThat(row).containsEntry("undetermined", "" + u);
                assertThat(Double.parseDouble(row.getOrDefault("bound_low", "")))
                        .isEqualTo((double) k / n);
                assertThat(Double.parseDouble(row.getOrDefault("bound_high", "")))
                        .isEqualTo((double) (k + u) / n);
            }
        }
    }

    @Test
    void funnelStepsContainEachOtherAndLossesAddUp() throws Exception {
        List<Predicate<Recount.Domain>> steps = new ArrayList<>();
        steps.add(domain -> true);
        steps.add(domain -> domain.in("D2"));
        steps.add(domain -> domain.in("D3"));
        steps.add(domain -> domain.in("N1"));
        steps.add(domain -> domain.in("N2"));
        for (String stage : List.of("host_dns", "tcp", "tls", "http")) {
            // A domain passes a stage if nothing stopped it there; what stopped it earlier is covered by the step
            // before.
            steps.add(domain -> domain.in("N3")
                    || !(domain.stage().equals(stage) || domain.stage().equals("scan")));
        }
        steps.add(domain -> domain.in("N3"));
        steps.add(domain -> domain.in("N4"));
        steps.add(domain -> domain.in("N5"));
        steps.add(domain -> domain.in("N6"));
        List<Map<String, String>> rows = rows("funnel", "2026-11-01").stream()
                .filter(row -> "step".equals(row.get("kind")))
                .toList();
        assertThat(rows).hasSameSizeAs(steps);
        Predicate<Recount.Domain> reached = domain -> true;
        Predicate<Recount.Domain> listed = domain -> true;
        assertThat(rows.stream().map(row -> row.getOrDefault("numerator", "")).filter(code -> !code.isEmpty()))
                .containsExactly("D1", "D2", "D3", "N1", "N2", "N3", "N4", "N5", "N6");
        long before = november.size();
        for (int i = 0; i < rows.size(); i++) {
            reached = reached.and(steps.get(i));
            long left = Recount.count(november, reached);
            assertThat(rows.get(i)).as("%s", rows.get(i)).containsEntry("domains", "" + left);
            fraction(rows.get(i), "share_of_listed", left, november.size());
            if (i > 0) {
                assertThat(rows.get(i)).containsEntry("lost", "" + (before - left));
                fraction(rows.get(i), "share_of_previous", left, before);
            }
            // From "record published" on, the condition of the reception is left out.
            if (i >= 3) {
                listed = listed.and(steps.get(i));
                assertThat(rows.get(i)).containsEntry("domains_listed", "" + Recount.count(november, listed));
            }
            before = left;
        }
        long undetermined = rows.stream()
                .filter(row -> Integer.parseInt(row.getOrDefault("position", "")) > 12)
                .mapToLong(row -> Long.parseLong(row.getOrDefault("lost_undetermined", "")))
                .sum();
        assertThat(undetermined).isEqualTo(Recount.count(november, domain -> domain.in("D3") && domain.mayBeIn("N6")));
    }

    private static void fraction(Map<String, String> row, String column, long k, long n) {
        assertThat(row.getOrDefault(column, "")).as("%s", row).isEqualTo(n == 0 ? "" : "" + (double) k / n);
    }

    @Test
    void funnelBeginsWithTheLinesOfTheManifest() throws Exception {
        assertThat(rows("funnel", "2026-11-01").stream()
                        .filter(row -> !"step".equals(row.get("kind")))
                        .map(row -> row.get("step") + "=" + row.get("domains")))
                .containsExactly(
                        "lines read=2510",
                        "malformed=3",
                        "duplicate=2",
                        "collapsed into their registrable domain=0",
                        "excluded=5");
    }

    @Test
    void modesAreCountedOverUsablePoliciesUnderEachReading() throws Exception {
        for (Map<String, String> row : rows("modes", "2026-11-01")) {
            Function<Recount.Domain, String> status =
                    "strict".equals(row.get("reading")) ? Recount.Domain::statusStrict : Recount.Domain::status;
            String mode = row.getOrDefault("mode", "");
            long n = Recount.count(
                    november, domain -> !mode(status.apply(domain)).isEmpty());
            long k =
                    Recount.count(november, domain -> mode(status.apply(domain)).equals(mode));
            assertRate(row, k, n);
        }
        assertThat(rows("modes", "2026-11-01")).hasSize(6);
    }

    private static String mode(String status) {
        return switch (status) {
            case "valid_enforce", "enforce_conflict" -> "enforce";
            case "valid_testing" -> "testing";
            case "valid_none" -> "none";
            default -> "";
        };
    }

    @Test
    void deploymentStatusAddsUpToAllRowsUnderEachReading() throws Exception {
        Map<String, Long> lenient =
                november.stream().collect(Collectors.groupingBy(Recount.Domain::status, Collectors.counting()));
        Map<String, Long> strict =
                november.stream().collect(Collectors.groupingBy(Recount.Domain::statusStrict, Collectors.counting()));
        long sum = 0;
        for (Map<String, String> row : rows("deployment_status", "2026-11-01")) {
            String status = row.getOrDefault("status", "");
            assertThat(row)
                    .containsEntry("domains", "" + lenient.getOrDefault(status, 0L))
                    .containsEntry("domains_strict", "" + strict.getOrDefault(status, 0L));
            sum += Long.parseLong(row.getOrDefault("domains", ""));
            assertRate(row, lenient.getOrDefault(status, 0L), november.size());
            assertThat(Double.parseDouble(row.getOrDefault("share_strict", "")))
                    .isEqualTo((double) strict.getOrDefault(status, 0L) / november.size());
        }
        assertThat(sum).isEqualTo(november.size());
    }

    @Test
    void primaryFailuresCountEachPublisherOnce() throws Exception {
        List<Recount.Domain> publishers =
                november.stream().filter(domain -> domain.in("N1")).toList();
        Map<String, Long> expected = new TreeMap<>(publishers.stream()
                .filter(domain -> !domain.outcome().equals("ok"))
                .collect(Collectors.groupingBy(Recount.Domain::outcome, Collectors.counting())));
        Map<String, Long> counted = new TreeMap<>();
        long invalid = Recount.count(publishers, domain -> BROKEN.contains(domain.status()));
        for (Map<String, String> row : rows("failures_primary", "2026-11-01")) {
            long k = Long.parseLong(row.getOrDefault("domains", ""));
            assertRate(row, k, publishers.size());
            assertThat(row).containsEntry("invalid", "" + invalid);
            assertThat(row.getOrDefault("share_of_invalid", ""))
                    .isEqualTo("breaks".equals(row.get("severity")) ? "" + (double) k / invalid : "");
            assertThat(row.get("explanation")).isNotEmpty();
            counted.put(row.getOrDefault("code", ""), k);
        }
        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void anyFailuresCountEveryFaultOfMtaSts() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Long> after = new TreeMap<>();
        for (Recount.Domain domain : november) {
            if (domain.in("N1")) {
                domain.findings().stream()
                        .filter(finding -> List.of("breaks", "breaks_mail", "indeterminate")
                                .contains(finding.severity()))
                        .distinct()
                        .forEach(finding -> {
                            expected.merge(finding.code(), 1L, Long::sum);
                            after.merge(finding.code(), finding.afterTxtFailure() ? 1L : 0L, Long::sum);
                        });
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        Map<String, Long> countedAfter = new TreeMap<>();
        for (Map<String, String> row : rows("failures_any", "2026-11-01")) {
            counted.put(row.getOrDefault("code", ""), Long.parseLong(row.getOrDefault("domains", "")));
            assertRate(
                    row,
                    Long.parseLong(row.getOrDefault("domains", "")),
                    Recount.count(november, domain -> domain.in("N1")));
            countedAfter.put(row.getOrDefault("code", ""), Long.parseLong(row.getOrDefault("after_txt_failure", "")));
        }
        assertThat(counted).isEqualTo(expected);
        assertThat(countedAfter).isEqualTo(after);
        assertThat(after.getOrDefault("http_404", 0L))
                .as("the sample has findings behind an invalid record")
                .isPositive();
    }

    @Test
    void statesOfPublishersAndStagesOfFailuresAddUp() throws Exception {
        List<Recount.Domain> publishers =
                november.stream().filter(domain -> domain.in("N1")).toList();
        Map<String, Long> states = new LinkedHashMap<>();
        for (Map<String, String> row : rows("publishers", "2026-11-01")) {
            states.put(row.getOrDefault("state", ""), Long.parseLong(row.getOrDefault("domains", "")));
            assertRate(row, Long.parseLong(row.getOrDefault("domains", "")), publishers.size());
        }
        assertThat(states)
                .containsEntry("usable", Recount.count(publishers, domain -> domain.in("N3")))
                .containsEntry("broken", Recount.count(publishers, domain -> BROKEN.contains(domain.status())))
                .containsEntry("undetermined", Recount.count(publishers, domain -> !domain.in("D4")));
        for (Map<String, String> row : rows("failures_by_stage", "2026-11-01")) {
            Predicate<Recount.Domain> here = domain -> domain.stage().equals(row.get("stage"));
            assertRate(
                    row,
                    Recount.count(
                            publishers,
                            here.and(domain -> BROKEN.contains(domain.status())
                                    || domain.status().equals("enforce_conflict"))),
                    publishers.size());
            assertThat(row)
                    .containsEntry(
                            "undetermined", "" + Recount.count(publishers, here.and(domain -> !domain.in("D4"))));
        }
    }

    @Test
    void rankBucketsAreCumulativeAndEndWithTheWholeList() throws Exception {
        List<Map<String, String>> rows = rows("rank_buckets", "2026-11-01");
        assertThat(rows.stream().map(row -> row.get("bucket")).distinct()).containsExactly("top 1k", "all");
        assertThat(rows.stream().map(row -> row.get("numerator_name")).distinct())
                .containsExactly(
                        "record seen",
                        "record valid",
                        "policy usable",
                        "testing or enforce",
                        "enforce",
                        "enforce, every MX covered");
        for (Map<String, String> row : rows) {
            long limit = "all".equals(row.get("bucket")) ? Long.MAX_VALUE : 1000;
            Predicate<Recount.Domain> belongs = domain -> domain.rank() <= limit;
            assertRate(
                    row,
                    Recount.count(november, belongs.and(domain -> domain.in(row.getOrDefault("numerator", "")))),
                    Recount.count(november, belongs));
        }
    }

    @Test
    void topLevelDomainsHoldEveryRowOnce() throws Exception {
        List<Map<String, String>> rows = rows("tlds", "2026-11-01");
        for (Map<String, String> row : rows) {
            Predicate<Recount.Domain> here = domain -> domain.tld().equals(row.get("tld"));
            assertRate(
                    row, Recount.count(november, here.and(domain -> domain.in("N4"))), Recount.count(november, here));
            assertThat(row)
                    .containsEntry("published", "" + Recount.count(november, here.and(domain -> domain.in("N1"))))
                    .containsEntry("usable", "" + Recount.count(november, here.and(domain -> domain.in("N3"))))
                    .containsEntry("enforce", "" + Recount.count(november, here.and(domain -> domain.in("N5"))));
        }
        assertThat(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.getOrDefault("of_domains", "")))
                        .sum())
                .isEqualTo(november.size());
    }

    @Test
    void comparableRowsHaveTheDenominatorOfTheSurvey() throws Exception {
        Map<String, Map<String, String>> rows = rows("comparable", "2026-11-01").stream()
                .collect(Collectors.toMap(row -> row.get("source") + ": " + row.get("figure"), row -> row));
        List<Recount.Domain> invalid = november.stream()
                .filter(domain -> domain.in("N1") && BROKEN.contains(domain.status()))
                .toList();
        assertRate(
                rows.getOrDefault("URIports, January 2026: missing A or AAAA", Map.of()),
                Recount.count(
                        invalid,
                        domain -> List.of("host_nxdomain", "host_nodata", "host_cname_dangling")
                                .contains(domain.outcome())),
                invalid.size());
        assertRate(
                rows.getOrDefault("URIports, January 2026: expired certificate, as any finding", Map.of()),
                Recount.count(
                        invalid,
                        domain -> domain.findings().stream()
                                .anyMatch(finding -> finding.code().equals("tls_cert_expired"))),
                invalid.size());
        assertRate(
                rows.getOrDefault("DMARCguard 2026: publish MTA-STS", Map.of()),
                Recount.count(november, domain -> domain.in("N1")),
                november.size());
        assertThat(rows.getOrDefault("IMC 2025: misconfigured, any of four categories", Map.of()))
                .containsEntry("domains", "")
                .containsEntry("share", "")
                .containsEntry("note", "not measured: needs the MX probe (--probe-mx)");
    }

    @Test
    void comparableRowsThatNobodyMeasuredHoldNoNumber() throws Exception {
        Set<String> unmeasured = new TreeSet<>();
        for (Map<String, String> row : rows("comparable", "2026-11-01")) {
            List<String> numbers = Stream.of("domains", "of_domains", "share", "wilson_low", "wilson_high")
                    .map(column -> row.getOrDefault(column, "?"))
                    .toList();
            if ("measured".equals(row.get("measured"))) {
                long n = Long.parseLong(numbers.get(1));
                if (n > 0) {
                    assertRate(row, Long.parseLong(numbers.getFirst()), n);
                } else {
                    assertThat(numbers).as("%s of nothing", row).containsExactly("0", "0", "", "", "");
                }
                assertThat(row.get("note")).doesNotStartWith("not measured");
            } else {
                assertThat(numbers).as("%s", row).containsOnly("");
                assertThat(row)
                        .containsEntry("measured", "not measured")
                        .containsEntry("note", "not measured: needs the MX probe (--probe-mx)");
                unmeasured.add(row.getOrDefault("figure", ""));
            }
        }
        // All that asks mail servers, and nothing else.
        assertThat(unmeasured)
                .containsExactlyInAnyOrder(
                        "misconfigured, any of four categories",
                        "faults of MX certificates",
                        "would fail delivery",
                        "MX certificates, all hosts invalid",
                        "MX certificates, some hosts invalid",
                        "MX certificates, name mismatch",
                        "MX certificates, common name only",
                        "MX certificates, self-signed",
                        "MX certificates, expired",
                        "mail refused in mode enforce, for MX hosts or policy");
    }

    @Test
    void runsSayWhatTheirManifestsSay() throws Exception {
        assertThat(rows("runs", "2026-11-01"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("list_id", "LNXJ4")
                        .containsEntry("list_date", "2026-10-31")
                        .containsEntry("schema_version", "1")
                        .containsEntry("started", "2026-11-01T00:00:00Z")
                        .containsEntry("ended", "2026-11-01T03:10:00Z")
                        .containsEntry("retest_open", "")
                        .containsEntry("retest_settled", "")
                        .containsEntry("canaries_asked", "")
                        .containsEntry("canaries_wrong", "")
                        .containsEntry("faults", ""));
    }
}
