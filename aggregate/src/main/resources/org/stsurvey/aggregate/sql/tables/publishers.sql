-- title: What published records lead to
-- numerator: publishers in the state
-- denominator: N1 record seen
--
-- Usable is N3, whatever the mode. Broken publishers are treated by senders as if they had no policy. The three states add
-- up.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the rows
-- column state: usable, broken or undetermined
-- column domains: publishers
-- column of_domains: all publishers
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH states AS (
  SELECT * FROM (VALUES (1, 'usable'), (2, 'broken'), (3, 'undetermined')) AS s(position, state)
),
cells AS (
  SELECT
    list,
    run,
    CASE WHEN n3 THEN 'usable' WHEN broken THEN 'broken' ELSE 'undetermined' END AS state,
    count(*) AS domains
  FROM domains
  WHERE n1
  GROUP BY 1, 2, 3
),
counts AS (
  SELECT
    c.list,
    c.run,
    s.position,
    s.state,
    CAST(sum(CASE WHEN c.state = s.state THEN c.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(c.domains) AS BIGINT) AS n
  FROM cells c
  CROSS JOIN states s
  GROUP BY c.list, c.run, s.position, s.state
)
SELECT
  list,
  run,
  position,
  state,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
