-- title: What changed between neighbouring runs
-- numerator: domains with the change
-- denominator: domains looked at in both runs; share_of_publishers: those of them with a record in either run
--
-- Judged domain by domain: what a single run cannot show. A domain that could not be determined in one of the two runs is
-- not compared. A domain may have several changes.
--
-- column list: the list's name
-- column previous_run: the run before
-- column run: the run's date
-- column population: list: in both lists; panel: every name that published in this run or in any before it, in a list or on the panel
-- column position: order of the rows
-- column code: outcome code
-- column severity: breaks_mail: senders may refuse mail; warning, notice, ok or indeterminate
-- column domains: domains with the change
-- column of_domains: domains compared
-- column share: domains / of_domains
-- column publishers: those of them with a record seen in either run
-- column share_of_publishers: domains / publishers, for changes that only publishers can have
-- column explanation: what it means
-- column remedy: what to do about it
-- column break_between: the method differs between the two runs
WITH looked AS (
  SELECT
    list, previous_run, run, 'list' AS population, status_before, status_now, published_before OR published_now AS published,
    domains
  FROM moves
  WHERE place_before = 'list' AND place_now = 'list'
  UNION ALL
  SELECT list, previous_run, run, 'panel', status_before, status_now, published_before OR published_now, domains
  FROM moves
  WHERE watched AND place_before IS NOT NULL AND place_now IS NOT NULL
),
totals AS (
  SELECT
    list,
    previous_run,
    run,
    population,
    CAST(sum(domains) AS BIGINT) AS n,
    CAST(sum(CASE WHEN published THEN domains ELSE 0 END) AS BIGINT) AS publishers,
    CAST(sum(CASE WHEN status_before = 'absent' AND status_now = 'absent' THEN domains ELSE 0 END) AS BIGINT) AS absent,
    CAST(sum(CASE WHEN status_before = 'indeterminate' OR status_now = 'indeterminate' THEN domains ELSE 0 END) AS BIGINT)
      AS open
  FROM looked
  GROUP BY list, previous_run, run, population
),
counts AS (
  SELECT list, run, 'list' AS population, code, severity, count(*) AS k
  FROM trend_findings
  WHERE population = 'list' AND code NOT IN ('trend_absent', 'trend_indeterminate')
  GROUP BY list, run, code, severity
  UNION ALL
  SELECT list, run, 'panel', code, severity, count(*)
  FROM trend_findings
  WHERE code NOT IN ('trend_absent', 'trend_indeterminate')
  GROUP BY list, run, code, severity
  UNION ALL
  SELECT list, run, population, 'trend_absent', 'notice', absent FROM totals WHERE absent > 0
  UNION ALL
  SELECT list, run, population, 'trend_indeterminate', 'indeterminate', open FROM totals WHERE open > 0
)
SELECT
  t.list,
  t.previous_run,
  t.run,
  t.population,
  p.position,
  c.code,
  c.severity,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  t.publishers,
  CASE WHEN c.code NOT IN ('trend_absent', 'trend_indeterminate') THEN share(c.k, t.publishers) END AS share_of_publishers,
  o.explanation,
  o.remedy,
  f.break_before AS break_between
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.population = c.population
JOIN trend_codes p ON p.code = c.code
JOIN run_facts f ON f.list = c.list AND f.run = c.run
LEFT JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
ORDER BY
  t.list NULLS LAST, t.run NULLS LAST, t.population NULLS LAST, p.position NULLS LAST, c.severity NULLS LAST
