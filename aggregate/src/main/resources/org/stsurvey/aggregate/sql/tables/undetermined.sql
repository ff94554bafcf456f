-- title: What could not be determined, by cause
-- numerator: domains whose deployment status is open for that cause
-- denominator: D1 listed
--
-- Neither absent nor broken: the hard bounds of every share count these domains one way and then the other.
--
-- column list: the list's name
-- column run: the run's date
-- column stage: stage at which the domain's state stayed open
-- column code: outcome code
-- column domains: domains
-- column published: those of them with a record (N1)
-- column of_domains: listed domains
-- column share: domains / of_domains
-- column explanation: what it means
WITH totals AS (
  SELECT list, run, CAST(sum(weight) AS BIGINT) AS n
  FROM domains
  GROUP BY list, run
),
causes AS (
  SELECT
    list,
    run,
    stage,
    outcome AS code,
    CAST(sum(weight) AS BIGINT) AS k,
    count(*) FILTER (WHERE n1) AS published
  FROM domains
  WHERE NOT d4
  GROUP BY list, run, stage, outcome
)
SELECT
  c.list,
  c.run,
  c.stage,
  c.code,
  c.k AS domains,
  c.published,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  o.explanation
FROM causes c
JOIN totals t ON t.list = c.list AND t.run = c.run
LEFT JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.k DESC NULLS LAST, c.code NULLS LAST, c.stage NULLS LAST
