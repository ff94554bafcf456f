package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far the rows of a scan agree with what the lab knows to be true.
///
/// @param domains of the truth file
/// @param agreeing domains whose row says exactly what the truth says
/// @param examples of those that do not, at most ten
record TruthCheck(long domains, long agreeing, List<String> examples) {

    /// Compares outcome, status, mode, alignment and what else is stated of every domain; a listed domain
    /// without a row, or a row without truth, is a difference. Domains that are not in the list are scanned if
    /// they are on the panel. DANE is compared where the scan measured it.
    private static final String SQL = """
            WITH truth AS (
              SELECT domain, outcome, deployment_status, mode, mx_alignment, tlsrpt, published, reception, rank, delivery,
                     mx_probe, dane
              FROM read_csv(?, delim = '\t', header = true, all_varchar = true, nullstr = '')
            ), seen AS (
              SELECT domain, outcome, deployment_status, policy.mode AS mode, alignment.outcome AS mx_alignment,
                     tlsrpt.outcome AS tlsrpt, CAST(published AS VARCHAR) AS published, reception,
                     delivery, mx_verdicts IS NOT NULL AS probed,
                     list_filter(list_transform(findings, lambda f: f.code),
                       lambda c: regexp_matches(c, '^mx_(cert|tls|smtp|starttls)_')) AS mx_probe,
                     dane.outcome AS dane, bool_or(dane IS NOT NULL) OVER () AS dane_measured
              FROM read_parquet(?)
            )
            SELECT coalesce(t.domain, s.domain) AS domain,
                   concat_ws(' ', t.outcome, t.deployment_status, t.mode, t.mx_alignment, t.tlsrpt, t.published,
                     t.reception, t.delivery, t.mx_probe, t.dane) AS expected,
                   concat_ws(' ', s.outcome, s.deployment_status, s.mode, s.mx_alignment, s.tlsrpt, s.published,
                     s.reception, s.delivery, array_to_string(s.mx_probe, ' '), s.dane) AS actual,
                   (t.outcome IS NOT DISTINCT FROM s.outcome
                       OR (s.probed AND s.mode = 'enforce' AND t.delivery = 'would_fail'
                         AND s.outcome = coalesce(t.mx_probe, 'ok')))
                     AND (NOT s.probed OR t.delivery IS NULL
                       OR (s.delivery IS NOT DISTINCT FROM t.delivery
                         AND array_to_string(s.mx_probe, ' ') = coalesce(t.mx_probe, '')))
                     AND t.deployment_status IS NOT DISTINCT FROM s.deployment_status
                     AND (t.mode IS NULL OR t.mode IS NOT DISTINCT FROM s.mode)
                     AND (t.mx_alignment IS NULL OR t.mx_alignment IS NOT DISTINCT FROM s.mx_alignment)
                     AND t.tlsrpt IS NOT DISTINCT FROM s.tlsrpt
                     AND t.published IS NOT DISTINCT FROM s.published
                     AND t.reception IS NOT DISTINCT FROM s.reception
                     AND (s.dane_measured IS NOT TRUE OR t.dane IS NOT DISTINCT FROM s.dane) AS agrees
            FROM truth t FULL JOIN seen s ON t.domain = s.domain
            WHERE t.rank IS NOT NULL OR s.domain IS NOT NULL
            ORDER BY domain
            """;

    private static final int MAX_EXAMPLES = 10;

    static TruthCheck of(Path truth, Path runFolder) throws IOException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement query = duckdb.prepareStatement(SQL)) {
            query.setString(1, truth.toString());
            query.setString(2, runFolder.resolve("part-*.parquet").toString());
            return compare(query);
        } catch (SQLException e) {
            throw new IOException("the rows in " + runFolder + " cannot be compared with " + truth, e);
        }
    }

    private static TruthCheck compare(PreparedStatement query) throws SQLException {
        long domains = 0;
        long agreeing = 0;
        List<String> examples = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                domains++;
                if (rows.getBoolean("agrees")) {
                    agreeing++;
                } else if (examples.size() < MAX_EXAMPLES) {
                    examples.add(rows.getString("domain") + ": truth " + rows.getString("expected") + "; row "
                            + rows.getString("actual"));
                }
            }
        }
        return new TruthCheck(domains, agreeing, examples);
    }

    boolean agrees() {
        return agreeing == domains;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        double share = domains == 0 ? 100.0 : 100.0 * agreeing / domains;
        // Rounded down, so that "100" is only said where it is true.
        lines.add(String.format(
                Locale.ROOT,
                "%,d of %,d rows agree with the lab's truth (%.2f %%)",
                agreeing,
                domains,
                Math.floor(share * 100) / 100));
        examples.forEach(example -> lines.add("  " + SafeText.of(example)));
        return lines;
    }
}
