-- title: Longest in testing
-- numerator: none
-- denominator: none
--
-- The 100 listed domains that have been in testing for the most runs in a row, as of the newest run of the list; of equal
-- ones the better ranked.
--
-- column list: the list's name
-- column run: the newest run of the list
-- column place: order of the rows
-- column domain: the domain
-- column rank: its rank in the list
-- column since: the run in which the streak begins
-- column runs_in_testing: length of the streak, in runs
-- column at_least: the streak begins with the first run of the series, so it may be longer
WITH newest AS (
  SELECT list, max(run) AS run
  FROM run_facts
  GROUP BY list
),
firsts AS (
  SELECT list, series, min(run) AS run
  FROM run_facts
  GROUP BY list, series
),
placed AS (
  SELECT
    s.list,
    s.run,
    CAST(row_number() OVER (
      PARTITION BY s.list
      ORDER BY s.runs_in_testing DESC NULLS LAST, d.rank NULLS LAST, s.domain NULLS LAST) AS BIGINT) AS place,
    s.domain,
    d.rank,
    s.since,
    s.runs_in_testing,
    s.since = f.run AS at_least
  FROM streaks s
  JOIN newest n ON n.list = s.list AND n.run = s.run
  JOIN firsts f ON f.list = s.list AND f.series = s.series
  JOIN domains d ON d.list = s.list AND d.run = s.run AND d.domain = s.domain
  WHERE s.place_now = 'list'
)
SELECT list, run, place, domain, rank, since, runs_in_testing, at_least
FROM placed
WHERE place <= 100
ORDER BY list NULLS LAST, place NULLS LAST
