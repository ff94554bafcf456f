-- title: How long policies stay in testing
-- numerator: domains that have been in testing for so many runs in a row
-- denominator: listed domains in testing in the run
--
-- Testing is meant to be a step on the way. Runs in which a domain's status could not be determined, or in which nobody looked,
-- neither count nor end a streak; streaks that began before the first run are longer than they look.
--
-- column list: the list's name
-- column run: the run's date
-- column runs_in_testing: length of the streak, in runs
-- column domains: domains
-- column of_domains: domains in testing
-- column share: domains / of_domains
WITH counts AS (
  SELECT list, run, runs_in_testing, count(*) AS k
  FROM streaks
  WHERE place_now = 'list'
  GROUP BY list, run, runs_in_testing
)
SELECT
  list,
  run,
  runs_in_testing,
  k AS domains,
  CAST(sum(k) OVER (PARTITION BY list, run) AS BIGINT) AS of_domains,
  share(k, sum(k) OVER (PARTITION BY list, run)) AS share
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, runs_in_testing NULLS LAST
