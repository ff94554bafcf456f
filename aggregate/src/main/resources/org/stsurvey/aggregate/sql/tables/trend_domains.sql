-- title: The domains that changed
-- numerator: none
-- denominator: none
--
-- The domains behind the table of changes, one row a change: those with a record in either run, without those that stayed
-- as they were. Names and values are untrusted text.
--
-- column list: the list's name
-- column previous_run: the run before
-- column run: the run's date
-- column population: list: in both lists; panel: in one of the lists, or in none
-- column domain: the domain
-- column code: outcome code
-- column severity: breaks_mail, warning, notice, ok or indeterminate
-- column status_before: deployment status in the previous run
-- column status_now: deployment status in this run
-- column outcome_before: primary outcome in the previous run
-- column outcome_now: primary outcome in this run
-- column mode_before: mode of the policy in the previous run
-- column mode_now: mode of the policy in this run
-- column detail: what changed
SELECT
  f.list,
  f.previous_run,
  f.run,
  f.population,
  f.domain,
  f.code,
  f.severity,
  f.status_before,
  f.status_now,
  f.outcome_before,
  f.outcome_now,
  f.mode_before,
  f.mode_now,
  f.detail
FROM trend_findings f
JOIN trend_codes p ON p.code = f.code
WHERE f.published AND f.code NOT IN ('trend_absent', 'trend_unchanged')
ORDER BY f.list NULLS LAST, f.run NULLS LAST, p.position NULLS LAST, f.domain NULLS LAST
