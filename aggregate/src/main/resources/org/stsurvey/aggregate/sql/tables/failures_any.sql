-- title: Failures, all of them
-- numerator: domains with the finding
-- denominator: N1 record seen
--
-- Not exclusive: a domain is counted under each of its faults, so rows do not add up. Findings after an invalid record
-- are counted apart: a sender would have stopped there, but they tell what else is wrong.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the stages
-- column stage: stage of the failure
-- column code: outcome code
-- column severity: breaks: no policy; breaks_mail: policy makes senders refuse mail; indeterminate: cannot be told
-- column domains: domains with the finding
-- column after_txt_failure: those of them whose record is invalid, so that a sender would not have come that far
-- column of_domains: publishers
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column section: the section that rules
-- column explanation: what it means
-- column remedy: what to do about it
WITH publishers AS (
  SELECT list, run, count(*) AS n
  FROM domains
  WHERE n1
  GROUP BY list, run
),
causes AS (
  SELECT
    list,
    run,
    code,
    severity,
    count(DISTINCT ordinal) AS k,
    count(DISTINCT CASE WHEN after_txt_failure THEN ordinal END) AS k_after_txt_failure
  FROM findings
  WHERE published
    AND severity IN ('breaks', 'breaks_mail', 'indeterminate')
  GROUP BY list, run, code, severity
),
stages AS (
  SELECT * FROM (VALUES
    (1, 'scan'), (2, 'txt'), (3, 'host_dns'), (4, 'tcp'), (5, 'tls'), (6, 'http'), (7, 'policy'), (8, 'mx')
  ) AS s(position, stage)
)
SELECT
  c.list,
  c.run,
  s.position,
  o.stage,
  c.code,
  c.severity,
  c.k AS domains,
  c.k_after_txt_failure AS after_txt_failure,
  p.n AS of_domains,
  share(c.k, p.n) AS share,
  wilson_low(c.k, p.n) AS wilson_low,
  wilson_high(c.k, p.n) AS wilson_high,
  o.section,
  o.explanation,
  o.remedy
FROM causes c
JOIN publishers p ON p.list = c.list AND p.run = c.run
-- Stages of the companions (TLS-RPT, DANE) are no part of MTA-STS: the join leaves them out.
JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
JOIN stages s ON s.stage = o.stage
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, s.position NULLS LAST, c.k DESC NULLS LAST, c.code NULLS LAST, c.severity NULLS LAST
