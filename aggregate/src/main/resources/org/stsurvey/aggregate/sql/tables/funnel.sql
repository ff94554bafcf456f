-- title: From the list to effective protection
-- numerator: domains that reach the step and all steps before it
-- denominator: D1 listed; the step before; in each figure, the first step shown
--
-- Every step contains the next one. What a step loses is split into domains known to fail it and domains whose state could
-- not be determined. The steps up to the targets count lines of the list and come from the run's manifest.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the steps
-- column kind: input: lines of the list; removed: lines taken out before the scan; step: domains left; aside: domains among those
--   left whose policy host must not be connected to, since it or its network is excluded
-- column step: name of the step
-- column numerator: the numerator that the step's condition is, where it is one
-- column domains: lines or domains
-- column share_of_listed: domains / targets
-- column share_of_previous: domains / domains of the step before
-- column lost: domains of the step before that fail this one
-- column lost_undetermined: those of them whose state could not be determined
-- column domains_listed: domains that meet the condition of this step and of those from "record published" on, whether or not they receive mail
WITH placed AS (
  -- The number of the last step that a domain reaches, first in the chain, then leaving out "exists" and "receives mail".
  SELECT
    list,
    run,
    d2,
    d3,
    weight,
    deployment_status = 'indeterminate' AS indeterminate,
    reception = 'unknown' AS reception_unknown,
    n6_unknown,
    CASE
      WHEN n6 THEN 22
      WHEN n5 THEN 21
      WHEN n4 THEN 20
      WHEN n3 THEN 19
      WHEN NOT n1 THEN 12
      WHEN NOT n2 THEN 13
      -- The primary outcome is the first stage at which a sender fails, so all stages before it were passed.
      WHEN stage = 'tcp' THEN 15
      WHEN stage = 'tls' THEN 16
      WHEN stage = 'http' THEN 17
      WHEN stage IN ('policy', 'mx') THEN 18
      ELSE 14
    END AS reached
  FROM domains
),
cells AS (
  SELECT
    list,
    run,
    reached AS reached_listed,
    CASE WHEN NOT d2 THEN 10 WHEN NOT d3 THEN 11 ELSE reached END AS reached,
    CASE WHEN NOT d2 OR NOT d3 THEN reception_unknown
         WHEN reached = 21 THEN n6_unknown
         ELSE indeterminate END AS undetermined,
    CAST(sum(weight) AS BIGINT) AS domains
  FROM placed
  GROUP BY 1, 2, 3, 4, 5
),
steps AS (
  SELECT * FROM (VALUES
    (10, 'targets', 'D1'),
    (11, 'exists', 'D2'),
    (12, 'receives mail', 'D3'),
    (13, 'record published', 'N1'),
    (14, 'record valid', 'N2'),
    (15, 'policy host resolves', ''),
    (16, 'TCP connection', ''),
    (17, 'TLS with a valid certificate', ''),
    (18, 'HTTP status 200', ''),
    (19, 'policy usable', 'N3'),
    (20, 'testing or enforce', 'N4'),
    (21, 'enforce', 'N5'),
    (22, 'enforce, every MX covered', 'N6')
  ) AS s(position, step, numerator)
),
counts AS (
  SELECT
    c.list,
    c.run,
    s.position,
    s.step,
    s.numerator,
    CAST(sum(CASE WHEN c.reached >= s.position THEN c.domains ELSE 0 END) AS BIGINT) AS domains,
    CAST(sum(CASE WHEN c.reached_listed >= s.position THEN c.domains ELSE 0 END) AS BIGINT) AS domains_listed,
    CAST(sum(c.domains) AS BIGINT) AS listed
  FROM cells c
  CROSS JOIN steps s
  GROUP BY c.list, c.run, s.position, s.step, s.numerator
),
-- A domain is lost at the first step beyond the last one it reached.
losses AS (
  SELECT
    list,
    run,
    reached + 1 AS position,
    CAST(sum(domains) AS BIGINT) AS lost,
    CAST(sum(CASE WHEN undetermined THEN domains ELSE 0 END) AS BIGINT) AS lost_undetermined
  FROM cells
  WHERE reached < 22
  GROUP BY 1, 2, 3
),
chain AS (
  SELECT
    c.list,
    c.run,
    c.position,
    'step' AS kind,
    c.step,
    c.numerator,
    c.domains,
    share(c.domains, c.listed) AS share_of_listed,
    share(c.domains, lag(c.domains) OVER (PARTITION BY c.list, c.run ORDER BY c.position NULLS LAST)) AS share_of_previous,
    CASE WHEN c.position > 10 THEN coalesce(l.lost, 0) END AS lost,
    CASE WHEN c.position > 10 THEN coalesce(l.lost_undetermined, 0) END AS lost_undetermined,
    CASE WHEN c.position > 12 THEN c.domains_listed END AS domains_listed
  FROM counts c
  LEFT JOIN losses l ON l.list = c.list AND l.run = c.run AND l.position = c.position
),
lines AS (
  SELECT list, run, 1 AS position, 'input' AS kind, 'lines read' AS step, lines_read AS domains FROM run_facts
  UNION ALL
  SELECT list, run, 2, 'removed', 'malformed', lines_malformed FROM run_facts
  UNION ALL
  SELECT list, run, 3, 'removed', 'duplicate', lines_duplicate FROM run_facts
  UNION ALL
  SELECT list, run, 4, 'removed', 'collapsed into their registrable domain', lines_collapsed FROM run_facts
  UNION ALL
  SELECT list, run, 5, 'removed', 'excluded', lines_excluded FROM run_facts
  UNION ALL
  SELECT list, run, 6, 'removed', 'not in the sample', lines_unsampled FROM run_facts WHERE lines_unsampled > 0
),
-- Names that are excluded are no targets; these are, but an exclusion forbids to ask them to the end.
left_alone AS (
  SELECT list, run, 30 AS position, rows_excluded AS domains FROM run_facts WHERE rows_excluded > 0
),
listed AS (
  SELECT list, run, domains AS targets FROM chain WHERE position = 10
)
SELECT
  list,
  run,
  position,
  kind,
  step,
  CAST(NULL AS STRING) AS numerator,
  domains,
  CAST(NULL AS DOUBLE) AS share_of_listed,
  CAST(NULL AS DOUBLE) AS share_of_previous,
  CAST(NULL AS BIGINT) AS lost,
  CAST(NULL AS BIGINT) AS lost_undetermined,
  CAST(NULL AS BIGINT) AS domains_listed
FROM lines
WHERE domains IS NOT NULL
UNION ALL
SELECT
  list,
  run,
  position,
  kind,
  step,
  CASE WHEN numerator <> '' THEN numerator END,
  domains,
  share_of_listed,
  share_of_previous,
  lost,
  lost_undetermined,
  domains_listed
FROM chain
UNION ALL
SELECT
  a.list,
  a.run,
  a.position,
  'aside',
  'not asked to the end, as an exclusion forbids it',
  CAST(NULL AS STRING),
  a.domains,
  share(a.domains, l.targets),
  CAST(NULL AS DOUBLE),
  CAST(NULL AS BIGINT),
  CAST(NULL AS BIGINT),
  CAST(NULL AS BIGINT)
FROM left_alone a
JOIN listed l ON l.list = a.list AND l.run = a.run
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
