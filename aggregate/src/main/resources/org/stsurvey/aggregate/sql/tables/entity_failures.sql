-- title: Failures by who manages the policy host
-- numerator: publishers with a fault at the stage
-- denominator: N1 record seen, of the entity
--
-- Exclusive: the first thing that stops a sender. Non-exclusive: everything that would, whatever comes before it.
--
-- column list: the list's name
-- column run: the run's date
-- column entity: third party, self-managed or unclassified
-- column position: order of the stages
-- column stage: stage of the fault
-- column domains: publishers whose primary outcome is a fault of the stage
-- column any_domains: publishers with any fault of the stage
-- column of_domains: publishers of the entity
-- column share: domains / of_domains
-- column any_share: any_domains / of_domains
WITH stages AS (
  SELECT * FROM (VALUES
    (1, 'txt'), (2, 'host_dns'), (3, 'tcp'), (4, 'tls'), (5, 'http'), (6, 'policy'), (7, 'mx')
  ) AS s(position, stage)
),
totals AS (
  SELECT list, run, entity, count(*) AS n
  FROM managers
  GROUP BY list, run, entity
),
faults AS (
  SELECT
    m.list,
    m.run,
    m.entity,
    o.stage,
    count(DISTINCT m.ordinal) AS any_k,
    count(DISTINCT CASE WHEN f.code = f.primary_outcome THEN m.ordinal END) AS k
  FROM managers m
  JOIN findings f ON f.list = m.list AND f.run = m.run AND f.ordinal = m.ordinal
  JOIN outcomes o ON o.list = f.list AND o.run = f.run AND o.code = f.code
  WHERE f.severity IN ('breaks', 'breaks_mail')
  GROUP BY m.list, m.run, m.entity, o.stage
)
SELECT
  t.list,
  t.run,
  t.entity,
  s.position,
  s.stage,
  coalesce(f.k, 0) AS domains,
  coalesce(f.any_k, 0) AS any_domains,
  t.n AS of_domains,
  share(coalesce(f.k, 0), t.n) AS share,
  share(coalesce(f.any_k, 0), t.n) AS any_share
FROM totals t
CROSS JOIN stages s
LEFT JOIN faults f ON f.list = t.list AND f.run = t.run AND f.entity = t.entity AND f.stage = s.stage
ORDER BY
  t.list NULLS LAST,
  t.run NULLS LAST,
  CASE t.entity WHEN 'third party' THEN 1 WHEN 'self-managed' THEN 2 ELSE 3 END NULLS LAST,
  s.position NULLS LAST
