-- What only two runs together can show: the outcomes of stage trend, judged over neighbouring runs of a series.
--
-- Compared are names that published in this run or in any before it and were looked at in both runs, in the list or on the
-- panel. Runs that are not determinate are not compared: nothing is concluded from what could not be seen.

CREATE TABLE trend_pairs AS
SELECT
  w.list,
  w.previous_run,
  w.run,
  w.domain,
  CASE WHEN w.place_before = 'list' AND w.place_now = 'list' THEN 'list' ELSE 'panel' END AS population,
  w.status_before,
  w.status_now,
  w.outcome_before,
  w.outcome_now,
  w.policy_left,
  b.domain IS NOT NULL AS published_before,
  c.domain IS NOT NULL AS published_now,
  CASE
    WHEN w.status_before IN ('absent', 'indeterminate') THEN w.status_before
    WHEN w.status_before IN ('record_invalid', 'policy_unreachable', 'policy_invalid') THEN 'broken'
    ELSE 'usable' END AS state_before,
  CASE
    WHEN w.status_now IN ('absent', 'indeterminate') THEN w.status_now
    WHEN w.status_now IN ('record_invalid', 'policy_unreachable', 'policy_invalid') THEN 'broken'
    ELSE 'usable' END AS state_now,
  b.id AS id_before,
  c.id AS id_now,
  b.mode AS mode_before,
  c.mode AS mode_now,
  CASE b.mode WHEN 'enforce' THEN 2 WHEN 'testing' THEN 1 WHEN 'none' THEN 0 END AS strictness_before,
  CASE c.mode WHEN 'enforce' THEN 2 WHEN 'testing' THEN 1 WHEN 'none' THEN 0 END AS strictness_now,
  b.max_age AS max_age_before,
  c.max_age AS max_age_now,
  coalesce(b.mx_patterns, '') AS patterns_before,
  coalesce(c.mx_patterns, '') AS patterns_now,
  coalesce(b.mx_hosts, '') AS hosts_before,
  coalesce(c.mx_hosts, '') AS hosts_now,
  coalesce(b.alignment, '') AS alignment_before,
  coalesce(c.alignment, '') AS alignment_now,
  coalesce(c.record_valid, false) AS record_valid_now,
  b.certificate_days_left AS days_left_before,
  c.certificate_days_left AS days_left_now,
  b.reception AS reception_before,
  c.reception AS reception_now,
  coalesce(b.policy_host_provider, 'not recognised') AS host_provider_before,
  coalesce(c.policy_host_provider, 'not recognised') AS host_provider_now,
  coalesce(b.mx_provider, 'not recognised') AS mx_provider_before,
  coalesce(c.mx_provider, 'not recognised') AS mx_provider_now,
  b.host_target AS host_target_before,
  c.host_target AS host_target_now,
  b.record_target AS record_target_before,
  c.record_target AS record_target_now,
  w.observed_second_now - b.observed_second AS seconds_between
FROM watched w
LEFT JOIN publisher_rows b ON b.list = w.list AND b.run = w.previous_run AND b.domain = w.domain
LEFT JOIN publisher_rows c ON c.list = w.list AND c.run = w.run AND c.domain = w.domain
WHERE w.previous_run IS NOT NULL AND w.place_before IS NOT NULL AND w.place_now IS NOT NULL;

-- How long each name has been in testing: runs in a row, of those in which its status is known. A run that could not tell,
-- or did not look, neither counts nor ends a streak.
CREATE TABLE streaks AS
WITH known AS (
  SELECT
    w.list,
    f.series,
    f.position,
    w.run,
    w.domain,
    w.place_now,
    w.status_now = 'valid_testing' AS testing
  FROM watched w
  JOIN run_facts f ON f.list = w.list AND f.run = w.run
  WHERE w.place_now IS NOT NULL AND w.status_now <> 'indeterminate'
),
numbered AS (
  -- Within a streak both numbers grow alike, so their difference names the streak.
  SELECT
    *,
    row_number() OVER (PARTITION BY list, series, domain ORDER BY position NULLS LAST)
      - row_number() OVER (PARTITION BY list, series, domain, testing ORDER BY position NULLS LAST) AS streak
  FROM known
)
SELECT
  list,
  series,
  run,
  domain,
  place_now,
  CAST(row_number() OVER (PARTITION BY list, series, domain, streak ORDER BY position NULLS LAST) AS BIGINT)
    AS runs_in_testing,
  min(run) OVER (PARTITION BY list, series, domain, streak) AS since
FROM numbered
WHERE testing;

-- Domains without a policy any more whose mail hosts the policy of the run before does not cover: a sender that still has it
-- in its cache refuses to deliver (RFC 8461 §3.3, §5).
CREATE VIEW left_uncovered AS
SELECT t.list, t.run, t.domain
FROM trend_pairs t
JOIN removed_mx m ON m.list = t.list AND m.run = t.run AND m.domain = t.domain
GROUP BY t.list, t.run, t.domain
-- §4.1: equal, or "*." and what remains behind the host's first label.
HAVING max(CASE
  WHEN position(' ' || m.host || ' ' IN ' ' || t.patterns_before || ' ') > 0 THEN 1
  WHEN position('.' IN m.host) > 0
    AND position(' *' || substring(m.host, position('.' IN m.host), 255) || ' ' IN ' ' || t.patterns_before || ' ') > 0 THEN 1
  ELSE 0 END) = 0;

CREATE TABLE trend_findings AS
WITH compared AS (
  SELECT * FROM trend_pairs WHERE state_before <> 'indeterminate' AND state_now <> 'indeterminate'
),
-- Both runs read a usable policy: its fields can be compared. Fields, not bytes: line ends and order do not matter.
policies_of_both AS (
  SELECT
    *,
    mode_before <> mode_now OR coalesce(max_age_before, -1) <> coalesce(max_age_now, -1) OR patterns_before <> patterns_now
      AS policy_changed,
    id_before <> id_now AS id_changed
  FROM compared
  WHERE state_before = 'usable' AND state_now = 'usable'
),
found AS (
  SELECT list, run, domain, 'trend_indeterminate' AS code, 'indeterminate' AS severity, '' AS detail
  FROM trend_pairs
  WHERE state_before = 'indeterminate' OR state_now = 'indeterminate'
  UNION ALL
  SELECT list, run, domain, 'trend_absent', 'notice', ''
  FROM compared
  WHERE state_before = 'absent' AND state_now = 'absent'
  UNION ALL
  SELECT list, run, domain, 'trend_new', 'ok', ''
  FROM compared
  WHERE state_before = 'absent' AND state_now <> 'absent'
  UNION ALL
  -- §3.1: the id "MUST uniquely identify a given instance of a policy".
  SELECT list, run, domain, 'trend_policy_changed_same_id', 'warning', 'id ' || id_now
  FROM policies_of_both
  WHERE policy_changed AND NOT id_changed
  UNION ALL
  SELECT list, run, domain, 'trend_id_changed_same_policy', 'notice', id_before || ' -> ' || id_now
  FROM policies_of_both
  WHERE id_changed AND NOT policy_changed
  UNION ALL
  -- §8.3: publish mode none first, and remove it when nobody has the old policy in a cache any more.
  SELECT list, run, domain, 'trend_removed_clean', 'ok', ''
  FROM compared
  WHERE state_before = 'usable' AND mode_before = 'none' AND state_now = 'absent'
  UNION ALL
  -- A cached policy "MUST" still be applied until its max_age is over (§3.3); a month does not show a none of one day.
  SELECT
    t.list,
    t.run,
    t.domain,
    'trend_removed_no_none_observed',
    CASE
      WHEN t.state_before = 'usable' AND t.mode_before = 'enforce' AND t.seconds_between < t.max_age_before
        AND u.domain IS NOT NULL THEN 'breaks_mail'
      ELSE 'warning' END,
    CASE WHEN t.state_before = 'usable' THEN 'mode ' || t.mode_before || ', max_age ' || CAST(t.max_age_before AS STRING)
         ELSE '' END
  FROM compared t
  LEFT JOIN left_uncovered u ON u.list = t.list AND u.run = t.run AND u.domain = t.domain
  WHERE t.state_before IN ('usable', 'broken') AND t.state_now = 'absent'
    AND NOT (t.state_before = 'usable' AND t.mode_before = 'none')
  UNION ALL
  SELECT list, run, domain, 'trend_txt_removed_policy_left', 'warning', ''
  FROM compared
  WHERE state_before IN ('usable', 'broken') AND state_now = 'absent' AND policy_left
  UNION ALL
  SELECT list, run, domain, 'trend_policy_gone_txt_left', 'warning', outcome_now
  FROM compared
  WHERE state_before = 'usable' AND state_now = 'broken' AND record_valid_now
    AND outcome_now IN ('host_nxdomain', 'host_nodata', 'host_cname_dangling', 'http_404', 'http_410')
  UNION ALL
  SELECT list, run, domain, 'trend_mode_up', 'notice', mode_before || ' -> ' || mode_now
  FROM policies_of_both
  WHERE strictness_now > strictness_before
  UNION ALL
  SELECT list, run, domain, 'trend_mode_down', 'notice', mode_before || ' -> ' || mode_now
  FROM policies_of_both
  WHERE strictness_now < strictness_before AND mode_now <> 'none'
  UNION ALL
  SELECT list, run, domain, 'trend_mode_none_published', 'notice', mode_before || ' -> ' || mode_now
  FROM policies_of_both
  WHERE strictness_now < strictness_before AND mode_now = 'none'
  UNION ALL
  SELECT t.list, t.run, t.domain, 'trend_testing_streak_n',
    CASE WHEN s.runs_in_testing >= 6 THEN 'warning' ELSE 'notice' END,
    CAST(s.runs_in_testing AS STRING) || ' runs'
  FROM policies_of_both t
  JOIN streaks s ON s.list = t.list AND s.run = t.run AND s.domain = t.domain
  WHERE t.status_before = 'valid_testing' AND s.runs_in_testing >= 2
  UNION ALL
  SELECT list, run, domain, 'trend_max_age_up', 'notice',
    CAST(max_age_before AS STRING) || ' -> ' || CAST(max_age_now AS STRING)
  FROM policies_of_both
  WHERE max_age_now > max_age_before
  UNION ALL
  SELECT list, run, domain, 'trend_max_age_down', 'notice',
    CAST(max_age_before AS STRING) || ' -> ' || CAST(max_age_now AS STRING)
  FROM policies_of_both
  WHERE max_age_now < max_age_before
  UNION ALL
  -- §8.4. Where no host is left that the policy covers, enforcing senders refuse mail; where some are, they go on to those.
  SELECT list, run, domain, 'trend_mx_moved_policy_stale',
    CASE
      WHEN mode_now = 'none' THEN 'notice'
      WHEN mode_now = 'enforce' AND alignment_now = 'mx_none_covered' THEN 'breaks_mail'
      ELSE 'warning' END,
    alignment_now
  FROM policies_of_both
  WHERE hosts_before <> hosts_now AND patterns_before = patterns_now
    AND ((alignment_now = 'mx_none_covered' AND alignment_before IN ('mx_all_covered', 'mx_some_uncovered', 'mx_implicit'))
      OR (alignment_now = 'mx_some_uncovered' AND alignment_before IN ('mx_all_covered', 'mx_implicit')))
  UNION ALL
  SELECT list, run, domain, 'trend_host_provider_changed', 'notice', host_provider_before || ' -> ' || host_provider_now
  FROM compared
  WHERE published_before AND published_now AND host_provider_before <> host_provider_now
  UNION ALL
  SELECT list, run, domain, 'trend_mx_provider_changed', 'notice', mx_provider_before || ' -> ' || mx_provider_now
  FROM compared
  WHERE published_before AND published_now AND reception_before = 'mx' AND reception_now = 'mx'
    AND mx_provider_before <> mx_provider_now
  UNION ALL
  SELECT list, run, domain, 'trend_cname_target_changed', 'notice',
    CASE WHEN host_target_before <> host_target_now THEN host_target_before || ' -> ' || host_target_now
         ELSE record_target_before || ' -> ' || record_target_now END
  FROM compared
  WHERE published_before AND published_now
    AND (coalesce(host_target_before <> host_target_now, false) OR coalesce(record_target_before <> record_target_now, false))
  UNION ALL
  SELECT list, run, domain, 'trend_cert_lapsed', 'warning', ''
  FROM compared
  WHERE days_left_before >= 0 AND days_left_now < 0
  UNION ALL
  SELECT list, run, domain, 'trend_broke', 'warning', outcome_now
  FROM compared
  WHERE state_before = 'usable' AND state_now = 'broken'
  UNION ALL
  SELECT list, run, domain, 'trend_fixed', 'ok', outcome_before
  FROM compared
  WHERE state_before = 'broken' AND state_now = 'usable'
  UNION ALL
  SELECT list, run, domain, 'trend_still_broken', 'warning',
    CASE WHEN outcome_before = outcome_now THEN outcome_now ELSE outcome_before || ' -> ' || outcome_now END
  FROM compared
  WHERE state_before = 'broken' AND state_now = 'broken'
),
quiet AS (
  SELECT p.list, p.run, p.domain, 'trend_unchanged' AS code, 'ok' AS severity, '' AS detail
  FROM policies_of_both p
  -- Being in testing for long is no change.
  LEFT JOIN found f
    ON f.list = p.list AND f.run = p.run AND f.domain = p.domain AND f.code <> 'trend_testing_streak_n'
  WHERE f.domain IS NULL
)
SELECT
  t.list,
  t.previous_run,
  t.run,
  t.domain,
  t.population,
  x.code,
  x.severity,
  x.detail,
  t.published_before OR t.published_now AS published,
  t.status_before,
  t.status_now,
  t.outcome_before,
  t.outcome_now,
  t.mode_before,
  t.mode_now
FROM trend_pairs t
JOIN (SELECT * FROM found UNION ALL SELECT * FROM quiet) x ON x.list = t.list AND x.run = t.run AND x.domain = t.domain;

-- The codes in the order of the registry.
CREATE VIEW trend_codes AS
SELECT * FROM (VALUES
  (1, 'trend_policy_changed_same_id'),
  (2, 'trend_id_changed_same_policy'),
  (3, 'trend_removed_clean'),
  (4, 'trend_removed_no_none_observed'),
  (5, 'trend_txt_removed_policy_left'),
  (6, 'trend_policy_gone_txt_left'),
  (7, 'trend_mode_up'),
  (8, 'trend_mode_down'),
  (9, 'trend_mode_none_published'),
  (10, 'trend_testing_streak_n'),
  (11, 'trend_max_age_up'),
  (12, 'trend_max_age_down'),
  (13, 'trend_mx_moved_policy_stale'),
  (14, 'trend_host_provider_changed'),
  (15, 'trend_mx_provider_changed'),
  (16, 'trend_cname_target_changed'),
  (17, 'trend_cert_lapsed'),
  (18, 'trend_broke'),
  (19, 'trend_fixed'),
  (20, 'trend_still_broken'),
  (21, 'trend_unchanged'),
  (22, 'trend_new'),
  (23, 'trend_absent'),
  (24, 'trend_indeterminate')
) AS t(position, code);
