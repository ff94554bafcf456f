-- title: The lists of a run of several
-- numerator: N4 testing or enforce; the columns published and enforce are N1 and N5
-- denominator: D1 listed, of the source list
--
-- A domain may be in several lists, so the rows need not add up. Runs of one list have no rows.
--
-- column list: the list's name
-- column run: the run's date
-- column source: the source list
-- column published: N1 record seen
-- column usable: N3 policy usable
-- column domains: N4 testing or enforce
-- column enforce: N5 enforce
-- column of_domains: domains of the source list
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH counts AS (
  SELECT
    s.list,
    s.run,
    s.source,
    count(*) FILTER (WHERE d.n1) AS published,
    count(*) FILTER (WHERE d.n3) AS usable,
    count(*) FILTER (WHERE d.n4) AS k,
    count(*) FILTER (WHERE d.n5) AS enforce,
    CAST(sum(s.weight) AS BIGINT) AS n
  FROM domain_sources s
  -- Members without a record have no ordinal: they are counted, and in no numerator.
  LEFT JOIN domains d ON d.list = s.list AND d.run = s.run AND d.ordinal = s.ordinal
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  source,
  published,
  usable,
  k AS domains,
  enforce,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, source NULLS LAST
