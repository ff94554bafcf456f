-- title: The runs
-- numerator: undetermined: domains whose deployment status could not be determined
-- denominator: D1 listed
--
-- What each run was, how far it can be believed, and which runs may be compared: those of one series. Dates are UTC.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the runs of the list
-- column series: runs of one series may be compared; another unit or another set of lists makes another series
-- column previous_run: the run before it in its series; null for the first
-- column break_before: the method differs from the previous run's, see method_changes
-- column list_id: the publisher's id of the list's edition
-- column list_date: the day of that edition
-- column unit: as-listed or registrable
-- column sources: names of the lists of a run of several
-- column rulebook: version of the rulebook that the run is judged by
-- column older_rulebook: whether a newer rulebook is known; stsurvey rejudge makes the runs comparable
-- column schema_version: version of the dataset's schema
-- column method_fingerprint: digest of all settings that can move a number
-- column domains: rows of the list, D1
-- column panel_domains: names outside of the list that were looked at because they had published before
-- column undetermined: domains whose deployment status could not be determined
-- column undetermined_share: undetermined / domains
-- column dns_dead: of these, names of which nothing was learnt
-- column retest_open: domains that the first pass left open, and the panel's, asked again
-- column retest_settled: of these, no longer open at the end
-- column noise_sampled: domains that left nothing open and were asked again to see whether the answer stays
-- column noise_changed: of these, with another status the second time
-- column canaries_asked: questions with a known answer
-- column canaries_wrong: of these, answered otherwise or not at all
-- column started: beginning of the run
-- column ended: end of the run
-- column hours: from beginning to end
-- column faults: what speaks against believing the run; empty if nothing does
-- column rejudged: the stored observations were judged anew
WITH counts AS (
  SELECT
    list,
    run,
    CAST(sum(weight) AS BIGINT) AS n,
    CAST(sum(CASE WHEN d4 THEN 0 ELSE weight END) AS BIGINT) AS undetermined,
    CAST(sum(CASE WHEN stage = 'scan' AND reception = 'unknown' THEN weight ELSE 0 END) AS BIGINT) AS dns_dead
  FROM domains
  GROUP BY list, run
),
panel AS (
  SELECT
    list,
    run,
    count(*) AS n,
    count(*) FILTER (WHERE status_now = 'indeterminate') AS undetermined
  FROM watched
  WHERE place_now = 'panel'
  GROUP BY list, run
)
SELECT
  f.list,
  f.run,
  f.position,
  f.series,
  f.previous_run,
  f.break_before,
  f.list_id,
  f.list_date,
  f.unit,
  f.sources,
  f.rulebook,
  f.older_rulebook,
  f.schema_version,
  f.method_fingerprint,
  coalesce(c.n, 0) AS domains,
  coalesce(p.n, 0) AS panel_domains,
  coalesce(c.undetermined, 0) AS undetermined,
  share(c.undetermined, c.n) AS undetermined_share,
  coalesce(c.dns_dead, 0) AS dns_dead,
  f.retest_open,
  CASE WHEN f.retest_open >= coalesce(c.undetermined, 0) + coalesce(p.undetermined, 0)
       THEN f.retest_open - coalesce(c.undetermined, 0) - coalesce(p.undetermined, 0) END AS retest_settled,
  f.noise_sampled,
  f.noise_changed,
  f.canaries_asked,
  f.canaries_wrong,
  f.started,
  f.ended,
  f.hours,
  f.faults,
  f.rejudged
FROM run_facts f
LEFT JOIN counts c ON c.list = f.list AND c.run = f.run
LEFT JOIN panel p ON p.list = f.list AND p.run = f.run
ORDER BY f.list NULLS LAST, f.position NULLS LAST
