-- title: What is wrong with DANE where somebody meant it
-- numerator: domains with the fault at one MX host or more
-- denominator: N1 record seen, of those that receive mail (D3) and of which DANE was measured
--
-- Faults of single MX hosts and of the MX records (RFC 7672); a domain can have several. An MX host that is not signed is a
-- fault only beside one that is secured.
--
-- column list: the list's name
-- column run: the run's date
-- column code: code of the outcome of stage dane
-- column domains: domains
-- column of_domains: publishers that receive mail and of which DANE was measured
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column explanation: what it means
-- column remedy: what to do about it
WITH measured AS (
  SELECT f.list, f.run, f.ordinal, f.code, f.severity
  FROM findings f
  JOIN domains d ON d.list = f.list AND d.run = f.run AND d.ordinal = f.ordinal
  WHERE d.n1 AND d.d3 AND f.code LIKE 'dane!_%' ESCAPE '!'
),
totals AS (
  SELECT list, run, count(DISTINCT ordinal) AS n
  FROM measured
  GROUP BY list, run
),
counts AS (
  SELECT list, run, code, count(DISTINCT ordinal) AS k
  FROM measured
  WHERE code IN ('dane_tlsa_unusable', 'dane_tlsa_insecure', 'dane_tlsa_duplicate', 'dane_bogus', 'dane_mx_insecure')
    OR (code = 'dane_host_insecure' AND severity = 'warning')
  GROUP BY list, run, code
)
SELECT
  c.list,
  c.run,
  c.code,
  c.k AS domains,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high,
  o.explanation,
  o.remedy
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
LEFT JOIN outcomes o ON o.list = c.list AND o.run = c.run AND o.code = c.code
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.k DESC NULLS LAST, c.code NULLS LAST
