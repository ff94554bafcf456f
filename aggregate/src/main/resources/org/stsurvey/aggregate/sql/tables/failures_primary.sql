-- title: Failure causes, one per domain
-- numerator: domains whose primary outcome is the code
-- denominator: N1 record seen; "of invalid": publishers that a sender would treat as having no policy
--
-- Each publisher is counted under the first thing that stops a sender, in the order record, host, TCP, TLS, HTTP, policy,
-- MX. Undetermined causes are listed too and are no failures.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the stages
-- column stage: stage of the failure
-- column code: outcome code
-- column severity: breaks: no policy; breaks_mail: policy makes senders refuse mail; indeterminate: cannot be told
-- column domains: domains
-- column of_domains: publishers
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column invalid: publishers that a sender would treat as having no policy
-- column share_of_invalid: domains / invalid, for causes with severity breaks
-- column section: the section that rules
-- column explanation: what it means
-- column remedy: what to do about it
WITH publishers AS (
  SELECT
    list,
    run,
    count(*) AS n,
    CAST(sum(CASE WHEN broken THEN 1 ELSE 0 END) AS BIGINT) AS invalid
  FROM domains
  WHERE n1
  GROUP BY list, run
),
causes AS (
  SELECT list, run, code, severity, count(DISTINCT ordinal) AS k
  FROM findings
  WHERE published
    AND code = primary_outcome
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
  p.n AS of_domains,
  share(c.k, p.n) AS share,
  wilson_low(c.k, p.n) AS wilson_low,
  wilson_high(c.k, p.n) AS wilson_high,
  p.invalid,
  CASE WHEN c.severity = 'breaks' THEN share(c.k, p.invalid) END AS share_of_invalid,
  o.section,
  o.explanation,
  o.remedy
FROM causes c
JOIN publishers p ON p.list = c.list AND p.run = c.run
LEFT JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
LEFT JOIN stages s ON s.stage = o.stage
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, s.position NULLS LAST, c.k DESC NULLS LAST, c.code NULLS LAST, c.severity NULLS LAST
