-- title: Modes by provider
-- numerator: domains whose usable policy has the mode
-- denominator: N3 policy usable, of the provider
--
-- Who runs the policy host, and who runs the mail, against what the policies ask for.
--
-- column list: the list's name
-- column run: the run's date
-- column kind: policy host or mail
-- column provider: the provider, or "not recognised"
-- column mode: enforce, testing or none
-- column domains: domains with that mode
-- column of_domains: usable policies of the provider
-- column share: domains / of_domains
-- column common_max_age: the most frequent max_age of these domains, in seconds
WITH sides AS (
  SELECT list, run, 'policy host' AS kind, coalesce(policy_host_provider, 'not recognised') AS provider, mode, max_age
  FROM domains
  WHERE n3
  UNION ALL
  SELECT list, run, 'mail', coalesce(mx_provider, 'not recognised'), mode, max_age
  FROM domains
  WHERE n3
),
ages AS (
  SELECT list, run, kind, provider, mode, max_age, count(*) AS domains
  FROM sides
  GROUP BY list, run, kind, provider, mode, max_age
),
ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY list, run, kind, provider, mode ORDER BY domains DESC NULLS LAST, max_age NULLS LAST) AS place
  FROM ages
),
counts AS (
  SELECT
    list,
    run,
    kind,
    provider,
    mode,
    CAST(sum(domains) AS BIGINT) AS k,
    max(CASE WHEN place = 1 THEN max_age END) AS common_max_age
  FROM ranked
  GROUP BY list, run, kind, provider, mode
),
totals AS (
  SELECT list, run, kind, provider, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, kind, provider
)
SELECT
  c.list,
  c.run,
  c.kind,
  c.provider,
  c.mode,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  c.common_max_age
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.kind = c.kind AND t.provider = c.provider
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, c.kind DESC NULLS LAST, t.n DESC NULLS LAST, c.provider NULLS LAST, c.mode NULLS LAST
