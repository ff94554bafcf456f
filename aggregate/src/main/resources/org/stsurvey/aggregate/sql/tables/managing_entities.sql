-- title: Who manages the policy hosts
-- numerator: publishers of the entity
-- denominator: N1 record seen
--
-- The provider table decides first. For the rest, hosts that at least 50 domains share are a third party's, hosts that at
-- most 5 share are self-managed, and what lies between is unclassified; this rule was applied to one reference run and is
-- frozen in entities.tsv. The row "all" of each entity sums its bases; the unclassified share bounds what the others say.
--
-- column list: the list's name
-- column run: the run's date
-- column entity: third party, self-managed or unclassified
-- column basis: all, provider table, count rule, or no policy host
-- column domains: publishers
-- column usable: those of them with a usable policy (N3)
-- column testing: mode testing
-- column enforce: mode enforce (N5)
-- column broken: a sender would treat the domain as having no policy
-- column undetermined: cannot be told
-- column of_domains: all publishers
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH placed AS (
  SELECT m.entity, m.basis, d.*
  FROM managers m
  JOIN domains d ON d.list = m.list AND d.run = m.run AND d.ordinal = m.ordinal
),
shown AS (
  SELECT list, run, entity, basis, n3, n5, broken, d4, deployment_status FROM placed
  UNION ALL
  SELECT list, run, entity, 'all', n3, n5, broken, d4, deployment_status FROM placed
),
counts AS (
  SELECT
    list,
    run,
    entity,
    basis,
    count(*) AS k,
    count(*) FILTER (WHERE n3) AS usable,
    count(*) FILTER (WHERE deployment_status = 'valid_testing') AS testing,
    count(*) FILTER (WHERE n5) AS enforce,
    count(*) FILTER (WHERE broken) AS broken,
    count(*) FILTER (WHERE NOT d4) AS undetermined
  FROM shown
  GROUP BY list, run, entity, basis
),
totals AS (
  SELECT list, run, count(*) AS n
  FROM managers
  GROUP BY list, run
)
SELECT
  c.list,
  c.run,
  c.entity,
  c.basis,
  c.k AS domains,
  c.usable,
  c.testing,
  c.enforce,
  c.broken,
  c.undetermined,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
ORDER BY
  c.list NULLS LAST,
  c.run NULLS LAST,
  CASE c.entity WHEN 'third party' THEN 1 WHEN 'self-managed' THEN 2 ELSE 3 END NULLS LAST,
  c.basis NULLS LAST
