-- title: Deployment status
-- numerator: domains with the status
-- denominator: D1 listed
--
-- Where every listed domain stands: under each reading the nine rows add up to all of them.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the rows
-- column status: deployment status
-- column domains: domains with that status, lenient reading
-- column domains_strict: domains with that status, strict reading
-- column of_domains: listed domains
-- column share: domains / of_domains
-- column share_strict: domains_strict / of_domains
WITH statuses AS (
  SELECT * FROM (VALUES
    (1, 'absent'),
    (2, 'indeterminate'),
    (3, 'record_invalid'),
    (4, 'policy_unreachable'),
    (5, 'policy_invalid'),
    (6, 'valid_none'),
    (7, 'valid_testing'),
    (8, 'valid_enforce'),
    (9, 'enforce_conflict')
  ) AS s(position, status)
),
cells AS (
  SELECT list, run, deployment_status, deployment_status_strict, CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY list, run, deployment_status, deployment_status_strict
),
counts AS (
  SELECT
    c.list,
    c.run,
    s.position,
    s.status,
    CAST(sum(CASE WHEN c.deployment_status = s.status THEN c.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN c.deployment_status_strict = s.status THEN c.domains ELSE 0 END) AS BIGINT) AS k_strict,
    CAST(sum(c.domains) AS BIGINT) AS n
  FROM cells c
  CROSS JOIN statuses s
  GROUP BY c.list, c.run, s.position, s.status
)
SELECT
  list,
  run,
  position,
  status,
  k AS domains,
  k_strict AS domains_strict,
  n AS of_domains,
  share(k, n) AS share,
  share(k_strict, n) AS share_strict
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
