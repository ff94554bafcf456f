-- title: MX hosts as probed
-- numerator: publishers none of whose MX hosts a sender may deliver to
-- denominator: N1 record seen, of the provider, with an MX host that told
--
-- RFC 8461 §4.2 wants STARTTLS and a certificate that is valid for the MX host. A host that did not tell, or was not asked, is
-- in no count; a sender passes over a bad host and goes on to the next (§5). Empty where a run was made without --probe-mx.
--
-- column list: the list's name
-- column run: the run's date
-- column provider: operator of the MX, "not recognised", or "all"
-- column sound: publishers all of whose hosts that told are usable
-- column partly: publishers with usable hosts and others
-- column domains: publishers without a usable host
-- column bad_certificate: publishers with a host whose certificate is not valid for it
-- column no_starttls: publishers with a host that does not offer STARTTLS
-- column refused: publishers in mode enforce to which senders refuse to deliver
-- column enforce: publishers in mode enforce whose delivery is known
-- column untold: publishers none of whose hosts told
-- column of_domains: publishers with a host that told
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH probed AS (
  SELECT
    p.*,
    coalesce(d.mx_provider, 'not recognised') AS provider,
    d.n5,
    p.usable + p.unusable > 0 AS told
  FROM probes p
  JOIN domains d ON d.list = p.list AND d.run = p.run AND d.ordinal = p.ordinal
  WHERE d.n1 AND d.d3
),
lines AS (
  SELECT 1 AS position, * FROM probed
  UNION ALL
  SELECT 0, list, run, ordinal, delivery, usable, unusable, unknown, bad_certificate, name_mismatch, cn_only, self_signed, expired,
    no_starttls, 'all', n5, told
  FROM probed
),
counts AS (
  SELECT
    list,
    run,
    position,
    provider,
    count(*) FILTER (WHERE told AND unusable = 0) AS sound,
    count(*) FILTER (WHERE usable > 0 AND unusable > 0) AS partly,
    count(*) FILTER (WHERE told AND usable = 0) AS k,
    count(*) FILTER (WHERE bad_certificate > 0) AS bad_certificate,
    count(*) FILTER (WHERE no_starttls > 0) AS no_starttls,
    count(*) FILTER (WHERE n5 AND delivery = 'would_fail') AS refused,
    count(*) FILTER (WHERE n5 AND delivery IN ('ok', 'would_fail')) AS enforce,
    count(*) FILTER (WHERE NOT told) AS untold,
    count(*) FILTER (WHERE told) AS n
  FROM lines
  GROUP BY list, run, position, provider
)
SELECT
  list,
  run,
  provider,
  sound,
  partly,
  k AS domains,
  bad_certificate,
  no_starttls,
  refused,
  enforce,
  untold,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST, n DESC NULLS LAST, provider NULLS LAST
