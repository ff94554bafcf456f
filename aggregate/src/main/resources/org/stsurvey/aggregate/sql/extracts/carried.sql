-- The names of the list that this run leaves open in some numerator, by what the run before knew of them.
SELECT
  p.list,
  p.run,
  c.rank_band,
  c.reception,
  c.n1,
  c.n2,
  c.n3,
  c.n4,
  c.n5,
  c.n6,
  c.n1_unknown,
  c.n2_unknown,
  c.n3_unknown,
  c.n4_unknown,
  c.n5_unknown,
  c.n6_unknown,
  c.d2,
  c.d3,
  c.d4,
  b.n1 AS n1_before,
  b.n2 AS n2_before,
  b.n3 AS n3_before,
  b.n4 AS n4_before,
  b.n5 AS n5_before,
  b.n6 AS n6_before,
  b.n1_unknown AS n1_unknown_before,
  b.n6_unknown AS n6_unknown_before,
  b.deployment_status = 'indeterminate' AS open_before,
  count(*) AS domains
FROM names_now c
CROSS JOIN this_pair p
LEFT JOIN names_before b ON b.domain = c.domain
WHERE NOT c.panel AND (NOT c.d4 OR c.n6_unknown)
GROUP BY
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28
