-- title: Deviations and quirks
-- numerator: publishers with the warning or notice
-- denominator: N1 record seen
--
-- What works but is off the beaten track. Not exclusive.
--
-- column list: the list's name
-- column run: the run's date
-- column stage: stage of the finding
-- column code: outcome code
-- column severity: warning or notice
-- column domains: publishers with the finding
-- column usable: those of them with a usable policy (N3)
-- column of_domains: publishers
-- column share: domains / of_domains
-- column section: the section that rules
-- column explanation: what it means
WITH publishers AS (
  SELECT list, run, count(*) AS n
  FROM domains
  WHERE n1
  GROUP BY list, run
),
codes AS (
  SELECT
    list,
    run,
    code,
    severity,
    count(DISTINCT ordinal) AS k,
    count(DISTINCT CASE
      WHEN deployment_status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict') THEN ordinal
      END) AS usable
  FROM findings
  WHERE published
    AND severity IN ('warning', 'notice')
  GROUP BY list, run, code, severity
)
SELECT
  c.list,
  c.run,
  o.stage,
  c.code,
  c.severity,
  c.k AS domains,
  c.usable,
  p.n AS of_domains,
  share(c.k, p.n) AS share,
  o.section,
  o.explanation
FROM codes c
JOIN publishers p ON p.list = c.list AND p.run = c.run
LEFT JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.k DESC NULLS LAST, c.code NULLS LAST, c.severity NULLS LAST
