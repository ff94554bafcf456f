-- title: TLS reporting beside MTA-STS
-- numerator: domains of the population whose TLS-RPT record is in the state
-- denominator: the population
--
-- RFC 8460 reports tell a domain what enforce would break: testing without them says nothing to its owner.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the populations
-- column population: which domains
-- column state: usable, broken, none or undetermined
-- column domains: domains
-- column of_domains: domains of the population
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH cells AS (
  SELECT
    d.list,
    d.run,
    CASE
      WHEN o.severity = 'absent' THEN 'none'
      WHEN o.severity LIKE 'indeterminate%' THEN 'undetermined'
      WHEN o.severity = 'breaks' OR NOT d.tlsrpt_usable THEN 'broken'
      ELSE 'usable' END AS state,
    d.d3,
    d.n1,
    d.n4,
    d.deployment_status = 'valid_testing' AS testing,
    CAST(sum(d.weight) AS BIGINT) AS domains
  FROM domains d
  LEFT JOIN outcomes o ON o.list = d.list AND o.run = d.run AND o.code = d.tlsrpt_outcome
  GROUP BY 1, 2, 3, 4, 5, 6, 7
),
populations AS (
  SELECT * FROM (VALUES
    (1, 'D1 listed'),
    (2, 'D3 receives mail'),
    (3, 'N1 record seen'),
    (4, 'N4 testing or enforce'),
    (5, 'mode testing')
  ) AS p(position, population)
),
counts AS (
  SELECT c.list, c.run, p.position, p.population, c.state, CAST(sum(c.domains) AS BIGINT) AS k
  FROM cells c
  CROSS JOIN populations p
  WHERE p.position = 1
    OR (p.position = 2 AND c.d3)
    OR (p.position = 3 AND c.n1)
    OR (p.position = 4 AND c.n4)
    OR (p.position = 5 AND c.testing)
  GROUP BY c.list, c.run, p.position, p.population, c.state
),
totals AS (
  SELECT list, run, position, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, position
)
SELECT
  c.list,
  c.run,
  c.position,
  c.population,
  c.state,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.position = c.position
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.position NULLS LAST, c.k DESC NULLS LAST, c.state NULLS LAST
