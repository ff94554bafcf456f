-- title: Policies against MX hosts
-- numerator: usable policies with the coverage
-- denominator: N3 policy usable, of the mode
--
-- Whether the patterns of a policy match the domain's MX hosts (RFC 8461 §4.1). In mode enforce, mail to a domain without a
-- covered host is refused.
--
-- column list: the list's name
-- column run: the run's date
-- column mode: enforce, testing or none
-- column coverage: code of the outcome of stage mx
-- column domains: domains
-- column of_domains: usable policies of the mode
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH counts AS (
  SELECT list, run, mode, coalesce(alignment, 'mx_not_applicable') AS coverage, count(*) AS k
  FROM domains
  WHERE n3
  GROUP BY 1, 2, 3, 4
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
  c.coverage,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.mode = c.mode
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.mode NULLS LAST, c.k DESC NULLS LAST, c.coverage NULLS LAST
