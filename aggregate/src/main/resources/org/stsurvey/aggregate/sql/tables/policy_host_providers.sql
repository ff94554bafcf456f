-- title: Policy-host providers
-- numerator: N3 policy usable
-- denominator: N1 record seen, of the provider
--
-- Who serves the policies of publishers, where the CNAME chain of the record or of the policy host leads to a name of the
-- provider table. "not recognised" holds the self-managed and whoever the table does not know.
--
-- column list: the list's name
-- column run: the run's date
-- column provider: operator of the policy host, or "not recognised"
-- column domains: N3 policy usable
-- column testing: mode testing
-- column enforce: mode enforce
-- column broken: a sender would treat the domain as having no policy
-- column undetermined: cannot be told
-- column of_domains: N1 record seen
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH counts AS (
  SELECT
    list,
    run,
    coalesce(policy_host_provider, 'not recognised') AS provider,
    count(*) FILTER (WHERE n3) AS k,
    count(*) FILTER (WHERE deployment_status = 'valid_testing') AS testing,
    count(*) FILTER (WHERE n5) AS enforce,
    count(*) FILTER (WHERE broken) AS broken,
    count(*) FILTER (WHERE NOT d4) AS undetermined,
    count(*) AS n
  FROM domains
  WHERE n1
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  provider,
  k AS domains,
  testing,
  enforce,
  broken,
  undetermined,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, n DESC NULLS LAST, provider NULLS LAST
