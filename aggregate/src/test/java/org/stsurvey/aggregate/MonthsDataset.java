package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// Five monthly runs in which domains come, go and change, and what is in them, read back row by row.
final class MonthsDataset {

    static final List<String> RUNS = List.of("2025-11-01", "2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01");
    static final int DOMAINS = 700;

    /// A domain in a run.
    record Seen(
            String domain,
            boolean panel,
            OptionalLong rank,
            String status,
            String outcome,
            boolean published,
            boolean recordValid,
            String reception,
            String alignment,
            String stage) {

        boolean listed() {
            return !panel;
        }

        boolean open() {
            return status.equals("indeterminate");
        }

        /// The same for the definitions of numerators and denominators.
        Recount.Domain asDomain() {
            return new Recount.Domain(
                    0,
                    rank.orElse(0),
                    "",
                    outcome,
                    stage,
                    status,
                    status,
                    published,
                    reception,
                    recordValid,
                    alignment,
                    List.of());
        }

        boolean adopter() {
            return List.of("valid_testing", "valid_enforce", "enforce_conflict").contains(status);
        }
    }

    private MonthsDataset() {}

    static void write(Path data) throws Exception {
        try (var sample = new SampleDataset(data)) {
            for (int state = 0; state < RUNS.size(); state++) {
                sample.draw(DOMAINS, "state" + state, true, 30)
                        .change("CREATE TABLE state" + state + " AS FROM sample");
            }
            for (int run = 0; run < RUNS.size(); run++) {
                List<String> states = new ArrayList<>();
                for (int state = 0; state < RUNS.size(); state++) {
                    // A domain changes its state every third run.
                    states.add("SELECT * FROM state" + state + " WHERE (ordinal + " + run + ") // 3 % 5 = " + state);
                }
                sample.change("CREATE OR REPLACE TABLE sample AS " + String.join(" UNION ALL ", states))
                        .change("UPDATE sample SET domain = 'domain' || ordinal || '.example'")
                        .change("ALTER TABLE sample ADD COLUMN panel BOOLEAN DEFAULT false")
                        // Some leave the list for a while; half of these are looked at all the same.
                        .change("DELETE FROM sample WHERE (ordinal * 31 + " + run + ") % 13 = 0 AND ordinal % 2 = 1")
                        .change("UPDATE sample SET panel = true WHERE (ordinal * 31 + " + run + ") % 13 = 0")
                        .write("tranco", RUNS.get(run), manifest(run));
            }
        }
    }

    private static String manifest(int run) {
        return """
                {"run":"%s","unit":"as-listed","rulebook_version":"2","method_fingerprint":"m%d",
                 "method":{"rulebook":"2","dns_tries":"%d"},
                 "noise_floor":{"publishers":{"sampled":60,"changed":%d},"others":{"sampled":200,"changed":0},
                  "statuses":[{"published":true,"from":"valid_testing","to":"valid_testing","rows":50},
                              {"published":true,"from":"valid_testing","to":"valid_enforce","rows":%d},
                              {"published":false,"from":"absent","to":"absent","rows":200}]}}
                """.formatted(RUNS.get(run), run < 3 ? 1 : 2, run < 3 ? 3 : 4, run, run);
    }

    /// The rows of a run, by domain.
    static Map<String, Seen> read(Path data, String run) throws Exception {
        Map<String, Seen> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT *, record.valid AS rv, alignment.outcome AS al FROM read_parquet('" + data
                                + "/observations/list=tranco/run=" + run + "/part-*.parquet') ORDER BY domain")) {
            while (row.next()) {
                long rank = row.getLong("rank");
                Seen seen = new Seen(
                        row.getString("domain"),
                        row.getBoolean("panel"),
                        row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rank),
                        row.getString("deployment_status"),
                        row.getString("outcome"),
                        row.getBoolean("published"),
                        row.getBoolean("rv"),
                        row.getString("reception"),
                        Objects.requireNonNullElse(row.getString("al"), ""),
                        row.getString("stage"));
                rows.put(seen.domain(), seen);
            }
        }
        return rows;
    }
}
