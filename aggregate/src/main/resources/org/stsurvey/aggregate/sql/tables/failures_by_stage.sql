-- title: Where it fails
-- numerator: domains whose primary outcome belongs to the stage
-- denominator: N1 record seen
--
-- Each publisher is counted once, at the first stage that stops a sender. What could not be determined at that stage is
-- counted apart and is no failure.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the stages
-- column stage: stage of the primary outcome
-- column domains: domains that a sender would treat as having no policy, or whose policy makes senders refuse mail
-- column undetermined: domains whose state could not be determined at this stage
-- column of_domains: publishers
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH stages AS (
  SELECT * FROM (VALUES
    (1, 'scan'), (2, 'txt'), (3, 'host_dns'), (4, 'tcp'), (5, 'tls'), (6, 'http'), (7, 'policy'), (8, 'mx')
  ) AS s(position, stage)
),
cells AS (
  SELECT list, run, stage, broken OR deployment_status = 'enforce_conflict' AS failed, NOT d4 AS undetermined, count(*) AS domains
  FROM domains
  WHERE n1
  GROUP BY 1, 2, 3, 4, 5
),
counts AS (
  SELECT
    c.list,
    c.run,
    s.position,
    s.stage,
    CAST(sum(CASE WHEN c.stage = s.stage AND c.failed THEN c.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN c.stage = s.stage AND c.undetermined THEN c.domains ELSE 0 END) AS BIGINT) AS undetermined,
    CAST(sum(c.domains) AS BIGINT) AS n
  FROM cells c
  CROSS JOIN stages s
  GROUP BY c.list, c.run, s.position, s.stage
)
SELECT
  list,
  run,
  position,
  stage,
  k AS domains,
  undetermined,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
