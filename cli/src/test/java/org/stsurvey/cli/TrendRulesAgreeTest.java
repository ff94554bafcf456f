package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.aggregate.Aggregation;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.policy.MxPattern;
import org.stsurvey.scanner.judge.trend.Sighting;
import org.stsurvey.scanner.judge.trend.Trend;

/// The rules for two runs stand twice, in SQL and in Java: over thousands of made-up pairs both say the same,
/// code by code and severity by severity.
class TrendRulesAgreeTest {

    private static final int DOMAINS = 6_000;
    private static final List<String> RUNS = List.of("2026-10-01", "2026-11-01");
    private static final Duration BETWEEN = Duration.ofDays(31);

    @TempDir
    static Path folder;

    /// What a run knows of a domain.
    private record Made(
            DeploymentStatus status,
            String outcome,
            String id,
            String mode,
            long maxAge,
            List<String> patterns,
            String reception,
            List<String> hosts,
            Optional<Long> daysLeft,
            String hostProvider,
            String mxProvider,
            String hostTarget,
            String recordTarget,
            boolean policyLeft) {

        boolean published() {
            return status != DeploymentStatus.ABSENT && !(status == DeploymentStatus.INDETERMINATE && id.isEmpty());
        }

        boolean usable() {
            return status.compareTo(DeploymentStatus.VALID_NONE) >= 0;
        }

        String alignment() {
            if (!usable()) {
                return "";
            }
            if (!reception.equals("mx")) {
                return "mx_absent";
            }
            long covered = hosts.stream()
                    .filter(host -> patterns.stream().anyMatch(pattern -> MxPattern.matches(pattern, host)))
                    .count();
            return covered == hosts.size() ? "mx_all_covered" : covered > 0 ? "mx_some_uncovered" : "mx_none_covered";
        }

        Sighting sighting(String domain) {
            Set<String> receivers = reception.equals("mx")
                    ? Set.copyOf(hosts)
                    : reception.equals("implicit_mx") ? Set.of(domain) : Set.of();
            return new Sighting(
                    status,
                    outcome,
                    published() && status != DeploymentStatus.RECORD_INVALID,
                    published() ? Optional.of(id) : Optional.empty(),
                    usable()
                            ? Optional.of(new Sighting.Policy(mode, OptionalLong.of(maxAge), new TreeSet<>(patterns)))
                            : Optional.empty(),
                    alignment(),
                    Optional.of(new Sighting.Mail(reception.equals("mx"), new TreeSet<>(receivers), some(mxProvider))),
                    published() ? daysLeft.map(days -> days < 0) : Optional.empty(),
                    new Sighting.Hosting(some(hostProvider), some(hostTarget), some(recordTarget)),
                    policyLeft);
        }

        private static Optional<String> some(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    private static final List<List<Made>> MADE = new ArrayList<>();

    private static Made draw(Random random) {
        DeploymentStatus[] statuses = DeploymentStatus.values();
        DeploymentStatus status =
                random.nextInt(3) == 0 ? DeploymentStatus.VALID_ENFORCE : statuses[random.nextInt(statuses.length)];
        String outcome = switch (status) {
            case ABSENT -> one(random, "txt_nxdomain", "txt_nodata");
            case INDETERMINATE -> "txt_timeout";
            case RECORD_INVALID -> "txt_id_missing";
            case POLICY_UNREACHABLE -> one(random, "host_nxdomain", "http_404", "tls_cert_expired", "tcp_refused");
            case POLICY_INVALID -> "policy_empty";
            default -> "ok";
        };
        String mode = switch (status) {
            case VALID_NONE -> "none";
            case VALID_TESTING -> "testing";
            default -> "enforce";
        };
        List<String> hosts = random.nextInt(3) == 0
                ? List.of("mx1.a.example", "deep.mx.a.example")
                : List.of(one(random, "mx1.a.example", "mx2.a.example", "mail.b.example", "a.example"));
        boolean absent = status == DeploymentStatus.ABSENT;
        return new Made(
                status,
                outcome,
                status == DeploymentStatus.INDETERMINATE && random.nextBoolean() ? "" : one(random, "1", "2"),
                mode,
                random.nextBoolean() ? 86_400 : 31_557_600,
                random.nextBoolean() ? List.of("*.a.example") : List.of("mail.b.example", "mx1.a.example"),
                random.nextInt(8) == 0 ? one(random, "implicit_mx", "none", "null_mx") : "mx",
                hosts,
                status.compareTo(DeploymentStatus.POLICY_INVALID) >= 0 || outcome.startsWith("tls_")
                        ? Optional.of(outcome.equals("tls_cert_expired") ? -3L : 40L)
                        : Optional.empty(),
                absent ? "" : one(random, "", "P", "Q"),
                one(random, "", "M", "N"),
                absent ? "" : one(random, "", "x.host.example", "y.host.example"),
                absent ? "" : one(random, "", "", "x.record.example", "y.record.example"),
                absent && random.nextInt(3) == 0);
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @BeforeAll
    static void aggregate() throws Exception {
        Random random = new Random(8461);
        for (String run : RUNS) {
            List<Made> made = new ArrayList<>();
            for (int i = 0; i < DOMAINS; i++) {
                // Half of the later run is the earlier one again with few fields changed.
                made.add(
                        !MADE.isEmpty() && random.nextBoolean()
                                ? nearly(MADE.getFirst().get(i), random)
                                : draw(random));
            }
            MADE.add(made);
            write(run, made);
        }
        new Aggregation(AggregationOptions.defaults()).run(folder.resolve("data"), folder.resolve("tables"));
    }

    private static Made nearly(Made before, Random random) {
        Made other = draw(random);
        return new Made(
                before.status(),
                before.outcome(),
                random.nextInt(4) == 0 ? other.id().isEmpty() ? before.id() : other.id() : before.id(),
                before.mode(),
                random.nextInt(4) == 0 ? other.maxAge() : before.maxAge(),
                random.nextInt(4) == 0 ? other.patterns() : before.patterns(),
                before.reception(),
                random.nextInt(2) == 0 ? other.hosts() : before.hosts(),
                before.daysLeft(),
                before.hostProvider(),
                before.mxProvider(),
                before.hostTarget(),
                before.recordTarget(),
                before.policyLeft());
    }

    private static void write(String run, List<Made> made) throws Exception {
        Path target = folder.resolve("data/observations/list=made/run=" + run);
        Files.createDirectories(target);
        Files.writeString(
                target.resolve("_manifest.json"),
                "{\"unit\":\"as-listed\",\"rulebook_version\":\"2\",\"method_fingerprint\":\"m\"}");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            sql.execute("SET TimeZone = 'UTC'");
            StringBuilder rows = new StringBuilder("CREATE TABLE made AS SELECT * FROM (VALUES ");
            for (int i = 0; i < made.size(); i++) {
                Made each = made.get(i);
                rows.append(i == 0 ? "" : ", ")
                        .append("(CAST(" + i + " AS BIGINT), "
                                + texts(domain(i), each.status().code(), each.outcome(), each.id(), each.mode())
                                + ", CAST(" + each.maxAge() + " AS BIGINT), " + list(each.patterns()) + ", "
                                + texts(each.reception()) + ", " + list(each.hosts()) + ", "
                                + each.daysLeft()
                                        .map(days -> "CAST(" + days + " AS BIGINT)")
                                        .orElse("CAST(NULL AS BIGINT)")
                                + ", "
                                + texts(
                                        each.hostProvider(),
                                        each.mxProvider(),
                                        each.hostTarget(),
                                        each.recordTarget(),
                                        each.alignment())
                                + ", " + each.published() + ", " + each.usable() + ", " + each.policyLeft() + ")");
            }
            sql.execute(
                    rows
                            + ") AS t(ordinal, domain, status, outcome, id, mode, max_age, patterns, reception, hosts, days_left,"
                            + " host_provider, mx_provider, host_target, record_target, alignment, published, usable, policy_left)");
            sql.execute("COPY (SELECT ordinal, ordinal + 1 AS rank, domain, 'example' AS tld, TIMESTAMPTZ '" + run
                    + " 04:00:00+00' AS observed_at, outcome, 'txt' AS stage, status AS deployment_status,"
                    + " status AS deployment_status_strict, published, reception,"
                    + " CAST([] AS STRUCT(code VARCHAR, severity VARCHAR, after_txt_failure BOOLEAN, detail MAP(VARCHAR, VARCHAR))[]) AS findings,"
                    + " CASE WHEN published THEN {'id': id, 'id_style': 'other', 'valid': status <> 'record_invalid'} END AS record,"
                    + " CASE WHEN usable OR policy_left THEN {'mode': mode, 'max_age': max_age, 'mx': patterns, 'line_ending': 'lf',"
                    + " 'valid_strict': true, 'valid_lenient': true} END AS policy,"
                    + " CASE WHEN published AND days_left IS NOT NULL THEN {'issuer': 'CA', 'days_left': days_left, 'key': 'EC 256'} END AS certificate,"
                    + " CASE WHEN alignment <> '' THEN {'outcome': alignment, 'uncovered': CAST([] AS VARCHAR[])} END AS alignment,"
                    + " nullif(host_provider, '') AS policy_host_provider, nullif(mx_provider, '') AS mx_provider,"
                    + " {'cnames': CASE WHEN record_target = '' THEN [] ELSE ['first.example', record_target] END} AS txt_lookup,"
                    + " {'records': CASE WHEN reception = 'mx' THEN list_transform(hosts, lambda h: {'preference': 10, 'exchange': h}) ELSE [] END} AS mx_lookup,"
                    + " {'a': {'cnames': CASE WHEN host_target = '' THEN [] ELSE [host_target] END, 'records': ['192.0.2.1']},"
                    + " 'aaaa': {'cnames': CAST([] AS VARCHAR[]), 'records': CAST([] AS VARCHAR[])}} AS policy_host"
                    + " FROM made) TO '" + target.resolve("part-00000.parquet") + "' (FORMAT parquet)");
            sql.execute(
                    "COPY (SELECT 'ok' AS code, 'all' AS stage, 'ok' AS severity, '' AS section, '' AS explanation, '' AS remedy) TO '"
                            + target.resolve("_outcomes.parquet") + "' (FORMAT parquet)");
        }
    }

    private static String domain(int i) {
        return "domain" + i + ".example";
    }

    private static String texts(String... texts) {
        return List.of(texts).stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
    }

    private static String list(List<String> texts) {
        return "[" + texts(texts.toArray(String[]::new)) + "]";
    }

    @Test
    void bothSayTheSameOfEveryPair() throws Exception {
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (int i = 0; i < DOMAINS; i++) {
            Made before = MADE.getFirst().get(i);
            Made now = MADE.getLast().get(i);
            if (!before.published() && !now.published()) {
                continue;
            }
            boolean testing =
                    before.status() == DeploymentStatus.VALID_TESTING && now.status() == DeploymentStatus.VALID_TESTING;
            Set<String> codes = new TreeSet<>();
            Trend.between(
                            before.sighting(domain(i)),
                            now.sighting(domain(i)),
                            BETWEEN,
                            testing ? OptionalInt.of(2) : OptionalInt.empty())
                    .forEach(finding -> codes.add(
                            finding.outcome().code() + " " + finding.severity().code()));
            codes.removeIf(code -> code.startsWith("trend_unchanged") || code.startsWith("trend_absent"));
            if (!codes.isEmpty()) {
                expected.put(domain(i), codes);
            }
        }
        Map<String, Set<String>> judged = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT domain, code, severity FROM read_parquet('"
                        + folder.resolve("tables/trend_domains.parquet") + "')")) {
            while (row.next()) {
                String code = row.getString("code") + " " + row.getString("severity");
                judged.computeIfAbsent(row.getString("domain"), domain -> new TreeSet<>())
                        .add(code);
                seen.add(code);
            }
        }
        assertThat(judged).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(seen)
                .as("every rule had its say")
                .contains(
                        "trend_removed_no_none_observed breaks_mail",
                        "trend_removed_no_none_observed warning",
                        "trend_mx_moved_policy_stale breaks_mail",
                        "trend_mx_moved_policy_stale warning",
                        "trend_txt_removed_policy_left warning",
                        "trend_policy_gone_txt_left warning",
                        "trend_policy_changed_same_id warning",
                        "trend_cert_lapsed warning")
                .hasSizeGreaterThanOrEqualTo(24);
    }
}
