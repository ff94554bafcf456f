-- title: Adoption
-- numerator: N1 to N6, one a row
-- denominator: D1 to D4, one a row
--
-- Every numerator over every denominator. The headline is N4 over D1. The bounds hold whatever the undetermined domains
-- would have said; the Wilson interval is for readers who see the list as a sample.
--
-- column list: the list's name
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
-- column undetermined: domains of the denominator that may belong to the numerator
-- column bound_low: domains / of_domains, none of the undetermined counted
-- column bound_high: (domains + undetermined) / of_domains, all of them counted
WITH cells AS (
  -- Few distinct combinations: the cross join below then costs nothing.
  SELECT
    list, run,
    n1, n2, n3, n4, n5, n6,
    n1_unknown, n2_unknown, n3_unknown, n4_unknown, n5_unknown, n6_unknown,
    d1, d2, d3, d4,
    CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY
    list, run,
    n1, n2, n3, n4, n5, n6,
    n1_unknown, n2_unknown, n3_unknown, n4_unknown, n5_unknown, n6_unknown,
    d1, d2, d3, d4
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
    CASE n.code WHEN 'N1' THEN c.n1_unknown WHEN 'N2' THEN c.n2_unknown WHEN 'N3' THEN c.n3_unknown
                WHEN 'N4' THEN c.n4_unknown WHEN 'N5' THEN c.n5_unknown ELSE c.n6_unknown END AS unknown,
    CASE d.code WHEN 'D1' THEN c.d1 WHEN 'D2' THEN c.d2 WHEN 'D3' THEN c.d3 ELSE c.d4 END AS belongs
  FROM cells c
  CROSS JOIN numerators n
  CROSS JOIN denominators d
),
counts AS (
  SELECT
    list, run, numerator, numerator_name, denominator, denominator_name,
    CAST(sum(CASE WHEN belongs AND counted THEN domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN belongs THEN domains ELSE 0 END) AS BIGINT) AS n,
    CAST(sum(CASE WHEN belongs AND unknown THEN domains ELSE 0 END) AS BIGINT) AS u
  FROM pairs
  GROUP BY list, run, numerator, numerator_name, denominator, denominator_name
)
SELECT
  list,
  run,
  numerator,
  numerator_name,
  denominator,
  denominator_name,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high,
  u AS undetermined,
  share(k, n) AS bound_low,
  share(k + u, n) AS bound_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, numerator NULLS LAST, denominator NULLS LAST
