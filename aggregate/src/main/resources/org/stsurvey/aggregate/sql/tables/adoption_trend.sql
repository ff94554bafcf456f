-- title: Adoption over time
-- numerator: N1 to N6, one a row
-- denominator: D1 to D4, one a row
--
-- Every numerator over every denominator in every run, with its change since the run before and since a year ago, and where
-- it stands in the history of its series. Where break_before is true, the method changed: see method_changes before you
-- believe the change.
--
-- column list: the list's name
-- column series: runs of one series may be compared
-- column run: the run's date
-- column numerator: N1 to N6
-- column numerator_name: what it counts
-- column denominator: D1 to D4
-- column denominator_name: of which domains
-- column domains: domains in both
-- column of_domains: domains in the denominator
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column break_before: the method differs from the previous run's
-- column previous_run: the run before it in the series; null for the first
-- column previous_share: share in that run
-- column change: share - previous_share
-- column year_ago_run: the last run in the same month of the year before
-- column year_ago_share: share in that run
-- column change_year: share - year_ago_share
-- column mean_last_3: mean share of this run and the two before it, or of as many as there are
-- column lowest: lowest share of the series up to this run
-- column highest: highest share of the series up to this run
WITH cells AS (
  -- Few distinct combinations: the cross join below then costs nothing.
  SELECT list, run, n1, n2, n3, n4, n5, n6, d1, d2, d3, d4, CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY list, run, n1, n2, n3, n4, n5, n6, d1, d2, d3, d4
),
pairs AS (
  SELECT
    c.list,
    c.run,
    n.code AS numerator,
    n.name AS numerator_name,
    d.code AS denominator,
    d.name AS denominator_name,
    c.domains,
    CASE n.code WHEN 'N1' THEN c.n1 WHEN 'N2' THEN c.n2 WHEN 'N3' THEN c.n3
                WHEN 'N4' THEN c.n4 WHEN 'N5' THEN c.n5 ELSE c.n6 END AS counted,
    CASE d.code WHEN 'D1' THEN c.d1 WHEN 'D2' THEN c.d2 WHEN 'D3' THEN c.d3 ELSE c.d4 END AS belongs
  FROM cells c
  CROSS JOIN numerators n
  CROSS JOIN denominators d
),
counts AS (
  SELECT
    list, run, numerator, numerator_name, denominator, denominator_name,
    CAST(sum(CASE WHEN belongs AND counted THEN domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN belongs THEN domains ELSE 0 END) AS BIGINT) AS n
  FROM pairs
  GROUP BY list, run, numerator, numerator_name, denominator, denominator_name
),
placed AS (
  SELECT
    f.list,
    f.series,
    f.run,
    f.position,
    f.break_before,
    f.previous_run,
    substring(f.run, 1, 4) AS year,
    substring(f.run, 6, 2) AS month,
    c.numerator,
    c.numerator_name,
    c.denominator,
    c.denominator_name,
    c.k,
    c.n,
    share(c.k, c.n) AS share
  FROM run_facts f
  JOIN counts c ON c.list = f.list AND c.run = f.run
),
-- The last run of each month stands for the month.
months AS (
  SELECT list, series, year, month, max(run) AS run
  FROM placed
  GROUP BY list, series, year, month
),
history AS (
  SELECT
    p.*,
    m.run AS year_ago_run,
    lag(p.share) OVER (
      PARTITION BY p.list, p.series, p.numerator, p.denominator ORDER BY p.position NULLS LAST) AS previous_share,
    avg(p.share) OVER (
      PARTITION BY p.list, p.series, p.numerator, p.denominator ORDER BY p.position NULLS LAST
      ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS mean_last_3,
    min(p.share) OVER (
      PARTITION BY p.list, p.series, p.numerator, p.denominator ORDER BY p.position NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS lowest,
    max(p.share) OVER (
      PARTITION BY p.list, p.series, p.numerator, p.denominator ORDER BY p.position NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS highest
  FROM placed p
  LEFT JOIN months m
    ON m.list = p.list AND m.series = p.series AND CAST(m.year AS INT) = CAST(p.year AS INT) - 1 AND m.month = p.month
)
SELECT
  h.list,
  h.series,
  h.run,
  h.numerator,
  h.numerator_name,
  h.denominator,
  h.denominator_name,
  h.k AS domains,
  h.n AS of_domains,
  h.share,
  wilson_low(h.k, h.n) AS wilson_low,
  wilson_high(h.k, h.n) AS wilson_high,
  h.break_before,
  h.previous_run,
  h.previous_share,
  h.share - h.previous_share AS change,
  h.year_ago_run,
  y.share AS year_ago_share,
  h.share - y.share AS change_year,
  h.mean_last_3,
  h.lowest,
  h.highest
FROM history h
LEFT JOIN placed y
  ON y.list = h.list AND y.run = h.year_ago_run AND y.numerator = h.numerator AND y.denominator = h.denominator
ORDER BY
  h.list NULLS LAST, h.series NULLS LAST, h.numerator NULLS LAST, h.denominator NULLS LAST, h.run NULLS LAST
