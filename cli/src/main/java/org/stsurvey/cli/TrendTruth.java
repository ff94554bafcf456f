package org.stsurvey.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the trend tables ought to say, counted from the lab's truth: written without a look at the SQL of the
/// tables, so that the two can disagree.
///
/// Expects the table `truth` (position, run, domain, status, published, record_id, mx_alignment, reception,
/// listed), one row per domain and month, and the table `happened` (position, run, domain, code), one row for
/// each code that the lab states of a domain and the month before.
final class TrendTruth {

    /// One of the trend tables, cell by cell.
    ///
    /// @param table its name
    /// @param measure the column compared
    /// @param cell SQL that names a cell, of columns that both sides have
    /// @param expected SQL of the rows with the columns of the cell and of the measure, from the truth
    /// @param where which rows of the table the truth can tell of
    record Cells(String table, String measure, String cell, String expected, String where) {}

    private TrendTruth() {}

    static List<String> preparation() {
        return List.of(LOOKED, FACTS, PAIRS, STREAKS);
    }

    static List<Cells> all() {
        return List.of(
                new Cells(
                        "adoption_trend",
                        "domains",
                        "run, numerator, denominator",
                        adoption("domains", "n.holds AND d.holds"),
                        "true"),
                new Cells(
                        "adoption_trend",
                        "of_domains",
                        "run, numerator, denominator",
                        adoption("of_domains", "d.holds"),
                        "true"),
                new Cells(
                        "flows",
                        "domains",
                        "previous_run, run, population, from_status, to_status",
                        flows("previous_run, run, population, from_status, to_status, count(*) AS domains"),
                        "domains > 0"),
                new Cells("list_churn", "domains", "previous_run, run, change, status", CHURN, "domains > 0"),
                new Cells(
                        "change_split", "effect", "previous_run, run, numerator, part", SPLIT, "part NOT LIKE '%run'"),
                new Cells("testing_streaks", "domains", "run, runs_in_testing", """
                        SELECT run, n AS runs_in_testing, count(*) AS domains FROM streaks WHERE listed GROUP BY ALL
                        """, "domains > 0"),
                new Cells("survival", "at_risk", "event, runs_since", SURVIVAL, "true"),
                new Cells("survival", "events", "event, runs_since", SURVIVAL, "true"),
                new Cells("trends", "domains", "previous_run, run, population, code", TRENDS, stated()));
    }

    /// Whom the runs have looked at: the list, and everybody in whom an earlier run saw a record.
    private static final String LOOKED = """
            CREATE TABLE looked AS
            SELECT t.*, f.first, t.listed OR coalesce(t.position > f.first, false) AS scanned
            FROM truth t
            LEFT JOIN (SELECT domain, min(position) AS first FROM truth WHERE listed AND published GROUP BY domain) f
              ON f.domain = t.domain
            """;

    private static final String FACTS = """
            CREATE TABLE facts AS
            SELECT *,
              published AS n1,
              published AND record_id IS NOT NULL AS n2,
              status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict') AS n3,
              status IN ('valid_testing', 'valid_enforce', 'enforce_conflict') AS n4,
              status IN ('valid_enforce', 'enforce_conflict') AS n5,
              status = 'valid_enforce' AND coalesce(mx_alignment = 'mx_all_covered', false) AS n6,
              true AS d1,
              reception <> 'no_such_domain' AS d2,
              reception = 'mx' AS d3,
              status <> 'indeterminate' AS d4
            FROM looked
            WHERE scanned
            """;

    private static final String PAIRS = """
            CREATE TABLE pairs AS
            SELECT b.domain, a.run AS previous_run, b.run, a.status AS from_status, b.status AS to_status,
              a.listed AS was_listed, b.listed AS is_listed, b.first IS NOT NULL AND b.first <= b.position AS ever_published,
              a.n1 AS n1_before, b.n1 AS n1_now, a.n4 AS n4_before, b.n4 AS n4_now, a.n5 AS n5_before, b.n5 AS n5_now
            FROM facts b
            JOIN facts a ON a.domain = b.domain AND a.position = b.position - 1
            """;

    /// How many runs a domain has been in testing, undetermined ones neither counted nor ending it.
    private static final String STREAKS = """
            CREATE TABLE streaks AS
            SELECT now.run, now.domain, now.listed, count(*) AS n
            FROM facts now
            JOIN facts earlier ON earlier.domain = now.domain AND earlier.position <= now.position
              AND earlier.status = 'valid_testing'
            WHERE now.status = 'valid_testing'
              AND NOT EXISTS (
                SELECT 1 FROM facts other
                WHERE other.domain = now.domain AND other.position > earlier.position AND other.position < now.position
                  AND other.status NOT IN ('valid_testing', 'indeterminate'))
            GROUP BY ALL
            """;

    private static String adoption(String measure, String which) {
        return """
                SELECT run, n.code AS numerator, d.code AS denominator, count(*) FILTER (WHERE %s) AS %s
                FROM (SELECT run, [%s] AS ns, [%s] AS ds FROM facts WHERE listed), unnest(ns) AS a(n), unnest(ds) AS b(d)
                GROUP BY ALL
                """.formatted(which, measure, terms("N", 6), terms("D", 4));
    }

    private static String terms(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{'code': '%s%d', 'holds': %s%d}".formatted(letter, i, letter, i))
                .collect(Collectors.joining(", "));
    }

    private static String flows(String columns) {
        return "SELECT " + columns + """
                 FROM (
                  SELECT *, 'list' AS population FROM pairs WHERE was_listed AND is_listed
                  UNION ALL
                  SELECT *, 'panel' FROM pairs WHERE ever_published)
                GROUP BY previous_run, run, population, from_status, to_status
                """;
    }

    private static final String CHURN = """
            SELECT previous_run, run, change, status, count(*) AS domains
            FROM (
              SELECT a.run AS previous_run, m.run, 'left' AS change, a.status
              FROM looked a JOIN (SELECT DISTINCT position, run FROM truth) m ON m.position = a.position + 1
              LEFT JOIN looked b ON b.domain = a.domain AND b.position = m.position
              WHERE a.listed AND NOT coalesce(b.listed, false)
              UNION ALL
              SELECT m.run, b.run, CASE WHEN coalesce(a.listed, false) THEN 'stayed' ELSE 'joined' END, b.status
              FROM looked b JOIN (SELECT DISTINCT position, run FROM truth) m ON m.position = b.position - 1
              LEFT JOIN looked a ON a.domain = b.domain AND a.position = m.position
              WHERE b.listed)
            GROUP BY ALL
            """;

    private static final String SPLIT = """
            SELECT previous_run, run, numerator, part, sum(effect) AS effect
            FROM (
              SELECT m.run AS previous_run, m.next AS run, numerator,
                CASE
                  WHEN NOT is_listed THEN 'left the list'
                  WHEN NOT was_listed THEN 'joined the list'
                  WHEN now AND unknown_before THEN 'was undetermined'
                  WHEN now THEN 'gained'
                  WHEN unknown_now THEN 'became undetermined'
                  ELSE 'lost'
                END AS part,
                CAST(now AS INTEGER) - CAST(before AS INTEGER) AS effect
              FROM (
                SELECT position, numerator,
                  coalesce(a_listed, false) AS was_listed, coalesce(b_listed, false) AS is_listed,
                  coalesce(a_n AND a_listed, false) AS before, coalesce(b_n AND b_listed, false) AS now,
                  coalesce(a_unknown, false) AS unknown_before, coalesce(b_unknown, false) AS unknown_now
                FROM (
                  SELECT m.position, t.numerator, d.domain,
                    a.listed AS a_listed, b.listed AS b_listed,
                    CASE t.numerator WHEN 'N1' THEN a.n1 WHEN 'N4' THEN a.n4 ELSE a.n5 END AS a_n,
                    CASE t.numerator WHEN 'N1' THEN b.n1 WHEN 'N4' THEN b.n4 ELSE b.n5 END AS b_n,
                    a.status = 'indeterminate' AND (t.numerator <> 'N1' OR NOT a.n1) AS a_unknown,
                    b.status = 'indeterminate' AND (t.numerator <> 'N1' OR NOT b.n1) AS b_unknown
                  FROM (SELECT DISTINCT position FROM truth WHERE position > 0) m
                  CROSS JOIN (VALUES ('N1'), ('N4'), ('N5')) AS t(numerator)
                  CROSS JOIN (SELECT DISTINCT domain FROM facts WHERE n1 OR n4 OR n5) d
                  LEFT JOIN facts a ON a.domain = d.domain AND a.position = m.position - 1
                  LEFT JOIN facts b ON b.domain = d.domain AND b.position = m.position)
                WHERE coalesce(a_n AND a_listed, false) <> coalesce(b_n AND b_listed, false)) c
              JOIN (SELECT position, run AS next, lag(run) OVER (ORDER BY position) AS run
                    FROM (SELECT DISTINCT position, run FROM truth)) m ON m.position = c.position)
            GROUP BY ALL
            """;

    /// The codes of which the lab states the truth; a streak in testing is counted in its own table.
    private static String stated() {
        return "code NOT IN ('trend_absent', 'trend_unchanged') AND code NOT LIKE 'trend_testing_streak%'";
    }

    private static final String SURVIVAL = """
            WITH followed AS (
              SELECT e.domain, e.position - s.start AS step, e.n4, e.status
              FROM facts e
              JOIN (
                SELECT now.domain, min(now.position) AS start
                FROM facts now
                JOIN facts earlier ON earlier.domain = now.domain AND earlier.position = now.position - 1
                WHERE now.n4 AND earlier.d4 AND NOT earlier.n4
                GROUP BY now.domain) s ON s.domain = e.domain AND e.position >= s.start
              WHERE e.d4),
            ends AS (
              SELECT 'record gone' AS event, min(step) FILTER (WHERE status = 'absent') AS happened, max(step) AS last
              FROM followed GROUP BY domain
              UNION ALL
              SELECT 'no adopter any more', min(step) FILTER (WHERE NOT n4), max(step) FROM followed GROUP BY domain)
            SELECT a.event, a.runs_since,
              count(*) FILTER (WHERE coalesce(b.happened, b.last) >= a.runs_since) AS at_risk,
              count(*) FILTER (WHERE b.happened = a.runs_since) AS events
            FROM (SELECT DISTINCT event, coalesce(happened, last) AS runs_since FROM ends) a
            JOIN ends b ON b.event = a.event
            GROUP BY ALL
            """;

    private static final String TRENDS = """
            SELECT previous_run, run, population, code, count(*) AS domains
            FROM (
              SELECT p.previous_run, p.run, h.code, 'list' AS population
              FROM pairs p JOIN happened h ON h.domain = p.domain AND h.run = p.run
              WHERE p.was_listed AND p.is_listed
              UNION ALL
              SELECT p.previous_run, p.run, h.code, 'panel'
              FROM pairs p JOIN happened h ON h.domain = p.domain AND h.run = p.run
              WHERE p.ever_published)
            GROUP BY ALL
            """;
}
