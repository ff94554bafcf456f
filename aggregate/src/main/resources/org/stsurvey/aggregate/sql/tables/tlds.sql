-- title: Top-level domains
-- numerator: N4 testing or enforce; the columns published and enforce are N1 and N5
-- denominator: D1 listed, of the top-level domain
--
-- Ordered by publishers. Small top-level domains have wide intervals.
--
-- column list: the list's name
-- column run: the run's date
-- column tld: the last label
-- column published: N1 record seen
-- column usable: N3 policy usable
-- column domains: N4 testing or enforce
-- column enforce: N5 enforce
-- column of_domains: D1 listed, of the top-level domain
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH counts AS (
  SELECT
    list,
    run,
    tld AS tld,
    count(*) FILTER (WHERE n1) AS published,
    count(*) FILTER (WHERE n3) AS usable,
    count(*) FILTER (WHERE n4) AS k,
    count(*) FILTER (WHERE n5) AS enforce,
    CAST(sum(weight) AS BIGINT) AS n
  FROM domains
  WHERE d1
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  tld,
  published,
  usable,
  k AS domains,
  enforce,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, published DESC NULLS LAST, n DESC NULLS LAST, tld NULLS LAST
