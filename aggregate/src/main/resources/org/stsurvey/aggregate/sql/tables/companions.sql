-- title: MTA-STS, TLS reporting and DANE together
-- numerator: domains with the combination
-- denominator: D3 receives mail
--
-- The cells of the Venn diagram. DANE is counted where a record of MTA-STS is; of other domains the dataset has it after a
-- scan with --companions all. "not measured" is neither yes nor no.
--
-- column list: the list's name
-- column run: the run's date
-- column mta_sts: testing or enforce (N4), no, or unknown
-- column tls_rpt: yes where reports have somewhere to go, no, or unknown
-- column dane: every MX, some MX, no, unknown, or not measured
-- column domains: domains
-- column of_domains: domains that receive mail
-- column share: domains / of_domains
WITH secured AS (
  -- The strongest thing that is known of a domain's MX hosts decides.
  SELECT
    list,
    run,
    ordinal,
    max(CASE
      WHEN code = 'dane_all_mx' THEN 4
      WHEN code IN ('dane_some_mx', 'dane_mx_insecure') THEN 3
      WHEN code IN ('dane_bogus', 'dane_indeterminate') THEN 2
      ELSE 1 END) AS degree
  FROM findings
  WHERE code LIKE 'dane!_%' ESCAPE '!'
  GROUP BY list, run, ordinal
),
states AS (
  SELECT
    d.list,
    d.run,
    d.weight,
    CASE WHEN d.n4 THEN 'testing or enforce' WHEN d.n4_unknown THEN 'unknown' ELSE 'no' END AS mta_sts,
    CASE
      WHEN o.severity LIKE 'indeterminate%' THEN 'unknown'
      WHEN o.severity <> 'absent' AND o.severity <> 'breaks' AND d.tlsrpt_usable THEN 'yes'
      ELSE 'no' END AS tls_rpt,
    CASE s.degree WHEN 4 THEN 'every MX' WHEN 3 THEN 'some MX' WHEN 2 THEN 'unknown' WHEN 1 THEN 'no'
         ELSE 'not measured' END AS dane
  FROM domains d
  LEFT JOIN outcomes o ON o.list = d.list AND o.run = d.run AND o.code = d.tlsrpt_outcome
  LEFT JOIN secured s ON s.list = d.list AND s.run = d.run AND s.ordinal = d.ordinal
  WHERE d.d3
),
counts AS (
  SELECT list, run, mta_sts, tls_rpt, dane, CAST(sum(weight) AS BIGINT) AS k
  FROM states
  GROUP BY list, run, mta_sts, tls_rpt, dane
),
totals AS (
  SELECT list, run, CAST(sum(k) AS BIGINT) AS n
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
  share(c.k, t.n) AS share
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, c.mta_sts DESC NULLS LAST, c.tls_rpt DESC NULLS LAST, c.dane NULLS LAST
