-- title: What changed in the method
-- numerator: none
-- denominator: none
--
-- A figure that moves where one of these changed may have moved because of it. Changes of kind "rules" go away if all runs
-- are judged anew by the same rules (stsurvey rejudge); changes of kind "scan" cannot be undone; those of kind
-- "comparability" begin a new series, and no trend crosses them.
--
-- column list: the list's name
-- column previous_run: the run before it in the list
-- column run: the run's date
-- column component: name of the setting, or unit, lists, or method fingerprint where the manifest names no settings
-- column before: its value in the previous run; null where it was not noted
-- column after: its value in this run; null where it is not noted
-- column kind: rules, scan or comparability
WITH neighbours AS (
  -- Neighbours of the series are compared setting by setting; those of the list in what makes a series.
  SELECT list, run, previous_run FROM run_facts WHERE previous_run IS NOT NULL AND break_before
),
settings AS (
  SELECT n.list, n.previous_run, n.run, m.component
  FROM neighbours n
  JOIN method_settings m ON m.list = n.list AND m.run = n.run
  UNION
  SELECT n.list, n.previous_run, n.run, m.component
  FROM neighbours n
  JOIN method_settings m ON m.list = n.list AND m.run = n.previous_run
),
compared AS (
  SELECT s.list, s.previous_run, s.run, s.component, b.setting AS before, a.setting AS after
  FROM settings s
  LEFT JOIN method_settings b ON b.list = s.list AND b.run = s.previous_run AND b.component = s.component
  LEFT JOIN method_settings a ON a.list = s.list AND a.run = s.run AND a.component = s.component
),
differing AS (
  SELECT
    list,
    previous_run,
    run,
    component,
    before,
    after,
    CASE WHEN component IN ('rulebook', 'public_suffix_list', 'roots_sha256', 'roots_count', 'providers') THEN 'rules'
         ELSE 'scan' END AS kind
  FROM compared
  WHERE before IS NULL OR after IS NULL OR before <> after
),
unnamed AS (
  SELECT n.list, n.previous_run, n.run, b.method_fingerprint AS before, a.method_fingerprint AS after
  FROM neighbours n
  JOIN run_facts a ON a.list = n.list AND a.run = n.run
  JOIN run_facts b ON b.list = n.list AND b.run = n.previous_run
  LEFT JOIN differing d ON d.list = n.list AND d.run = n.run
  WHERE d.component IS NULL
),
series AS (
  SELECT a.list, a.previous_in_list AS previous_run, a.run, b.unit AS unit_before, a.unit AS unit_after,
    b.sources AS sources_before, a.sources AS sources_after
  FROM run_facts a
  JOIN run_facts b ON b.list = a.list AND b.run = a.previous_in_list
  WHERE a.series <> b.series
),
changes AS (
  SELECT list, previous_run, run, component, before, after, kind FROM differing
  UNION ALL
  SELECT list, previous_run, run, 'method fingerprint', before, after, 'scan' FROM unnamed
  UNION ALL
  SELECT list, previous_run, run, 'unit', unit_before, unit_after, 'comparability' FROM series
  WHERE unit_before <> unit_after
  UNION ALL
  SELECT list, previous_run, run, 'lists', sources_before, sources_after, 'comparability' FROM series
  WHERE sources_before <> sources_after
)
SELECT list, previous_run, run, component, before, after, kind
FROM changes
ORDER BY list NULLS LAST, run NULLS LAST, kind NULLS LAST, component NULLS LAST
