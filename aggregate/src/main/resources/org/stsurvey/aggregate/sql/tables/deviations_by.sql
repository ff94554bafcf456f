-- title: Wildcards, line endings and media types by mode and provider
-- numerator: domains with the deviation
-- denominator: N3 policy usable, with that mode or provider
--
-- What usable policies do differently from the RFC's examples. Not exclusive, but for the line endings.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the deviations
-- column deviation: in words
-- column code: finding code, or the line ending
-- column dimension: all, mode, policy host provider or mail provider
-- column value: the mode or the provider; "all" in dimension all
-- column domains: domains with the deviation
-- column of_domains: domains with that mode or provider
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH names AS (
  SELECT * FROM (VALUES
    (1, 'wildcard in an mx pattern', 'quirk_mx_wildcard'),
    (2, 'wildcard pattern right below a top-level domain', 'quirk_mx_wildcard_tld'),
    (3, 'wildcard certificate of the policy host', 'tls_cert_wildcard'),
    (4, 'DNS wildcard answers for the record', 'txt_wildcard'),
    (5, 'DNS wildcard answers for the policy host', 'host_wildcard_dns'),
    (6, 'lines end with CRLF', 'line_ending crlf'),
    (7, 'lines end with LF', 'line_ending lf'),
    (8, 'lines end with both', 'line_ending mixed'),
    (9, 'no line end at all', 'line_ending none'),
    (10, 'media type is not text/plain', 'http_content_type_wrong'),
    (11, 'media type is missing', 'http_content_type_missing'),
    (12, 'media type is malformed', 'http_content_type_malformed')
  ) AS n(position, deviation, code)
),
shown AS (
  SELECT list, run, ordinal, code FROM findings
  UNION ALL
  -- 'line_ending lf': a value of a column in the place of a code.
  SELECT l.list, l.run, l.ordinal, n.code
  FROM domains l
  JOIN names n ON n.code LIKE 'line!_ending %' ESCAPE '!' AND substring(n.code, 13, 10) = l.line_ending
),
places AS (
  SELECT list, run, ordinal, 'all' AS dimension, 'all' AS value FROM domains WHERE n3
  UNION ALL
  SELECT list, run, ordinal, 'mode', mode FROM domains WHERE n3
  UNION ALL
  SELECT list, run, ordinal, 'policy host provider', coalesce(policy_host_provider, 'not recognised') FROM domains WHERE n3
  UNION ALL
  SELECT list, run, ordinal, 'mail provider', coalesce(mx_provider, 'not recognised') FROM domains WHERE n3
),
totals AS (
  SELECT list, run, dimension, value, count(*) AS n
  FROM places
  GROUP BY list, run, dimension, value
),
counts AS (
  SELECT p.list, p.run, p.dimension, p.value, s.code, count(DISTINCT p.ordinal) AS k
  FROM places p
  JOIN shown s ON s.list = p.list AND s.run = p.run AND s.ordinal = p.ordinal
  JOIN names n ON n.code = s.code
  GROUP BY p.list, p.run, p.dimension, p.value, s.code
)
SELECT
  t.list,
  t.run,
  n.position,
  n.deviation,
  n.code,
  t.dimension,
  t.value,
  coalesce(c.k, 0) AS domains,
  t.n AS of_domains,
  share(coalesce(c.k, 0), t.n) AS share,
  wilson_low(coalesce(c.k, 0), t.n) AS wilson_low,
  wilson_high(coalesce(c.k, 0), t.n) AS wilson_high
FROM totals t
CROSS JOIN names n
LEFT JOIN counts c
  ON c.list = t.list AND c.run = t.run AND c.dimension = t.dimension AND c.value = t.value AND c.code = n.code
ORDER BY
  t.list NULLS LAST, t.run NULLS LAST, n.position NULLS LAST, t.dimension NULLS LAST, t.n DESC NULLS LAST, t.value NULLS LAST
