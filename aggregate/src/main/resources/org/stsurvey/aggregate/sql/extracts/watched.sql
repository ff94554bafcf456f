-- Every name that published in this run or in any before it, with its state in the run before and in this one.
SELECT
  p.list,
  p.run,
  p.previous_run,
  w.domain,
  CASE WHEN b.domain IS NOT NULL THEN CASE WHEN b.panel THEN 'panel' ELSE 'list' END END AS place_before,
  b.deployment_status AS status_before,
  b.outcome AS outcome_before,
  b.n4 AS adopter_before,
  coalesce(b.n1, false) AS published_before,
  CASE WHEN c.domain IS NOT NULL THEN CASE WHEN c.panel THEN 'panel' ELSE 'list' END END AS place_now,
  c.deployment_status AS status_now,
  c.outcome AS outcome_now,
  c.n4 AS adopter_now,
  coalesce(c.n1, false) AS published_now,
  c.observed_second AS observed_second_now,
  coalesce(c.policy_left, false) AS policy_left
FROM watched_names w
CROSS JOIN this_pair p
LEFT JOIN names_before b ON b.domain = w.domain
LEFT JOIN names_now c ON c.domain = w.domain
ORDER BY w.domain NULLS LAST
