package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of single runs, recomputed in plain Java from the rows of the Parquet, which know no extracts and
/// no weights.
class EveryRunTableEqualsAnIndependentCountTest {

    private static final String RUN = "2026-11-01";
    private static final List<String> USABLE =
            List.of("valid_none", "valid_testing", "valid_enforce", "enforce_conflict");
    private static final List<String> BROKEN = List.of("record_invalid", "policy_unreachable", "policy_invalid");

    @TempDir
    static Path folder;

    /// A row of the Parquet; an absent cell is the empty text.
    private record Row(Map<String, String> cells, List<String> codes, List<String> breaking, Set<String> found) {

        /// Whether a finding of that severity has a code that begins so.
        boolean finds(String prefix, String severity) {
            return found.stream().anyMatch(each -> each.startsWith(prefix) && each.endsWith(" " + severity));
        }

        boolean findsAny(String... wanted) {
            return Arrays.stream(wanted).anyMatch(codes::contains);
        }

        String of(String column) {
            return cells.getOrDefault(column, "");
        }

        boolean n1() {
            return of("published").equals("true");
        }

        boolean n3() {
            return USABLE.contains(of("status"));
        }

        boolean n4() {
            return n3() && !of("status").equals("valid_none");
        }

        boolean n5() {
            return n4() && !of("status").equals("valid_testing");
        }

        boolean testing() {
            return of("status").equals("valid_testing");
        }

        boolean broken() {
            return BROKEN.contains(of("status"));
        }

        boolean open() {
            return of("status").equals("indeterminate");
        }

        boolean d3() {
            return of("reception").equals("mx");
        }

        String named(String column) {
            return of(column).isEmpty() ? "not recognised" : of(column);
        }

        List<String> list(String column) {
            return of(column).isEmpty() ? List.of() : List.of(of(column).split(" ", -1));
        }
    }

    /// What IMC 2025 counts of publishers with a bad certificate at an MX host.
    private static final Map<String, Predicate<Row>> MX_CERTIFICATES = Map.of(
            "MX certificates, all hosts invalid",
            row -> !row.list("uses").contains("usable"),
            "MX certificates, some hosts invalid",
            row -> row.list("uses").contains("usable"),
            "MX certificates, common name only",
            row -> row.list("faults").contains("cn_only"),
            "MX certificates, self-signed",
            row -> row.list("faults").contains("self_signed"),
            "MX certificates, expired",
            row -> row.list("faults").contains("expired"),
            "MX certificates, name mismatch",
            row -> row.list("faults").contains("name_mismatch"));

    private static List<Row> rows = List.of();
    private static Map<String, String> severities = Map.of();
    private static Map<String, String> stages = Map.of();

    @BeforeAll
    static void aggregate() throws Exception {
        try (var sample = new SampleDataset(folder.resolve("data"))) {
            sample.draw(2_000, "every", true, 25)
                    .change("ALTER TABLE sample ADD COLUMN groups VARCHAR[]")
                    .change("UPDATE sample SET groups = CASE WHEN ordinal % 4 = 0 THEN ['bank', 'uk']"
                            + " WHEN ordinal % 4 = 1 THEN ['uk'] ELSE [] END")
                    .change("ALTER TABLE sample ADD COLUMN lists STRUCT(list VARCHAR, rank BIGINT)[]")
                    .change(
                            "UPDATE sample SET lists = CASE WHEN ordinal % 3 = 0 THEN [{'list': 'a', 'rank': 1}, {'list': 'b', 'rank': 2}]"
                                    + " ELSE [{'list': 'b', 'rank': 3}] END")
                    .change("ALTER TABLE sample ADD COLUMN txt_lookup STRUCT(cnames VARCHAR[])")
                    .change(
                            "ALTER TABLE sample ADD COLUMN policy_host STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]),"
                                    + " aaaa STRUCT(cnames VARCHAR[], records VARCHAR[]))")
                    // A third of the hosts have an address of their own, the others share a few, or an alias.
                    .change("UPDATE sample SET policy_host = {'a': {'cnames': CASE WHEN ordinal % 5 = 0"
                            + " THEN ['www.' || domain, 'edge' || (ordinal % 2) || '.cdn.net'] ELSE [] END,"
                            + " 'records': CASE WHEN ordinal % 11 = 0 THEN [] WHEN ordinal % 3 = 0 THEN ['192.0.2.' || (ordinal % 250)]"
                            + " ELSE ['198.51.100.' || (ordinal % 4), '203.0.113.9'] END}, 'aaaa': {'cnames': [], 'records': []}}"
                            + " WHERE published")
                    .change(
                            "UPDATE sample SET txt_lookup = {'cnames': CASE WHEN ordinal % 22 = 0 THEN ['t.records.org'] ELSE [] END}"
                                    + " WHERE published");
            sample.change("ALTER TABLE sample ADD COLUMN delivery VARCHAR")
                    .change("ALTER TABLE sample ADD COLUMN mx_verdicts"
                            + " STRUCT(host VARCHAR, covered BOOLEAN, use VARCHAR, faults VARCHAR[])[]")
                    .change(
                            "UPDATE sample SET mx_verdicts = list_transform(range(1 + ordinal % 3), lambda i: {'host': 'mx' || i,"
                                    + " 'covered': true, 'use': CASE (ordinal // 3 + i) % 4 WHEN 0 THEN 'unknown' WHEN 1 THEN 'unusable'"
                                    + " ELSE 'usable' END, 'faults': CASE WHEN (ordinal // 3 + i) % 4 <> 1 THEN [] ELSE"
                                    + " [CASE (ordinal // 7) % 5 WHEN 0 THEN 'cn_only' WHEN 1 THEN 'self_signed' WHEN 2 THEN 'expired' WHEN 3 THEN 'name_mismatch'"
                                    + " ELSE 'starttls_missing' END] END}) WHERE published AND ordinal % 9 <> 0")
                    .change(
                            "UPDATE sample SET delivery = CASE ordinal % 4 WHEN 0 THEN 'would_fail' WHEN 1 THEN 'unknown' ELSE 'ok' END"
                                    + " WHERE mx_verdicts IS NOT NULL");
            found(sample);
            for (String code : List.of(
                    "tls_cert_wildcard",
                    "txt_wildcard",
                    "dane_all_mx",
                    "dane_none",
                    "dane_bogus",
                    "dane_host_insecure",
                    "dane_tlsa_duplicate",
                    "quirk_mx_wildcard_tld")) {
                sample.change("UPDATE sample SET findings = list_append(findings, {'code': '" + code
                        + "', 'severity': 'notice', 'after_txt_failure': false, 'detail': MAP {'x': ''}})"
                        + " WHERE published AND hash(ordinal || '" + code + "') % 4 = 0");
            }
            sample.change("ALTER TABLE sample ADD COLUMN dane STRUCT(outcome VARCHAR)")
                    .change(
                            "UPDATE sample SET dane = {'outcome': (list_filter(['dane_all_mx', 'dane_bogus', 'dane_none',"
                                    + " 'dane_host_insecure'], lambda c: list_contains(list_transform(findings, lambda f: f.code), c)))[1]}"
                                    + " WHERE published AND len(list_filter(findings, lambda f: f.code LIKE 'dane%'"
                                    + " AND f.code <> 'dane_tlsa_duplicate')) > 0")
                    // As after --companions all, with a few that the resolver's change of mind left out.
                    .change(
                            "UPDATE sample SET dane = {'outcome': CASE ordinal % 4 WHEN 0 THEN 'dane_all_mx' WHEN 1 THEN"
                                    + " 'dane_indeterminate' WHEN 2 THEN 'dane_some_mx' ELSE 'dane_host_insecure' END}"
                                    + " WHERE NOT published AND reception = 'mx' AND ordinal % 7 <> 0");
            sample.change(
                            "UPDATE sample SET findings = list_transform(findings, lambda f: CASE WHEN f.code = 'mx_none_covered'"
                                    + " THEN struct_update(f, detail := MAP {'mx_mismatch_class': CASE WHEN ordinal % 2 = 0 THEN 'domain'"
                                    + " ELSE 'policy_host' END}) ELSE f END)")
                    .change(
                            "INSERT INTO registry VALUES ('dane_all_mx','dane','notice','','',''), ('dane_none','dane','notice','','',''),"
                                    + " ('dane_bogus','dane','indeterminate','','why bogus','mend bogus'), ('dane_host_insecure','dane','warning','','',''),"
                                    + " ('dane_tlsa_duplicate','dane','warning','','why twice','mend twice'), ('tls_cert_wildcard','tls','notice','','',''),"
                                    + " ('txt_wildcard','txt','notice','','',''), ('quirk_mx_wildcard_tld','quirk','notice','','','')")
                    .write("tranco", RUN, SampleDataset.manifest("tranco", RUN, 2_000));
        }
        Path asn = Files.writeString(
                folder.resolve("asn.txt"),
                "192.0.2.0\t24\t64496\n198.51.100.0\t24\t64497\n198.51.100.2\t32\t64498_64499\n2001:db8::\t32\t64500\n");
        new Aggregation(new AggregationSettings(2, 512)
                        .with(Optional.empty(), Optional.of(asn), Optional.empty(), Optional.empty()))
                .run(folder.resolve("data"), folder.resolve("tables"));
        read();
    }

    /// Puts the faults of the verdicts among the findings, as the outcome of enforcing domains that get no mail.
    private static void found(SampleDataset sample) throws Exception {
        sample.change("UPDATE sample SET findings = list_concat(findings, list_transform(list_distinct(list_transform("
                        + "flatten(list_transform(mx_verdicts, lambda v: v.faults)), lambda f: CASE WHEN f IN ('cn_only', 'name_mismatch')"
                        + " THEN 'mx_cert_name_mismatch' WHEN f = 'self_signed' THEN 'mx_cert_untrusted' WHEN f = 'expired'"
                        + " THEN 'mx_cert_expired' ELSE 'mx_starttls_missing' END)), lambda c: {'code': c, 'severity':"
                        + " CASE WHEN deployment_status = 'valid_enforce' AND delivery = 'would_fail' THEN 'breaks_mail'"
                        + " ELSE 'warning' END, 'after_txt_failure': false, 'detail': MAP {'host': 'mx0'}}))"
                        + " WHERE mx_verdicts IS NOT NULL")
                .change(
                        "UPDATE sample SET outcome = list_filter(findings, lambda f: f.severity = 'breaks_mail')[1].code, stage = 'mx',"
                                + " deployment_status = 'enforce_conflict', deployment_status_strict = CASE deployment_status_strict"
                                + " WHEN 'valid_enforce' THEN 'enforce_conflict' ELSE deployment_status_strict END"
                                + " WHERE deployment_status = 'valid_enforce'"
                                + " AND len(list_filter(findings, lambda f: f.severity = 'breaks_mail')) > 0");
        for (String code :
                List.of("mx_cert_name_mismatch", "mx_cert_untrusted", "mx_cert_expired", "mx_starttls_missing")) {
            sample.change("INSERT INTO registry VALUES ('" + code
                    + "', 'mx', 'breaks_if_no_valid_mx_else_warning', '', 'why', 'mend')");
        }
    }

    private static void read() throws Exception {
        String run = folder.resolve("data/observations/list=tranco/run=" + RUN).toString();
        List<Row> read = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(
                    "SELECT ordinal, rank, domain, tld, outcome, stage, deployment_status AS status,"
                            + " published, reception, record.valid AS record_valid, record.id_style AS id_style, policy.mode AS mode,"
                            + " policy.max_age AS max_age, policy.line_ending AS line_ending, policy.valid_strict AS valid_strict,"
                            + " certificate.issuer AS issuer, certificate.days_left AS days_left, alignment.outcome AS alignment,"
                            + " dane.outcome AS dane, tlsrpt.outcome AS tlsrpt, len(tlsrpt.rua) AS rua, policy_host_provider AS host_provider, mx_provider,"
                            + " array_to_string(groups, ' ') AS groups,"
                            + " array_to_string(list_transform(lists, lambda l: l.list), ' ') AS lists,"
                            + " array_to_string(policy_host.a.cnames, ' ') AS host_cnames,"
                            + " array_to_string(policy_host.a.records, ' ') AS addresses,"
                            + " array_to_string(txt_lookup.cnames, ' ') AS record_cnames,"
                            + " array_to_string(list_transform(mx_lookup.records, lambda r: r.exchange), ' ') AS exchanges,"
                            + " array_to_string(list_transform(findings, lambda f: f.detail['mx_mismatch_class']), ' ') AS class,"
                            + " delivery, array_to_string(list_transform(mx_verdicts, lambda v: v.use), ' ') AS uses,"
                            + " array_to_string(flatten(list_transform(mx_verdicts, lambda v: v.faults)), ' ') AS faults,"
                            + " list_transform(findings, lambda f: f.code || ' ' || f.severity) AS found"
                            + " FROM read_parquet('" + run + "/part-*.parquet') ORDER BY ordinal");
            while (row.next()) {
                Map<String, String> cells = new HashMap<>();
                for (int i = 1; i < row.getMetaData().getColumnCount(); i++) {
                    cells.put(row.getMetaData().getColumnName(i), Objects.requireNonNullElse(row.getString(i), ""));
                }
                List<String> codes = new ArrayList<>();
                List<String> breaking = new ArrayList<>();
                Set<String> all = new TreeSet<>();
                for (Object found : (Object[]) row.getArray("found").getArray()) {
                    String[] parts = found.toString().split(" ", -1);
                    codes.add(parts[0]);
                    all.add(found.toString());
                    if (parts[1].startsWith("breaks")) {
                        breaking.add(parts[0]);
                    }
                }
                read.add(new Row(cells, codes, breaking, all));
            }
            Map<String, String> severity = new HashMap<>();
            Map<String, String> stage = new HashMap<>();
            ResultSet codes = statement.executeQuery(
                    "SELECT code, severity, stage FROM read_parquet('" + run + "/_outcomes.parquet')");
            while (codes.next()) {
                severity.put(codes.getString(1), codes.getString(2));
                stage.put(codes.getString(1), codes.getString(3));
            }
            severities = severity;
            stages = stage;
        }
        rows = List.copyOf(read);
    }

    /// Counts in groups: what each row belongs to, and which of the counts it is in.
    private static final class Counts {

        private final Map<String, long[]> groups = new TreeMap<>();
        private final List<Predicate<Row>> columns;

        Counts(List<Predicate<Row>> columns) {
            this.columns = columns;
        }

        void add(String group, Row row) {
            long[] counts = groups.computeIfAbsent(group, each -> new long[columns.size()]);
            for (int i = 0; i < columns.size(); i++) {
                counts[i] += columns.get(i).test(row) ? 1 : 0;
            }
        }

        @SafeVarargs
        static Map<String, List<Long>> of(
                Predicate<Row> population, Function<Row, Stream<String>> groups, Predicate<Row>... columns) {
            List<Predicate<Row>> each = new ArrayList<>();
            for (Predicate<Row> column : columns) {
                each.add(column);
            }
            Counts counts = new Counts(each);
            rows.stream()
                    .filter(population)
                    .forEach(row -> groups.apply(row).distinct().forEach(group -> counts.add(group, row)));
            Map<String, List<Long>> lists = new TreeMap<>();
            counts.groups.forEach((group, values) ->
                    lists.put(group, Arrays.stream(values).boxed().toList()));
            return lists;
        }
    }

    private static final Predicate<Row> ALL = EveryRunTableEqualsAnIndependentCountTest::any;

    private static boolean any(Row row) {
        return row.cells().containsKey("ordinal");
    }

    private static List<Map<String, String>> table(String name) throws Exception {
        return Recount.table(folder.resolve("tables"), name);
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.getOrDefault(column, ""));
    }

    /// The table's counts by its key columns, rows of nothing but zeroes left out; shares are checked on the
    /// way.
    private static Map<String, List<Long>> counted(String name, String keys, String... counts) throws Exception {
        Map<String, List<Long>> found = new TreeMap<>();
        for (Map<String, String> row : table(name)) {
            assertThat(row).as(name).containsEntry("list", "tranco").containsEntry("run", RUN);
            List<Long> values =
                    Arrays.stream(counts).map(count -> number(row, count)).toList();
            String key = String.join(
                    "/",
                    Arrays.stream(keys.split(" ", -1))
                            .map(each -> row.getOrDefault(each, "?"))
                            .toList());
            if (values.stream().anyMatch(value -> value > 0)) {
                assertThat(found.put(key, values))
                        .as("two rows %s of %s", key, name)
                        .isNull();
            }
            if (row.containsKey("share")
                    && row.containsKey("of_domains")
                    && !row.getOrDefault("share", "").isEmpty()) {
                double share = (double) number(row, "domains") / number(row, "of_domains");
                assertThat(Double.parseDouble(row.getOrDefault("share", ""))).isCloseTo(share, within(1e-12));
            }
            if (!row.getOrDefault("wilson_low", "").isEmpty()) {
                double[] interval = Recount.wilson(number(row, "domains"), number(row, "of_domains"));
                assertThat(Double.parseDouble(row.getOrDefault("wilson_low", "")))
                        .isCloseTo(interval[0], within(1e-9));
                assertThat(Double.parseDouble(row.getOrDefault("wilson_high", "")))
                        .isCloseTo(interval[1], within(1e-9));
            }
        }
        assertThat(found).as(name).isNotEmpty();
        return found;
    }

    private static void totals(String name, long expected) throws Exception {
        assertThat(table(name))
                .allSatisfy(row -> assertThat(number(row, "of_domains")).isEqualTo(expected));
    }

    private static long count(Predicate<Row> wanted) {
        return rows.stream().filter(wanted).count();
    }

    @Test
    void receptionAndMailProviders() throws Exception {
        assertThat(counted("mail_reception", "reception", "domains", "published", "testing_or_enforce"))
                .isEqualTo(Counts.of(ALL, row -> Stream.of(row.of("reception")), ALL, Row::n1, Row::n4));
        totals("mail_reception", rows.size());
        assertThat(counted("mx_providers", "provider", "of_domains", "published", "usable", "domains", "enforce"))
                .isEqualTo(Counts.of(
                        Row::d3, row -> Stream.of(row.named("mx_provider")), ALL, Row::n1, Row::n3, Row::n4, Row::n5));
        assertThat(counted(
                        "policy_host_providers",
                        "provider",
                        "of_domains",
                        "domains",
                        "testing",
                        "enforce",
                        "broken",
                        "undetermined"))
                .isEqualTo(Counts.of(
                        Row::n1,
                        row -> Stream.of(row.named("host_provider")),
                        ALL,
                        Row::n3,
                        Row::testing,
                        Row::n5,
                        Row::broken,
                        Row::open));
    }

    @Test
    void sharedMxHosts() throws Exception {
        Map<String, List<Long>> all = Counts.of(Row::n1, row -> row.list("exchanges").stream(), ALL, Row::n4);
        Map<String, List<Long>> top = new TreeMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, List<Long>> each) ->
                                -each.getValue().getFirst())
                        .thenComparing(Map.Entry::getKey))
                .limit(50)
                .forEach(each -> top.put(each.getKey(), each.getValue()));
        assertThat(counted("mx_hosts", "exchange", "domains", "testing_or_enforce"))
                .isEqualTo(top);
        totals("mx_hosts", count(Row::n1));
    }

    @Test
    void groupsAndSourceLists() throws Exception {
        assertThat(counted("groups", "domain_group", "of_domains", "published", "usable", "domains", "enforce"))
                .isEqualTo(Counts.of(
                        ALL,
                        row -> row.list("groups").isEmpty() ? Stream.of("") : row.list("groups").stream(),
                        ALL,
                        Row::n1,
                        Row::n3,
                        Row::n4,
                        Row::n5));
        assertThat(counted("source_lists", "source", "of_domains", "published", "usable", "domains", "enforce"))
                .isEqualTo(Counts.of(ALL, row -> row.list("lists").stream(), ALL, Row::n1, Row::n3, Row::n4, Row::n5));
    }

    @Test
    void policyFilesMaxAgesAndIds() throws Exception {
        assertThat(counted("line_endings", "line_ending", "domains", "usable"))
                .isEqualTo(Counts.of(
                        row -> row.n1() && !row.of("line_ending").isEmpty(),
                        row -> Stream.of(row.of("line_ending")),
                        ALL,
                        Row::n3));
        assertThat(counted("id_styles", "id_style", "domains"))
                .isEqualTo(Counts.of(
                        row -> row.n1() && row.of("record_valid").equals("true"),
                        row -> Stream.of(row.of("id_style").isEmpty() ? "none" : row.of("id_style")),
                        ALL));
        assertThat(counted("max_age", "interval_name", "domains", "enforce", "testing", "none"))
                .isEqualTo(Counts.of(
                        row -> row.n3() && !row.of("max_age").isEmpty(),
                        row -> Stream.of(interval(Long.parseLong(row.of("max_age")))),
                        ALL,
                        row -> row.of("mode").equals("enforce"),
                        row -> row.of("mode").equals("testing"),
                        row -> row.of("mode").equals("none")));
        totals("max_age", count(Row::n3));
    }

    private static String interval(long age) {
        if (age == 0) {
            return "0";
        }
        long[] limits = {86400, 604800, 1209600, 2592000, 7776000, 31536000, 31557601};
        String[] names = {
            "under 1 day",
            "1 day to 1 week",
            "1 to 2 weeks",
            "2 weeks to 30 days",
            "30 to 90 days",
            "90 days to 1 year",
            "1 year"
        };
        for (int i = 0; i < limits.length; i++) {
            if (age < limits[i]) {
                return names[i];
            }
        }
        return "over the maximum";
    }

    @Test
    void certificates() throws Exception {
        Predicate<Row> seen = row -> row.n1() && !row.of("issuer").isEmpty();
        assertThat(counted("certificate_issuers", "issuer", "domains", "usable"))
                .isEqualTo(Counts.of(seen, row -> Stream.of(row.of("issuer")), ALL, Row::n3));
        Map<String, List<Long>> expected = Counts.of(
                seen,
                row -> {
                    long days = Long.parseLong(row.of("days_left"));
                    long[] from = {0, 7, 14, 30, 60, 90, 200};
                    String name = "expired";
                    String[] names = {"0 to 6", "7 to 13", "14 to 29", "30 to 59", "60 to 89", "90 to 199", "200 to 397"
                    };
                    for (int i = 0; i < from.length; i++) {
                        name = days >= from[i] ? names[i] : name;
                    }
                    return Stream.of(name);
                },
                ALL,
                Row::n3);
        assertThat(counted("certificate_expiry", "days_left", "domains", "usable"))
                .isEqualTo(expected);
        totals("certificate_expiry", count(seen));
    }

    @Test
    void deviations() throws Exception {
        // By the finding's own severity: the registry's can leave open what it comes to beside other findings.
        Map<String, List<Long>> expected = Counts.of(
                Row::n1,
                row -> row.found().stream()
                        .filter(found -> found.endsWith(" warning") || found.endsWith(" notice"))
                        .map(found -> found.replace(' ', '/')),
                ALL,
                Row::n3);
        assertThat(counted("deviations", "code severity", "domains", "usable")).isEqualTo(expected);
        totals("deviations", count(Row::n1));
    }

    @Test
    void deviationsByModeAndProvider() throws Exception {
        List<String> known = List.of(
                "quirk_mx_wildcard",
                "quirk_mx_wildcard_tld",
                "tls_cert_wildcard",
                "txt_wildcard",
                "http_content_type_wrong");
        Map<String, List<Long>> expected = Counts.of(
                Row::n3,
                row -> Stream.concat(
                                row.codes().stream().filter(known::contains),
                                Stream.of("line_ending " + row.of("line_ending")))
                        .flatMap(code -> Stream.of(
                                        "all/all",
                                        "mode/" + row.of("mode"),
                                        "policy host provider/" + row.named("host_provider"),
                                        "mail provider/" + row.named("mx_provider"))
                                .map(place -> code + "/" + place)),
                ALL);
        Map<String, List<Long>> counted = counted("deviations_by", "code dimension value", "domains");
        assertThat(counted).isEqualTo(expected);
        for (Map<String, String> row : table("deviations_by")) {
            assertThat(row.getOrDefault("deviation", "")).isNotBlank();
            if ("mode".equals(row.get("dimension"))) {
                assertThat(number(row, "of_domains"))
                        .isEqualTo(count(each -> each.n3() && each.of("mode").equals(row.get("value"))));
            }
        }
    }

    @Test
    void providersByModeAndOutcome() throws Exception {
        Map<String, List<Long>> modes = Counts.of(
                Row::n3,
                row -> Stream.of(
                        "policy host/" + row.named("host_provider") + "/" + row.of("mode"),
                        "mail/" + row.named("mx_provider") + "/" + row.of("mode")),
                ALL);
        assertThat(counted("provider_modes", "kind provider mode", "domains")).isEqualTo(modes);
        for (Map<String, String> row : table("provider_modes")) {
            String column = "mail".equals(row.get("kind")) ? "mx_provider" : "host_provider";
            Map<Long, Long> ages = new TreeMap<>();
            rows.stream()
                    .filter(each -> each.n3()
                            && each.named(column).equals(row.get("provider"))
                            && each.of("mode").equals(row.get("mode")))
                    .forEach(each -> ages.merge(Long.parseLong(each.of("max_age")), 1L, Long::sum));
            long most = java.util.Collections.max(ages.values());
            assertThat(ages).containsEntry(number(row, "common_max_age"), most);
        }
        assertThat(counted("provider_outcomes", "provider stage outcome", "domains"))
                .isEqualTo(Counts.of(
                        Row::n1,
                        row -> Stream.of(row.named("host_provider") + "/" + row.of("stage") + "/" + row.of("outcome")),
                        ALL));
    }

    private static boolean told(Row row) {
        return row.list("uses").contains("usable") || row.list("uses").contains("unusable");
    }

    private static boolean hasBadCertificate(Row row) {
        return row.list("faults").stream().anyMatch(fault -> !fault.equals("starttls_missing"));
    }

    @Test
    void probesOfMxHosts() throws Exception {
        assertThat(counted(
                        "probe_mx",
                        "provider",
                        "domains",
                        "sound",
                        "partly",
                        "bad_certificate",
                        "no_starttls",
                        "refused",
                        "enforce",
                        "untold",
                        "of_domains"))
                .isEqualTo(Counts.of(
                        row -> row.n1() && row.d3() && !row.of("uses").isEmpty(),
                        row -> Stream.of("all", row.named("mx_provider")),
                        row -> told(row) && !row.list("uses").contains("usable"),
                        row -> told(row) && !row.list("uses").contains("unusable"),
                        row -> row.list("uses").contains("usable")
                                && row.list("uses").contains("unusable"),
                        EveryRunTableEqualsAnIndependentCountTest::hasBadCertificate,
                        row -> row.list("faults").contains("starttls_missing"),
                        row -> row.n5() && row.of("delivery").equals("would_fail"),
                        row -> row.n5() && !row.of("delivery").equals("unknown"),
                        row -> !told(row),
                        EveryRunTableEqualsAnIndependentCountTest::told));
    }

    @Test
    void whatImcCountsOfMxCertificates() throws Exception {
        Predicate<Row> probed = row -> row.n1() && row.d3() && hasBadCertificate(row);
        long bad = rows.stream().filter(probed).count();
        assertThat(bad).isPositive();
        for (Map<String, String> row : table("comparable")) {
            Predicate<Row> figure = MX_CERTIFICATES.get(row.get("figure"));
            if (figure != null) {
                assertThat(row)
                        .containsEntry(
                                "domains",
                                "" + rows.stream().filter(probed.and(figure)).count())
                        .containsEntry("of_domains", "" + bad)
                        .containsEntry("measured", "measured");
            }
        }
    }

    @Test
    void coverageAndMismatches() throws Exception {
        assertThat(counted("mx_coverage", "mode coverage", "domains"))
                .isEqualTo(Counts.of(Row::n3, row -> Stream.of(row.of("mode") + "/" + row.of("alignment")), ALL));
        assertThat(counted("mx_mismatches", "mode class", "domains"))
                .isEqualTo(Counts.of(
                        row -> row.n3() && row.codes().contains("mx_none_covered"),
                        row -> Stream.of(row.of("mode") + "/" + row.of("class").strip()),
                        ALL));
    }

    @Test
    void daneOfPublishers() throws Exception {
        Predicate<Row> population = row -> row.n1() && row.d3();
        Function<Row, String> state = row -> Stream.of("dane_all_mx", "dane_bogus", "dane_none", "dane_host_insecure")
                .filter(row.codes()::contains)
                .findFirst()
                .orElse("");
        assertThat(counted("dane_status", "dimension value code", "domains"))
                .isEqualTo(Counts.of(
                        population,
                        row -> Stream.of(
                                        "all/all/",
                                        "mode/" + (row.n3() ? row.of("mode") : "no usable policy") + "/",
                                        "mail provider/" + row.named("mx_provider") + "/")
                                .map(place -> place + state.apply(row)),
                        ALL));
        Predicate<Row> measured =
                row -> population.test(row) && row.codes().stream().anyMatch(code -> code.startsWith("dane_"));
        assertThat(counted("dane_faults", "code", "domains"))
                .isEqualTo(Counts.of(
                        measured,
                        row -> Stream.of("dane_bogus", "dane_tlsa_duplicate").filter(row.codes()::contains),
                        ALL));
        totals("dane_faults", count(measured));
        Map<String, String> words = Map.of(
                "dane_all_mx",
                "every MX secured",
                "dane_bogus",
                "fails validation",
                "dane_none",
                "MX hosts signed, no TLSA records",
                "dane_host_insecure",
                "MX hosts not signed",
                "",
                "not measured");
        assertThat(table("dane_status"))
                .allSatisfy(row ->
                        assertThat(row).containsEntry("state", words.getOrDefault(row.getOrDefault("code", ""), "?")));
        assertThat(table("dane_faults")).allSatisfy(row -> {
            String of = row.getOrDefault("code", "").equals("dane_bogus") ? "bogus" : "twice";
            assertThat(row).containsEntry("explanation", "why " + of).containsEntry("remedy", "mend " + of);
        });
    }

    @Test
    void reportingAndDaneBesideMtaSts() throws Exception {
        Function<Row, String> reporting = row -> {
            String severity = severities.getOrDefault(row.of("tlsrpt"), "");
            if (severity.startsWith("indeterminate")) {
                return "unknown";
            }
            return severity.equals("ok") && !row.of("rua").equals("0") ? "yes" : "no";
        };
        Function<Row, String> dane = row -> switch (row.of("dane")) {
            case "" -> "not measured";
            case "dane_all_mx" -> "every MX";
            case "dane_some_mx" -> "some MX";
            case "dane_bogus", "dane_indeterminate" -> "unknown";
            default -> "no";
        };
        assertThat(counted("companions", "mta_sts tls_rpt dane", "domains"))
                .isEqualTo(Counts.of(
                        Row::d3,
                        row -> Stream.of((row.n4() ? "testing or enforce" : row.open() ? "unknown" : "no") + "/"
                                + reporting.apply(row) + "/" + dane.apply(row)),
                        ALL));
        totals("companions", count(Row::d3));
        long measured = count(row -> row.d3() && !row.of("dane").isEmpty());
        assertThat(count(row -> row.d3() && !row.n1() && !row.of("dane").isEmpty()))
                .as("others than publishers are measured")
                .isPositive();
        for (Map<String, String> row : table("companions")) {
            assertThat(row).containsEntry("of_measured", Long.toString(measured));
            String share = row.getOrDefault("share_of_measured", "");
            if ("not measured".equals(row.get("dane"))) {
                assertThat(share).isEmpty();
            } else {
                assertThat(Double.parseDouble(share))
                        .isCloseTo(Double.parseDouble(row.getOrDefault("domains", "")) / measured, within(1e-6));
            }
        }
        Map<String, String> states = Map.of("yes", "usable", "unknown", "undetermined");
        Map<String, List<Long>> expected = Counts.of(
                ALL,
                row -> {
                    String state = states.getOrDefault(
                            reporting.apply(row),
                            severities.getOrDefault(row.of("tlsrpt"), "").equals("absent") ? "none" : "broken");
                    List<String> populations = new ArrayList<>(List.of("D1 listed"));
                    if (row.d3()) {
                        populations.add("D3 receives mail");
                    }
                    if (row.n1()) {
                        populations.add("N1 record seen");
                    }
                    if (row.n4()) {
                        populations.add("N4 testing or enforce");
                    }
                    if (row.of("status").equals("valid_testing")) {
                        populations.add("mode testing");
                    }
                    return populations.stream().map(population -> population + "/" + state);
                },
                ALL);
        assertThat(counted("tlsrpt", "population state", "domains")).isEqualTo(expected);
    }

    @Test
    void whatIsUndetermined() throws Exception {
        assertThat(counted("undetermined", "stage code", "domains", "published"))
                .isEqualTo(Counts.of(
                        Row::open, row -> Stream.of(row.of("stage") + "/" + row.of("outcome")), ALL, Row::n1));
        totals("undetermined", rows.size());
        assertThat(table("runs"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("domains", "" + rows.size())
                        .containsEntry("undetermined", "" + count(Row::open))
                        .containsEntry(
                                "dns_dead",
                                ""
                                        + count(each -> each.of("stage").equals("scan")
                                                && each.of("reception").equals("unknown")))
                        .containsEntry("unit", "as-listed")
                        .containsEntry("hours", "" + (3 + 1.0 / 6)));
    }

    /// Who manages the policy host, and by what it is told.
    private static String manager(Row row) {
        if (!row.of("host_provider").isEmpty()) {
            return "third party/provider table";
        }
        String key = key(row);
        if (key.isEmpty()) {
            return "unclassified/no policy host";
        }
        long sharing = count(other ->
                other.n1() && other.of("host_provider").isEmpty() && key(other).equals(key));
        return (sharing >= 50 ? "third party" : sharing <= 5 ? "self-managed" : "unclassified") + "/count rule";
    }

    private static String key(Row row) {
        for (String cname : row.list("host_cnames")) {
            if (cname.endsWith(".cdn.net")) {
                return "cname:cdn.net";
            }
        }
        if (!row.of("addresses").isEmpty()) {
            return "address:"
                    + row.list("addresses").stream()
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
        }
        return row.of("record_cnames").isEmpty() ? "" : "cname:records.org";
    }

    @Test
    void managersOfPolicyHosts() throws Exception {
        assertThat(counted(
                        "managing_entities",
                        "entity basis",
                        "domains",
                        "usable",
                        "testing",
                        "enforce",
                        "broken",
                        "undetermined"))
                .isEqualTo(Counts.of(
                        Row::n1,
                        row -> Stream.of(manager(row), manager(row).split("/", -1)[0] + "/all"),
                        ALL,
                        Row::n3,
                        Row::testing,
                        Row::n5,
                        Row::broken,
                        Row::open))
                .containsKeys(
                        "third party/count rule",
                        "self-managed/count rule",
                        "unclassified/count rule",
                        "unclassified/no policy host");
        totals("managing_entities", count(Row::n1));
        Map<String, List<Long>> any = Counts.of(
                Row::n1,
                row -> row.breaking().stream().map(code -> manager(row).split("/", -1)[0] + "/" + stages.get(code)),
                ALL);
        Map<String, List<Long>> primary = Counts.of(
                row -> row.n1() && row.breaking().contains(row.of("outcome")),
                row -> Stream.of(manager(row).split("/", -1)[0] + "/" + row.of("stage")),
                ALL);
        assertThat(counted("entity_failures", "entity stage", "any_domains")).isEqualTo(any);
        assertThat(counted("entity_failures", "entity stage", "domains")).isEqualTo(primary);
        for (Map<String, String> row : table("entity_failures")) {
            assertThat(Double.parseDouble(row.getOrDefault("any_share", "")))
                    .isCloseTo((double) number(row, "any_domains") / number(row, "of_domains"), within(1e-12));
        }
    }

    @Test
    void networksOfPolicyHosts() throws Exception {
        Function<Row, Stream<String>> networks = row -> row.list("addresses").stream()
                .map(address -> address.startsWith("192.0.2.")
                        ? "AS64496"
                        : address.equals("198.51.100.2")
                                ? "AS64498_64499"
                                : address.startsWith("198.51.100.") ? "AS64497" : "none");
        assertThat(counted("hosting_platforms", "asn", "domains", "usable", "broken", "undetermined"))
                .isEqualTo(Counts.of(Row::n1, networks, ALL, Row::n3, Row::broken, Row::open));
        // A text of prefixes has no names: the number stands for the operator.
        assertThat(table("hosting_platforms"))
                .allSatisfy(row -> assertThat(row).containsEntry("platform", row.get("asn")));
        totals(
                "hosting_platforms",
                count(row -> row.n1() && !row.of("addresses").isEmpty()));
    }

    @Test
    void figuresWithoutTheLargestCluster() throws Exception {
        Map<String, Function<Row, String>> kinds = Map.of(
                "policy host operator",
                row -> row.of("host_provider").isEmpty() ? key(row) : "provider:" + row.of("host_provider"),
                "policy host address",
                row -> row.list("addresses").stream()
                        .min(Comparator.naturalOrder())
                        .orElse(""),
                "MX operator",
                row -> row.of("mx_provider"));
        Set<String> seen = new TreeSet<>();
        for (Map<String, String> row : table("clusters")) {
            Function<Row, String> kind = kinds.getOrDefault(row.getOrDefault("clustering", ""), each -> "");
            Map<String, Long> sizes = new TreeMap<>();
            rows.stream()
                    .filter(each -> each.n1() && !kind.apply(each).isEmpty())
                    .forEach(each -> sizes.merge(kind.apply(each), 1L, Long::sum));
            long largest = java.util.Collections.max(sizes.values());
            String cluster = row.getOrDefault("cluster", "");
            assertThat(sizes).containsEntry(cluster, largest);
            assertThat(number(row, "cluster_domains")).isEqualTo(largest);
            Predicate<Row> without = each -> !(each.n1() && kind.apply(each).equals(cluster));
            Predicate<Row> numerator;
            Predicate<Row> denominator;
            switch (row.getOrDefault("measure", "")) {
                case "N4 of D1" -> {
                    numerator = Row::n4;
                    denominator = ALL;
                }
                case "enforce of N3" -> {
                    numerator = Row::n5;
                    denominator = Row::n3;
                }
                default -> {
                    numerator = each -> each.n1() && each.broken();
                    denominator = Row::n1;
                }
            }
            assertThat(number(row, "domains")).isEqualTo(count(numerator));
            double whole = (double) count(numerator) / count(denominator);
            double rest = (double) count(numerator.and(without)) / count(denominator.and(without));
            assertThat(Double.parseDouble(row.getOrDefault("share", ""))).isCloseTo(whole, within(1e-12));
            assertThat(Double.parseDouble(row.getOrDefault("share_without", "")))
                    .isCloseTo(rest, within(1e-12));
            assertThat(Double.parseDouble(row.getOrDefault("change", ""))).isCloseTo(rest - whole, within(1e-12));
            assertThat(number(row, "of_domains")).isEqualTo(count(denominator));
            assertThat(number(row, "domains_without")).isEqualTo(count(numerator.and(without)));
            assertThat(number(row, "of_domains_without")).isEqualTo(count(denominator.and(without)));
            seen.add(row.get("clustering") + "/" + row.get("measure"));
        }
        assertThat(seen).hasSize(9);
    }

    private static boolean breaksAt(Row row, String... where) {
        return row.found().stream()
                .map(found -> found.split(" ", -1))
                .anyMatch(found ->
                        found[1].equals("breaks") && List.of(where).contains(stages.getOrDefault(found[0], "")));
    }

    /// Numerator and denominator of each comparable row, by source and figure.
    private static Map<String, List<Predicate<Row>>> surveys() {
        Predicate<Row> n1 = Row::n1;
        Predicate<Row> top = row -> !row.of("rank").isEmpty() && Long.parseLong(row.of("rank")) <= 10_000;
        Predicate<Row> invalid = n1.and(Row::broken);
        Predicate<Row> mail = n1.and(Row::d3);
        Predicate<Row> txt = row -> row.finds("txt_", "breaks");
        Predicate<Row> retrieval = row -> breaksAt(row, "host_dns", "tcp", "tls", "http", "policy");
        Predicate<Row> third = mail.and(row -> manager(row).startsWith("third party/"));
        Predicate<Row> self = mail.and(row -> manager(row).startsWith("self-managed/"));
        Predicate<Row> noAddress = row -> row.findsAny("host_nxdomain", "host_nodata", "host_cname_dangling");
        List<String> certificate = List.of(
                "tls_cert_self_signed",
                "tls_cert_untrusted_root",
                "tls_cert_unknown_issuer",
                "tls_cert_incomplete_chain",
                "tls_cert_not_yet_valid",
                "tls_cert_constraint",
                "tls_cert_weak",
                "tls_cert_chain_expired",
                "tls_handshake_failure",
                "tls_unrecognized_name",
                "tls_alert_other",
                "tls_protocol_version");
        List<String> mismatch = List.of("tls_cert_name_mismatch", "tls_cert_cn_only");
        Predicate<Row> mismatched = row -> row.findsAny("tls_cert_name_mismatch", "tls_cert_cn_only");
        Function<List<String>, Predicate<Row>> primary = codes -> row -> codes.contains(row.of("outcome"));
        Map<String, List<Predicate<Row>>> lines = new TreeMap<>();
        for (String source : List.of(
                "DMARCguard 2026",
                "Tatang, Flume, Holz 2020",
                "top-1M series 2024",
                "top-1M series 2025",
                "top-1M series 2026")) {
            lines.put(source + ": publish MTA-STS", List.of(n1, ALL));
        }
        lines.put(
                "Tranco top 10k scan, June 2026: without MTA-STS",
                List.of(row -> row.of("status").equals("absent"), top));
        lines.put(
                "Tranco top 10k scan, June 2026: without TLS-RPT",
                List.of(row -> List.of("tlsrpt_none", "tlsrpt_unrelated_only").contains(row.of("tlsrpt")), top));
        String uri = "URIports, January 2026: ";
        lines.put(uri + "enforce", List.of(Row::n5, Row::n3));
        lines.put(uri + "testing", List.of(row -> row.of("status").equals("valid_testing"), Row::n3));
        lines.put(
                uri + "missing A or AAAA",
                List.of(primary.apply(List.of("host_nxdomain", "host_nodata", "host_cname_dangling")), invalid));
        lines.put(
                uri + "HTTPS certificate problems, excluding expired and mismatch",
                List.of(primary.apply(certificate), invalid));
        lines.put(
                uri + "HTTPS certificate problems, including expired and mismatch",
                List.of(
                        primary.apply(certificate)
                                .or(primary.apply(mismatch))
                                .or(primary.apply(List.of("tls_cert_expired"))),
                        invalid));
        lines.put(
                uri + "expired certificate, as primary cause",
                List.of(primary.apply(List.of("tls_cert_expired")), invalid));
        lines.put(
                uri + "expired certificate, as any finding", List.of(row -> row.findsAny("tls_cert_expired"), invalid));
        lines.put(uri + "common name or SAN mismatch", List.of(primary.apply(mismatch), invalid));
        String figure4 = "IMC 2025, figure 4: ";
        lines.put(figure4 + "faults of the DNS record", List.of(txt, mail));
        lines.put(figure4 + "record without id", List.of(row -> row.findsAny("txt_id_missing"), mail.and(txt)));
        lines.put(
                figure4 + "record with an invalid id",
                List.of(row -> row.findsAny("txt_id_empty", "txt_id_too_long", "txt_id_invalid_chars"), mail.and(txt)));
        lines.put(
                figure4 + "record with a bad version",
                List.of(row -> row.finds("txt_version_", "breaks"), mail.and(txt)));
        lines.put("IMC 2025: classified policy hosts", List.of(third.or(self), mail));
        lines.put("IMC 2025: faulty policy hosts, third party", List.of(retrieval, third));
        lines.put("IMC 2025: faulty policy hosts, self-managed", List.of(retrieval, self));
        lines.put(
                "IMC 2025: name mismatch among TLS faults, self-managed",
                List.of(mismatched, self.and(row -> breaksAt(row, "tls"))));
        lines.put("IMC 2025: policy host without address, self-managed", List.of(noAddress, self));
        lines.put(
                "IMC 2025, figure 5: 404 among HTTP faults",
                List.of(row -> row.findsAny("http_404"), mail.and(row -> breaksAt(row, "http"))));
        lines.put(
                "IMC 2025: policy names the policy host",
                List.of(
                        row -> row.of("class").contains("policy_host"),
                        mail.and(row -> row.findsAny("mx_none_covered")
                                && List.of("policy_host", "3ld_plus")
                                        .contains(row.of("class").strip()))));
        lines.putAll(probed(mail, txt.or(retrieval)));
        return lines;
    }

    /// The lines that need a probe of the MX hosts.
    ///
    /// @param faulty for its record or for how its policy is served
    private static Map<String, List<Predicate<Row>>> probed(Predicate<Row> mail, Predicate<Row> faulty) {
        Predicate<Row> certificates = row -> row.codes().stream()
                .anyMatch(code -> code.startsWith("mx_cert_") || code.equals("mx_starttls_missing"));
        Predicate<Row> misconfigured = faulty.or(certificates).or(row -> row.findsAny("mx_none_covered"));
        Predicate<Row> bad = mail.and(EveryRunTableEqualsAnIndependentCountTest::hasBadCertificate);
        Map<String, List<Predicate<Row>>> lines = new TreeMap<>();
        lines.put("IMC 2025: misconfigured, any of four categories", List.of(misconfigured, mail));
        lines.put("IMC 2025: faults of MX certificates", List.of(certificates, mail));
        lines.put(
                "IMC 2025: would fail delivery",
                List.of(
                        row -> row.of("status").equals("enforce_conflict")
                                && row.of("outcome").equals("mx_none_covered"),
                        mail.and(misconfigured)));
        MX_CERTIFICATES.forEach((figure, predicate) -> lines.put("IMC 2025: " + figure, List.of(predicate, bad)));
        lines.put(
                "IMC 2025: mail refused in mode enforce, for MX hosts or policy",
                List.of(
                        row -> row.of("delivery").equals("would_fail"),
                        mail.and(row -> row.n5()
                                && !row.of("uses").isEmpty()
                                && List.of("ok", "would_fail").contains(row.of("delivery")))));
        return lines;
    }

    @Test
    void comparableRowsHaveTheirOwnNumeratorsAndDenominators() throws Exception {
        Map<String, List<Predicate<Row>>> surveys = surveys();
        Set<String> seen = new TreeSet<>();
        Map<String, Long> totals = new TreeMap<>();
        for (Map<String, String> row : table("comparable")) {
            String line = row.get("source") + ": " + row.get("figure");
            assertThat(row).as(line).containsEntry("measured", "measured");
            List<Predicate<Row>> expected = surveys.getOrDefault(line, List.of());
            assertThat(expected).as("an independent count of %s", line).hasSize(2);
            long n = count(expected.get(1));
            long k = count(expected.get(1).and(expected.get(0)));
            assertThat(number(row, "domains")).as(line).isEqualTo(k);
            assertThat(number(row, "of_domains")).as(line).isEqualTo(n);
            if (n > 0) {
                double[] interval = Recount.wilson(k, n);
                assertThat(Double.parseDouble(row.getOrDefault("share", ""))).isEqualTo((double) k / n);
                assertThat(Double.parseDouble(row.getOrDefault("wilson_low", "")))
                        .isCloseTo(interval[0], within(1e-9));
                assertThat(Double.parseDouble(row.getOrDefault("wilson_high", "")))
                        .isCloseTo(interval[1], within(1e-9));
            }
            long other = totals.merge(row.getOrDefault("denominator", ""), n, (one, two) -> one);
            assertThat(other).as("two sizes of \"%s\"", row.get("denominator")).isEqualTo(n);
            seen.add(line);
        }
        assertThat(seen).isEqualTo(surveys.keySet());
    }

    /// A line of which nothing or everything is counted would agree with many a wrong count.
    @Test
    void everyLineThatNeedsAProbeHasSomethingToCount() throws Exception {
        Map<String, List<Predicate<Row>>> surveys = surveys();
        List<Map<String, String>> probed = table("comparable").stream()
                .filter(row -> number(row, "position") >= 31)
                .toList();
        assertThat(probed).hasSize(10);
        for (Map<String, String> row : probed) {
            String line = row.get("source") + ": " + row.get("figure");
            List<Predicate<Row>> expected = surveys.getOrDefault(line, List.of(ALL, ALL));
            long n = count(expected.get(1));
            assertThat(count(expected.get(1).and(expected.get(0))))
                    .as("%s, of %d", line, n)
                    .isBetween(1L, n - 1);
        }
    }

    @Test
    void publishedFiguresStandBesideOurs() throws Exception {
        // As the papers and pages have them: share, domains, of how many.
        Map<String, String> published = Map.of(
                "DMARCguard 2026: publish MTA-STS", "0.0029 15997 5499028",
                "top-1M series 2026: publish MTA-STS", "0.007 7377 ",
                "URIports, January 2026: enforce", "0.54  ",
                "URIports, January 2026: missing A or AAAA", "0.34  ",
                "IMC 2025, figure 4: faults of the DNS record", "0.005 331 68030",
                "IMC 2025: faulty policy hosts, self-managed", "0.378 9588 25344",
                "IMC 2025: faulty policy hosts, third party", "0.0487 1393 28591",
                "IMC 2025: misconfigured, any of four categories", "0.296  68030",
                "IMC 2025: would fail delivery", "0.032 640 ");
        Map<String, String> shown = new TreeMap<>();
        for (Map<String, String> row : table("comparable")) {
            shown.put(
                    row.get("source") + ": " + row.get("figure"),
                    row.get("published_share") + " " + row.get("published_domains") + " " + row.get("published_of"));
        }
        assertThat(shown).containsAllEntriesOf(published);
    }
}
