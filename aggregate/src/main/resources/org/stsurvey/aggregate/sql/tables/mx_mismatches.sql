-- title: In what way policies miss every MX host
-- numerator: policies whose patterns miss in that way
-- denominator: usable policies of the mode that cover no MX host
--
-- The classes of IMC 2025: the policy names another top-level domain, another domain, another name of the same domain, a
-- name at most three edits away, or the policy host itself.
--
-- column list: the list's name
-- column run: the run's date
-- column mode: enforce, testing or none
-- column class: tld, domain, 3ld_plus, typo, policy_host, or unknown
-- column domains: domains
-- column of_domains: domains of the mode whose policy covers no MX host
-- column share: domains / of_domains
WITH misses AS (
  SELECT DISTINCT f.list, f.run, f.ordinal, d.mode, coalesce(f.mismatch_class, 'unknown') AS class
  FROM findings f
  JOIN domains d ON d.list = f.list AND d.run = f.run AND d.ordinal = f.ordinal
  WHERE f.code = 'mx_none_covered' AND d.n3
),
counts AS (
  SELECT list, run, mode, class, count(*) AS k
  FROM misses
  GROUP BY list, run, mode, class
),
totals AS (
  SELECT list, run, mode, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, mode
)
SELECT
  c.list,
  c.run,
  c.mode,
  c.class,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.mode = c.mode
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.mode NULLS LAST, c.k DESC NULLS LAST, c.class NULLS LAST
