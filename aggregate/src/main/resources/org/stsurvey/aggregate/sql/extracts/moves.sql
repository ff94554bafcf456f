-- How many names were where, and in which state, in the run before and in this one. A name that one of the two did not look
-- at has no place there. "Watched" are the names that published in this run or in any before it.
--
-- Names that are plain in both runs, or in one and not in the other, are counted without a look at each: all that are, less
-- those that are known for another reason.
WITH known AS (
  SELECT
    place_before, status_before, published_before, place_now, status_now, published_now, watched, count(*) AS domains
  FROM known_names
  WHERE place_before IS NOT NULL OR place_now IS NOT NULL
  GROUP BY place_before, status_before, published_before, place_now, status_now, published_now, watched
),
pairs AS (
  SELECT b.plain AS plain_before, c.plain AS plain_now, count(*) AS domains
  FROM names_before b
  FULL JOIN names_now c ON c.domain = b.domain
  GROUP BY b.plain, c.plain
),
plain AS (
  SELECT
    CASE WHEN plain_before THEN 'list' END AS place_before,
    CASE WHEN plain_now THEN 'list' END AS place_now,
    domains
  FROM pairs
  WHERE coalesce(plain_before, true) AND coalesce(plain_now, true)
  UNION ALL
  SELECT place_before, place_now, -count(*)
  FROM known_names
  WHERE plain AND (place_before IS NOT NULL OR place_now IS NOT NULL)
  GROUP BY place_before, place_now
),
moved AS (
  SELECT * FROM known
  UNION ALL
  SELECT
    place_before,
    CASE WHEN place_before IS NOT NULL THEN 'absent' END,
    false,
    place_now,
    CASE WHEN place_now IS NOT NULL THEN 'absent' END,
    false,
    false,
    CAST(sum(domains) AS BIGINT)
  FROM plain
  GROUP BY place_before, place_now
  HAVING CAST(sum(domains) AS BIGINT) > 0
)
SELECT p.list, p.run, p.previous_run, m.*
FROM moved m
CROSS JOIN this_pair p
