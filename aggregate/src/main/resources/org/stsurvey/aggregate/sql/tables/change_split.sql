-- title: Why the number of deployments changed
-- numerator: domains of the part that are in N1, N4 or N5
-- denominator: none; the effects of the middle parts sum to the difference between the runs
--
-- The list changes as well as the world: what came and went with the list stands apart from what domains in both lists did.
--
-- column list: the list's name
-- column previous_run: the run before
-- column run: the run's date
-- column numerator: N1, N4 or N5
-- column position: order of the parts
-- column part: previous run, left the list, joined the list, gained, lost, became undetermined, was undetermined, this run
-- column domains: domains
-- column effect: what the part adds to the number or takes from it
WITH terms AS (
  SELECT * FROM (VALUES ('N1'), ('N4'), ('N5')) AS t(numerator)
),
states AS (
  SELECT
    m.list,
    m.previous_run,
    m.run,
    t.numerator,
    m.domains,
    coalesce(m.place_before, '') = 'list' AS listed_before,
    coalesce(m.place_now, '') = 'list' AS listed_now,
    CASE t.numerator
      WHEN 'N1' THEN m.published_before
      WHEN 'N4' THEN coalesce(m.status_before, '') IN ('valid_testing', 'valid_enforce', 'enforce_conflict')
      ELSE coalesce(m.status_before, '') IN ('valid_enforce', 'enforce_conflict') END AS counted_before,
    CASE t.numerator
      WHEN 'N1' THEN m.published_now
      WHEN 'N4' THEN coalesce(m.status_now, '') IN ('valid_testing', 'valid_enforce', 'enforce_conflict')
      ELSE coalesce(m.status_now, '') IN ('valid_enforce', 'enforce_conflict') END AS counted_now,
    coalesce(m.status_before, '') = 'indeterminate' AS open_before,
    coalesce(m.status_now, '') = 'indeterminate' AS open_now
  FROM moves m
  CROSS JOIN terms t
  WHERE m.previous_run IS NOT NULL
),
parts AS (
  SELECT list, previous_run, run, numerator, 1 AS position, 'previous run' AS part, 0 AS sign,
    CAST(sum(CASE WHEN listed_before AND counted_before THEN domains ELSE 0 END) AS BIGINT) AS k
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 2, 'left the list', -1,
    CAST(sum(CASE WHEN listed_before AND counted_before AND NOT listed_now THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 3, 'joined the list', 1,
    CAST(sum(CASE WHEN listed_now AND counted_now AND NOT listed_before THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 4, 'gained', 1,
    CAST(sum(CASE WHEN listed_before AND listed_now AND counted_now AND NOT counted_before AND NOT open_before
      THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 5, 'lost', -1,
    CAST(sum(CASE WHEN listed_before AND listed_now AND counted_before AND NOT counted_now AND NOT open_now
      THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 6, 'became undetermined', -1,
    CAST(sum(CASE WHEN listed_before AND listed_now AND counted_before AND NOT counted_now AND open_now
      THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 7, 'was undetermined', 1,
    CAST(sum(CASE WHEN listed_before AND listed_now AND counted_now AND NOT counted_before AND open_before
      THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
  UNION ALL
  SELECT list, previous_run, run, numerator, 8, 'this run', 0,
    CAST(sum(CASE WHEN listed_now AND counted_now THEN domains ELSE 0 END) AS BIGINT)
  FROM states GROUP BY list, previous_run, run, numerator
)
SELECT
  list,
  previous_run,
  run,
  numerator,
  position,
  part,
  k AS domains,
  sign * k AS effect
FROM parts
ORDER BY list NULLS LAST, run NULLS LAST, numerator NULLS LAST, position NULLS LAST
