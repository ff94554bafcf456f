-- title: Adoption
-- numerator: N1 to N6, one a row
-- denominator: D1 to D4, one a row
--
-- Every numerator over every denominator. The headline is N4 over D1. The bounds hold whatever the undetermined domains
-- would have said; the Wilson interval is for readers who see the list as a sample. Two estimates say what the undetermined
-- may be: "imputed" gives each the rate of the known domains of the same rank bucket and way of receiving mail (of those with
-- a record, where one was seen); "carried" gives each what the run before knew of it, and imputes the rest.
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
-- column imputed: domains and the expected number among the undetermined, by their strata
-- column imputed_share: imputed / of_domains
-- column carried: domains, the undetermined that were in the numerator in the run before, and the expected number among the others; null in the first run of a series
-- column carried_share: carried / of_domains
-- column carried_known: how many of the undetermined the run before knew
WITH cells AS (
  -- Few distinct combinations: the cross join below then costs nothing.
  SELECT
    list, run, rank_band, reception,
    n1, n2, n3, n4, n5, n6,
    n1_unknown, n2_unknown, n3_unknown, n4_unknown, n5_unknown, n6_unknown,
    d1, d2, d3, d4,
    CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY
    list, run, rank_band, reception,
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
    c.rank_band,
    c.reception,
    c.n1 AS seen,
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
),
-- The rate of those known in a stratum; where it has none, that of all strata. A domain with a record takes the rate of
-- domains with one. Of a domain without one seen it is not known whether it has one, so it takes the rate of all.
strata AS (
  SELECT list, run, numerator, denominator, rank_band, reception, true AS seen,
    CAST(sum(CASE WHEN counted AND seen THEN domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN seen THEN domains ELSE 0 END) AS BIGINT) AS n
  FROM pairs
  WHERE belongs AND NOT unknown
  GROUP BY list, run, numerator, denominator, rank_band, reception
  UNION ALL
  SELECT list, run, numerator, denominator, rank_band, reception, false,
    CAST(sum(CASE WHEN counted THEN domains ELSE 0 END) AS BIGINT),
    CAST(sum(domains) AS BIGINT)
  FROM pairs
  WHERE belongs AND NOT unknown
  GROUP BY list, run, numerator, denominator, rank_band, reception
),
overall AS (
  SELECT list, run, numerator, denominator, seen, CAST(sum(k) AS BIGINT) AS k, CAST(sum(n) AS BIGINT) AS n
  FROM strata
  GROUP BY list, run, numerator, denominator, seen
),
rates AS (
  SELECT o.list, o.run, o.numerator, o.denominator, o.seen, u.rank_band, u.reception,
    coalesce(share(s.k, s.n), share(o.k, o.n), 0e0) AS rate
  FROM overall o
  JOIN (SELECT DISTINCT list, run, rank_band, reception FROM cells) u ON u.list = o.list AND u.run = o.run
  LEFT JOIN strata s
    ON s.list = o.list AND s.run = o.run AND s.numerator = o.numerator AND s.denominator = o.denominator
    AND s.rank_band = u.rank_band AND s.reception = u.reception AND s.seen = o.seen
),
imputed AS (
  SELECT p.list, p.run, p.numerator, p.denominator, CAST(sum(p.domains * r.rate) AS DOUBLE) AS expected
  FROM pairs p
  JOIN rates r
    ON r.list = p.list AND r.run = p.run AND r.numerator = p.numerator AND r.denominator = p.denominator
    AND r.rank_band = p.rank_band AND r.reception = p.reception AND r.seen = p.seen
  WHERE p.belongs AND p.unknown
  GROUP BY p.list, p.run, p.numerator, p.denominator
),
-- The undetermined again, by what the run before knew of them.
open_pairs AS (
  SELECT
    c.list,
    c.run,
    n.code AS numerator,
    d.code AS denominator,
    c.rank_band,
    c.reception,
    c.n1 AS seen,
    c.domains,
    CASE n.code WHEN 'N1' THEN c.n1_before WHEN 'N2' THEN c.n2_before WHEN 'N3' THEN c.n3_before
                WHEN 'N4' THEN c.n4_before WHEN 'N5' THEN c.n5_before ELSE c.n6_before END AS counted_before,
    CASE n.code WHEN 'N1' THEN c.n1_unknown_before WHEN 'N2' THEN c.n1_unknown_before
                WHEN 'N6' THEN c.n6_unknown_before ELSE c.open_before END AS unknown_before
  FROM carried c
  CROSS JOIN numerators n
  CROSS JOIN denominators d
  WHERE CASE n.code WHEN 'N1' THEN c.n1_unknown WHEN 'N2' THEN c.n2_unknown WHEN 'N3' THEN c.n3_unknown
                    WHEN 'N4' THEN c.n4_unknown WHEN 'N5' THEN c.n5_unknown ELSE c.n6_unknown END
    AND CASE d.code WHEN 'D1' THEN true WHEN 'D2' THEN c.d2 WHEN 'D3' THEN c.d3 ELSE c.d4 END
),
carried_on AS (
  SELECT
    p.list,
    p.run,
    p.numerator,
    p.denominator,
    CAST(sum(CASE WHEN p.counted_before IS NOT NULL AND NOT p.unknown_before THEN p.domains ELSE 0 END) AS BIGINT) AS known,
    CAST(sum(CASE
      WHEN p.counted_before IS NULL OR p.unknown_before THEN p.domains * r.rate
      WHEN p.counted_before THEN CAST(p.domains AS DOUBLE)
      ELSE 0e0 END) AS DOUBLE) AS expected
  FROM open_pairs p
  JOIN rates r
    ON r.list = p.list AND r.run = p.run AND r.numerator = p.numerator AND r.denominator = p.denominator
    AND r.rank_band = p.rank_band AND r.reception = p.reception AND r.seen = p.seen
  GROUP BY p.list, p.run, p.numerator, p.denominator
),
estimates AS (
  SELECT
    c.*,
    f.previous_run IS NOT NULL AS has_previous,
    -- Rounded, so that the order of summing does not show.
    round(c.k + coalesce(i.expected, 0e0), 6) AS imputed,
    round(c.k + coalesce(b.expected, 0e0), 6) AS carried,
    coalesce(b.known, 0) AS carried_known
  FROM counts c
  JOIN run_facts f ON f.list = c.list AND f.run = c.run
  LEFT JOIN imputed i
    ON i.list = c.list AND i.run = c.run AND i.numerator = c.numerator AND i.denominator = c.denominator
  LEFT JOIN carried_on b
    ON b.list = c.list AND b.run = c.run AND b.numerator = c.numerator AND b.denominator = c.denominator
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
  share(k + u, n) AS bound_high,
  imputed,
  share(imputed, n) AS imputed_share,
  CASE WHEN has_previous THEN carried END AS carried,
  CASE WHEN has_previous THEN share(carried, n) END AS carried_share,
  CASE WHEN has_previous THEN carried_known END AS carried_known
FROM estimates
ORDER BY list NULLS LAST, run NULLS LAST, numerator NULLS LAST, denominator NULLS LAST
