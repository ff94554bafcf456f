package org.stsurvey.cli.soak;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// How the rows of a soak stand to the lab's truth. What trouble left open may be open; what is said must be
/// true.
///
/// @param domains of the list
/// @param missing domains without a row, and rows that no domain of the list has
/// @param absent publishers of which a row says that they publish nothing
/// @param misjudged rows that say something else than the truth, those of `absent` included
/// @param open rows that leave the status open where the truth does not
/// @param examples of misjudged rows, at most twenty
record SoakTruth(long domains, long missing, long absent, long misjudged, long open, List<String> examples) {

    /// A status is told apart from the details that have a lookup of their own: each may be open by itself.
    /// After the retest a host that fails for ever is broken, which the truth of a single pass cannot say.
    private static final String SQL = """
            WITH truth AS (
              SELECT domain, scenario, outcome, deployment_status AS status, mode, mx_alignment, tlsrpt, published, reception,
                     delivery, mx_probe, dane
              FROM read_csv(?, delim = '\t', header = true, all_varchar = true, nullstr = '')
              WHERE rank IS NOT NULL
            ), seen AS (
              SELECT domain, outcome, deployment_status AS status, policy.mode AS mode, alignment.outcome AS mx_alignment,
                     tlsrpt.outcome AS tlsrpt, CAST(published AS VARCHAR) AS published, reception, delivery,
                     list_filter(list_transform(findings, lambda f: f.code),
                       lambda c: regexp_matches(c, '^mx_(cert|tls|smtp|starttls)_')) AS mx_probe,
                     dane.outcome AS dane
              FROM read_parquet(?)
            ), compared AS (
              SELECT coalesce(t.domain, s.domain) AS domain, t, s,
                t.domain IS NULL OR s.domain IS NULL AS missing,
                t.published = 'true' AND s.status = 'absent' AS absent,
                s.status = 'indeterminate' AND t.status <> 'indeterminate' AS open,
                CASE
                  WHEN s.status = 'indeterminate' THEN false
                  WHEN t.status = 'indeterminate' THEN NOT coalesce(
                    (s.status = 'policy_unreachable' AND (s.outcome = t.outcome
                        OR (s.outcome LIKE '%!_timeout' ESCAPE '!' AND t.outcome LIKE '%!_timeout' ESCAPE '!')
                        -- A reset can overtake the octets before it.
                        OR (s.outcome = 'http_closed' AND t.outcome = 'http_truncated')))
                    OR (s.status LIKE 'valid!_%' ESCAPE '!' AND t.outcome LIKE 'http!_timeout' ESCAPE '!'), false)
                  ELSE t.status <> s.status
                    OR (t.outcome <> s.outcome AND NOT (s.mode = 'enforce' AND t.delivery = 'would_fail'
                        AND s.outcome = coalesce(t.mx_probe, 'ok')) AND s.outcome <> 'mx_lookup_indeterminate')
                    OR (t.mode IS NOT NULL AND t.mode IS DISTINCT FROM s.mode)
                    OR (t.mx_alignment IS NOT NULL AND s.mx_alignment IS DISTINCT FROM t.mx_alignment
                        AND s.mx_alignment IS DISTINCT FROM 'mx_lookup_indeterminate')
                    OR t.published IS DISTINCT FROM s.published
                END
                OR (t.tlsrpt <> s.tlsrpt AND s.tlsrpt <> 'tlsrpt_dns_indeterminate')
                OR (t.reception <> s.reception AND s.reception <> 'unknown')
                OR (t.dane <> s.dane AND s.dane <> 'dane_indeterminate')
                OR (t.delivery <> s.delivery AND s.delivery <> 'unknown') AS wrong
              FROM truth t FULL JOIN seen s ON t.domain = s.domain
            )
            """;

    private static final String COUNTS = """
            SELECT count(*) AS domains, count(*) FILTER (WHERE missing) AS missing, count(*) FILTER (WHERE absent) AS absent,
                   count(*) FILTER (WHERE absent OR wrong) AS misjudged, count(*) FILTER (WHERE open) AS open
            FROM compared
            """;

    private static final String EXAMPLES = """
            SELECT domain, CAST(t AS VARCHAR) AS truth, CAST(s AS VARCHAR) AS seen FROM compared
            WHERE missing OR absent OR wrong ORDER BY domain LIMIT 20
            """;

    static SoakTruth of(Path truth, Path runFolder) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            List<String> examples = new ArrayList<>();
            try (PreparedStatement query = prepared(duckdb, EXAMPLES, truth, runFolder);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    examples.add(rows.getString("domain") + "\n    truth " + rows.getString("truth") + "\n    row   "
                            + rows.getString("seen"));
                }
            }
            try (PreparedStatement query = prepared(duckdb, COUNTS, truth, runFolder);
                    ResultSet rows = query.executeQuery()) {
                rows.next();
                return new SoakTruth(
                        rows.getLong("domains"),
                        rows.getLong("missing"),
                        rows.getLong("absent"),
                        rows.getLong("misjudged"),
                        rows.getLong("open"),
                        examples);
            }
        }
    }

    private static PreparedStatement prepared(Connection duckdb, String what, Path truth, Path runFolder)
            throws SQLException {
        PreparedStatement query = duckdb.prepareStatement(SQL + what);
        query.setString(1, truth.toString());
        query.setString(2, runFolder.resolve("part-*.parquet").toString());
        return query;
    }
}
