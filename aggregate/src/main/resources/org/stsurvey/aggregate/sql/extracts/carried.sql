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
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n1, false) END AS n1_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n2, false) END AS n2_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n3, false) END AS n3_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n4, false) END AS n4_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n5, false) END AS n5_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n6, false) END AS n6_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n1_unknown, false) END AS n1_unknown_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.n6_unknown, false) END AS n6_unknown_before,
  CASE WHEN k.place_before IS NOT NULL THEN coalesce(b.deployment_status = 'indeterminate', false) END AS open_before,
  count(*) AS domains
FROM told_now c
CROSS JOIN this_pair p
JOIN known_names k ON k.domain = c.domain
LEFT JOIN told_before b ON b.domain = c.domain
WHERE NOT c.panel AND (NOT c.d4 OR c.n6_unknown)
GROUP BY
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28
