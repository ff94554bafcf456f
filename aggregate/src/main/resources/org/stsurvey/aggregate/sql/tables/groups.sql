-- title: Groups of domains
-- numerator: N4 testing or enforce; the columns published and enforce are N1 and N5
-- denominator: D1 listed, of the group
--
-- Groups come from the labels that a run was given (scan --labels); runs without labels have no rows. A domain may be
-- in several groups, so the groups need not add up to the list.
--
-- column list: the list's name
-- column run: the run's date
-- column domain_group: the group; null for domains that no label covers
-- column published: N1 record seen
-- column usable: N3 policy usable
-- column domains: N4 testing or enforce
-- column enforce: N5 enforce
-- column of_domains: D1 listed, of the group
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH counts AS (
  SELECT
    g.list,
    g.run,
    g.domain_group,
    count(*) FILTER (WHERE d.n1) AS published,
    count(*) FILTER (WHERE d.n3) AS usable,
    count(*) FILTER (WHERE d.n4) AS k,
    count(*) FILTER (WHERE d.n5) AS enforce,
    CAST(sum(g.weight) AS BIGINT) AS n
  FROM domain_groups g
  -- Members without a record have no ordinal: they are counted, and in no numerator.
  LEFT JOIN domains d ON d.list = g.list AND d.run = g.run AND d.ordinal = g.ordinal
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  domain_group,
  published,
  usable,
  k AS domains,
  enforce,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, published DESC NULLS LAST, n DESC NULLS LAST, domain_group NULLS LAST
