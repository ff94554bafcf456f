-- title: Outcomes by policy-host provider
-- numerator: publishers with the primary outcome
-- denominator: N1 record seen, of the provider
--
-- What becomes of the deployments that a provider runs. "ok" is a usable policy without conflict.
--
-- column list: the list's name
-- column run: the run's date
-- column provider: operator of the policy host, or "not recognised"
-- column stage: stage of the outcome
-- column outcome: primary outcome code
-- column domains: publishers
-- column of_domains: publishers of the provider
-- column share: domains / of_domains
WITH counts AS (
  SELECT
    list,
    run,
    coalesce(policy_host_provider, 'not recognised') AS provider,
    stage,
    outcome,
    count(*) AS k
  FROM domains
  WHERE n1
  GROUP BY 1, 2, 3, 4, 5
),
totals AS (
  SELECT list, run, provider, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, provider
)
SELECT
  c.list,
  c.run,
  c.provider,
  c.stage,
  c.outcome,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.provider = c.provider
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, t.n DESC NULLS LAST, c.provider NULLS LAST, c.k DESC NULLS LAST, c.outcome NULLS LAST,
  c.stage NULLS LAST
