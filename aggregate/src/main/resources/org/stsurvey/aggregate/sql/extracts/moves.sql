-- How many names were where, and in which state, in the run before and in this one. A name that one of the two did not look
-- at has no place there. "Watched" are the names that published in this run or in any before it.
SELECT
  p.list,
  p.run,
  p.previous_run,
  CASE WHEN b.domain IS NOT NULL THEN CASE WHEN b.panel THEN 'panel' ELSE 'list' END END AS place_before,
  b.deployment_status AS status_before,
  coalesce(b.n1, false) AS published_before,
  CASE WHEN c.domain IS NOT NULL THEN CASE WHEN c.panel THEN 'panel' ELSE 'list' END END AS place_now,
  c.deployment_status AS status_now,
  coalesce(c.n1, false) AS published_now,
  w.domain IS NOT NULL AS watched,
  count(*) AS domains
FROM names_before b
FULL JOIN names_now c ON c.domain = b.domain
LEFT JOIN watched_names w ON w.domain = coalesce(c.domain, b.domain)
CROSS JOIN this_pair p
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
