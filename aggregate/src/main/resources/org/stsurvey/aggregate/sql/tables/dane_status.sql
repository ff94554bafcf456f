-- title: DANE of the publishers' MX hosts, by mode and mail provider
-- numerator: domains whose MX hosts come to the state
-- denominator: N1 record seen, of those that receive mail (D3), with that mode or provider
--
-- Each domain is in one state, the one that a sender with DANE (RFC 7672) finds its MX hosts in. "not measured": the run is
-- older than these columns, companions were not asked for, or the resolver's word that an answer is signed did not count.
--
-- column list: the list's name
-- column run: the run's date
-- column dimension: all, mode or mail provider
-- column value: the mode (of a usable policy; else "no usable policy") or the provider; "all" in dimension all
-- column position: order of the states
-- column state: in words
-- column code: code of the outcome of stage dane; null where it was not measured
-- column domains: domains
-- column of_domains: domains with that mode or provider
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH states AS (
  -- In this order the first code that a domain has is the outcome that its hosts come to; the others beside it are of single
  -- hosts.
  SELECT * FROM (VALUES
    (1, 'every MX secured', 'dane_all_mx'),
    (2, 'MX records not signed, hosts secured', 'dane_mx_insecure'),
    (3, 'some MX secured', 'dane_some_mx'),
    (4, 'fails validation', 'dane_bogus'),
    (5, 'no answer', 'dane_indeterminate'),
    (6, 'TLSA records unusable', 'dane_tlsa_unusable'),
    (7, 'TLSA records not signed', 'dane_tlsa_insecure'),
    (8, 'MX hosts signed, no TLSA records', 'dane_none'),
    (9, 'MX hosts not signed', 'dane_host_insecure'),
    (10, 'not measured', 'not measured')
  ) AS s(position, state, code)
),
found AS (
  SELECT f.list, f.run, f.ordinal, min(s.position) AS position
  FROM findings f
  JOIN states s ON s.code = f.code
  GROUP BY f.list, f.run, f.ordinal
),
judged AS (
  SELECT
    d.list,
    d.run,
    CASE WHEN d.n3 THEN d.mode ELSE 'no usable policy' END AS mode,
    coalesce(d.mx_provider, 'not recognised') AS provider,
    coalesce(f.position, 10) AS position
  FROM domains d
  LEFT JOIN found f ON f.list = d.list AND f.run = d.run AND f.ordinal = d.ordinal
  WHERE d.n1 AND d.d3
),
counts AS (
  SELECT list, run, 'all' AS dimension, 'all' AS value, position, count(*) AS k
  FROM judged
  GROUP BY list, run, position
  UNION ALL
  SELECT list, run, 'mode', mode, position, count(*)
  FROM judged
  GROUP BY list, run, mode, position
  UNION ALL
  SELECT list, run, 'mail provider', provider, position, count(*)
  FROM judged
  GROUP BY list, run, provider, position
),
totals AS (
  SELECT list, run, dimension, value, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, dimension, value
)
SELECT
  c.list,
  c.run,
  c.dimension,
  c.value,
  c.position,
  s.state,
  CASE WHEN s.code <> 'not measured' THEN s.code END AS code,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high
FROM counts c
JOIN states s ON s.position = c.position
JOIN totals t ON t.list = c.list AND t.run = c.run AND t.dimension = c.dimension AND t.value = c.value
ORDER BY
  c.list NULLS LAST, c.run NULLS LAST, c.dimension NULLS LAST, t.n DESC NULLS LAST, c.value NULLS LAST,
  c.position NULLS LAST
