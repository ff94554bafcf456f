-- title: MTA-STS, TLS reporting and DANE together
-- numerator: domains with the combination
-- denominator: D3 receives mail
--
-- The cells of the Venn diagram. DANE is measured where a record of MTA-STS is, and of every domain with MX after a scan with
-- --companions all; only then do the shares of those that were measured speak of all domains that receive mail. "not
-- measured" is neither yes nor no.
--
-- column list: the list's name
-- column run: the run's date
-- column mta_sts: testing or enforce (N4), no, or unknown
-- column tls_rpt: yes where reports have somewhere to go, no, or unknown
-- column dane: every MX, some MX, no, unknown, or not measured
-- column domains: domains
-- column of_domains: domains that receive mail
-- column share: domains / of_domains
-- column of_measured: domains that receive mail and of which DANE was measured
-- column share_of_measured: domains / of_measured; null where DANE was not measured
WITH states AS (
  SELECT
    d.list,
    d.run,
    d.weight,
    CASE WHEN d.n4 THEN 'testing or enforce' WHEN d.n4_unknown THEN 'unknown' ELSE 'no' END AS mta_sts,
    CASE
      WHEN o.severity LIKE 'indeterminate%' THEN 'unknown'
      WHEN o.severity <> 'absent' AND o.severity <> 'breaks' AND d.tlsrpt_usable THEN 'yes'
      ELSE 'no' END AS tls_rpt,
    CASE
      WHEN d.dane_outcome IS NULL THEN 'not measured'
      WHEN d.dane_outcome = 'dane_all_mx' THEN 'every MX'
      WHEN d.dane_outcome IN ('dane_some_mx', 'dane_mx_insecure') THEN 'some MX'
      WHEN d.dane_outcome IN ('dane_bogus', 'dane_indeterminate') THEN 'unknown'
      ELSE 'no' END AS dane
  FROM domains d
  LEFT JOIN outcomes o ON o.list = d.list AND o.run = d.run AND o.code = d.tlsrpt_outcome
  WHERE d.d3
),
counts AS (
  SELECT list, run, mta_sts, tls_rpt, dane, CAST(sum(weight) AS BIGINT) AS k
  FROM states
  GROUP BY list, run, mta_sts, tls_rpt, dane
),
totals AS (
  SELECT
    list,
    run,
    CAST(sum(k) AS BIGINT) AS n,
    CAST(sum(CASE WHEN dane <> 'not measured' THEN k ELSE 0 END) AS BIGINT) AS measured
  FROM counts
  GROUP BY list, run
)
SELECT
  c.list,
  c.run,
  c.mta_sts,
  c.tls_rpt,
  c.dane,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  t.measured AS of_measured,
  CASE WHEN c.dane <> 'not measured' THEN share(c.k, t.measured) END AS share_of_measured
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, c.mta_sts DESC NULLS LAST, c.tls_rpt DESC NULLS LAST, c.dane NULLS LAST
