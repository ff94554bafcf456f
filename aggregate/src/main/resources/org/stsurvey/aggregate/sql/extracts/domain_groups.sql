-- Groups by their members: publishers one by one, the others counted.
SELECT
  list,
  run,
  domain_group,
  CASE WHEN published THEN ordinal END AS ordinal,
  count(*) AS weight
FROM observed_groups
GROUP BY list, run, domain_group, CASE WHEN published THEN ordinal END
