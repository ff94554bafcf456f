-- The lists of a run of several, by their members: publishers one by one, the others counted.
SELECT
  list,
  run,
  source,
  CASE WHEN published THEN ordinal END AS ordinal,
  count(*) AS weight
FROM observed_sources
GROUP BY list, run, source, CASE WHEN published THEN ordinal END
