-- The names that are not plain in the run before or in this one, and those that published in this run or in any before it
-- ("watched"), with what the two runs know of them. Not kept. A name that one of the two did not look at has no place there.
SELECT
  k.domain,
  w.domain IS NOT NULL AS watched,
  b.domain IS NULL AND c.domain IS NULL AS plain,
  CASE WHEN nb.domain IS NOT NULL THEN CASE WHEN b.panel THEN 'panel' ELSE 'list' END END AS place_before,
  CASE WHEN nb.domain IS NOT NULL THEN coalesce(b.deployment_status, 'absent') END AS status_before,
  nb.outcome AS outcome_before,
  coalesce(b.n1, false) AS published_before,
  CASE WHEN nb.domain IS NOT NULL THEN coalesce(b.n4, false) END AS adopter_before,
  CASE WHEN nc.domain IS NOT NULL THEN CASE WHEN c.panel THEN 'panel' ELSE 'list' END END AS place_now,
  CASE WHEN nc.domain IS NOT NULL THEN coalesce(c.deployment_status, 'absent') END AS status_now,
  nc.outcome AS outcome_now,
  coalesce(c.n1, false) AS published_now,
  CASE WHEN nc.domain IS NOT NULL THEN coalesce(c.n4, false) END AS adopter_now,
  nc.observed_second AS observed_second_now,
  coalesce(c.policy_left, false) AS policy_left
FROM (
  SELECT domain FROM told_before
  UNION
  SELECT domain FROM told_now
  UNION
  SELECT domain FROM watched_names) k
LEFT JOIN watched_names w ON w.domain = k.domain
LEFT JOIN names_before nb ON nb.domain = k.domain
LEFT JOIN told_before b ON b.domain = k.domain
LEFT JOIN names_now nc ON nc.domain = k.domain
LEFT JOIN told_now c ON c.domain = k.domain
