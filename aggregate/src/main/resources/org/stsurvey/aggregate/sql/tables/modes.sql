-- title: Modes
-- numerator: domains whose usable policy has the mode
-- denominator: N3 policy usable; under the strict reading, policies that follow the RFC to the letter
--
-- What the usable policies ask of senders. The lenient reading tolerates blank lines, a max_age over the maximum and other
-- deviations that common senders accept; the strict reading does not.
--
-- column list: the list's name
-- column run: the run's date
-- column reading: lenient or strict
-- column mode: enforce, testing or none
-- column domains: domains with that mode
-- column of_domains: domains with a usable policy under that reading
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH readings AS (
  SELECT list, run, 'lenient' AS reading, deployment_status AS status, CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY list, run, deployment_status
  UNION ALL
  SELECT list, run, 'strict', deployment_status_strict, CAST(sum(weight) AS BIGINT)
  FROM domains
  GROUP BY list, run, deployment_status_strict
),
modes AS (
  SELECT * FROM (VALUES (1, 'enforce'), (2, 'testing'), (3, 'none')) AS m(position, mode)
),
counts AS (
  SELECT
    r.list,
    r.run,
    r.reading,
    m.position,
    m.mode,
    CAST(sum(CASE
      WHEN m.mode = 'enforce' AND r.status IN ('valid_enforce', 'enforce_conflict') THEN r.domains
      WHEN m.mode = 'testing' AND r.status = 'valid_testing' THEN r.domains
      WHEN m.mode = 'none' AND r.status = 'valid_none' THEN r.domains
      ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE
      WHEN r.status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict') THEN r.domains
      ELSE 0 END) AS BIGINT) AS n
  FROM readings r
  CROSS JOIN modes m
  GROUP BY r.list, r.run, r.reading, m.position, m.mode
)
SELECT
  list,
  run,
  reading,
  mode,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, reading NULLS LAST, position NULLS LAST
