-- title: How the list itself changed
-- numerator: names that stayed, left or joined, by status
-- denominator: names of the previous list for those who stayed or left; of this list for those who joined
--
-- Kept apart from what domains did: leaving the list is not leaving the world.
--
-- column list: the list's name
-- column previous_run: the run before
-- column run: the run's date
-- column position: order of the rows
-- column change: stayed, left or joined
-- column status: deployment status in this run; of those who left, in the previous run
-- column domains: names
-- column on_panel: of those who left, names that are still looked at on the panel
-- column of_domains: names of the list meant
-- column share: domains / of_domains
WITH kinds AS (
  SELECT
    list,
    previous_run,
    run,
    CASE
      WHEN place_before = 'list' AND place_now = 'list' THEN 1
      WHEN place_before = 'list' THEN 2
      WHEN place_now = 'list' THEN 3
      ELSE 4 END AS position,
    status_before,
    status_now,
    place_now,
    domains
  FROM moves
  WHERE previous_run IS NOT NULL
),
counts AS (
  SELECT
    list,
    previous_run,
    run,
    position,
    CASE position WHEN 1 THEN 'stayed' WHEN 2 THEN 'left' ELSE 'joined' END AS change,
    CASE WHEN position = 2 THEN status_before ELSE status_now END AS status,
    CAST(sum(domains) AS BIGINT) AS k,
    CAST(sum(CASE WHEN position = 2 AND place_now = 'panel' THEN domains ELSE 0 END) AS BIGINT) AS on_panel
  FROM kinds
  WHERE position < 4
  GROUP BY 1, 2, 3, 4, 5, 6
),
totals AS (
  SELECT
    list,
    run,
    CAST(sum(CASE WHEN position IN (1, 2) THEN domains ELSE 0 END) AS BIGINT) AS before,
    CAST(sum(CASE WHEN position IN (1, 3) THEN domains ELSE 0 END) AS BIGINT) AS now
  FROM kinds
  GROUP BY list, run
)
SELECT
  c.list,
  c.previous_run,
  c.run,
  c.position,
  c.change,
  c.status,
  c.k AS domains,
  CASE WHEN c.position = 2 THEN c.on_panel END AS on_panel,
  CASE WHEN c.position = 3 THEN t.now ELSE t.before END AS of_domains,
  share(c.k, CASE WHEN c.position = 3 THEN t.now ELSE t.before END) AS share
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, c.position NULLS LAST, c.k DESC NULLS LAST, c.status NULLS LAST
