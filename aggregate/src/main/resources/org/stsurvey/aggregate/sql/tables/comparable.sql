-- title: Beside the published figures
-- numerator: named in each row
-- denominator: named in each row
--
-- Each survey counts in its own way; these rows count as it did, as far as its text tells. Never compare two rows with
-- different denominators. A row without a count was not measured, and its note says why.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the rows
-- column source: the survey
-- column figure: what it published a figure for
-- column numerator: what is counted
-- column denominator: of which domains
-- column published_share: the published figure
-- column domains: our count
-- column of_domains: our denominator
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column note: what to bear in mind
WITH totals AS (
  SELECT
    list,
    run,
    count(*) AS listed,
    count(*) FILTER (WHERE n1) AS published,
    count(*) FILTER (WHERE n3) AS usable,
    count(*) FILTER (WHERE n5) AS enforce,
    count(*) FILTER (WHERE deployment_status = 'valid_testing') AS testing,
    count(*) FILTER (WHERE n1 AND broken) AS invalid,
    count(*) FILTER (WHERE n1 AND broken AND outcome IN ('host_nxdomain', 'host_nodata', 'host_cname_dangling')) AS no_address,
    count(*) FILTER (WHERE n1 AND broken AND outcome IN (
      'tls_cert_self_signed', 'tls_cert_untrusted_root', 'tls_cert_unknown_issuer', 'tls_cert_incomplete_chain',
      'tls_cert_not_yet_valid', 'tls_cert_constraint', 'tls_cert_weak', 'tls_cert_chain_expired',
      'tls_handshake_failure', 'tls_unrecognized_name', 'tls_alert_other', 'tls_protocol_version')) AS https_excl,
    count(*) FILTER (WHERE n1 AND broken AND outcome = 'tls_cert_expired') AS expired_primary,
    count(*) FILTER (WHERE n1 AND broken AND outcome IN ('tls_cert_name_mismatch', 'tls_cert_cn_only')) AS name_mismatch,
    count(*) FILTER (WHERE n1 AND d3) AS mail_and_record,
    count(*) FILTER (WHERE rank <= 10000) AS top10k,
    count(*) FILTER (WHERE rank <= 10000 AND deployment_status = 'absent') AS top10k_absent,
    count(*) FILTER (WHERE rank <= 10000 AND tlsrpt_outcome IN ('tlsrpt_none', 'tlsrpt_unrelated_only')) AS top10k_no_tlsrpt,
    count(*) FILTER (WHERE n2 AND d3 AND policy_host_provider IS NOT NULL) AS third_party,
    count(*) FILTER (WHERE n2 AND d3 AND policy_host_provider IS NOT NULL AND broken) AS third_party_broken
  FROM domains
  GROUP BY list, run
),
flags AS (
  SELECT
    list,
    run,
    count(DISTINCT CASE
      WHEN code = 'tls_cert_expired' AND deployment_status IN ('record_invalid', 'policy_unreachable', 'policy_invalid')
      THEN ordinal END) AS expired_any,
    count(DISTINCT CASE WHEN reception = 'mx' AND code LIKE 'txt!_%' ESCAPE '!' AND severity = 'breaks' THEN ordinal END) AS txt_breaks
  FROM findings
  WHERE published
  GROUP BY list, run
),
counts AS (
  SELECT t.*, coalesce(f.expired_any, 0) AS expired_any, coalesce(f.txt_breaks, 0) AS txt_breaks
  FROM totals t
  LEFT JOIN flags f ON f.list = t.list AND f.run = t.run
),
lines AS (
  SELECT list, run, 1 AS position, 'DMARCguard 2026' AS source, 'publish MTA-STS' AS figure,
    'N1 record seen' AS numerator, 'D1 listed' AS denominator, 0.0029e0 AS published_share,
    published AS k, listed AS n, '15,997 of 5,499,028 domains' AS note FROM counts
  UNION ALL SELECT list, run, 2, 'Tatang, Flume, Holz 2020', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.000124e0, published, listed, '1.76 million domains, 2019 to 2020' FROM counts
  UNION ALL SELECT list, run, 3, 'top-1M series 2024', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.003e0, published, listed, '2,975 domains; second-hand' FROM counts
  UNION ALL SELECT list, run, 4, 'top-1M series 2025', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.005e0, published, listed, '5,155 domains; second-hand' FROM counts
  UNION ALL SELECT list, run, 5, 'top-1M series 2026', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.007e0, published, listed, '7,377 domains; second-hand' FROM counts
  UNION ALL SELECT list, run, 6, 'Tranco top 10k scan, June 2026', 'without MTA-STS',
    'absent', 'D1 listed, rank up to 10,000', 0.978e0, top10k_absent, top10k,
    'undetermined domains are not counted as without' FROM counts
  UNION ALL SELECT list, run, 7, 'Tranco top 10k scan, June 2026', 'without TLS-RPT',
    'no TLS-RPT record', 'D1 listed, rank up to 10,000', 0.971e0, top10k_no_tlsrpt, top10k,
    'undetermined domains are not counted as without' FROM counts
  UNION ALL SELECT list, run, 10, 'URIports, January 2026', 'enforce',
    'N5 enforce', 'N3 policy usable', 0.54e0, enforce, usable, 'stable for three years' FROM counts
  UNION ALL SELECT list, run, 11, 'URIports, January 2026', 'testing',
    'mode testing', 'N3 policy usable', 0.45e0, testing, usable, 'stable for three years' FROM counts
  UNION ALL SELECT list, run, 12, 'URIports, January 2026', 'missing A or AAAA',
    'primary host_nxdomain, host_nodata, host_cname_dangling', 'invalid deployments', 0.34e0, no_address, invalid,
    'the four published causes sum to 70 %; the rest is unknown to us' FROM counts
  UNION ALL SELECT list, run, 13, 'URIports, January 2026', 'HTTPS certificate problems, excluding expired and mismatch',
    'primary certificate and handshake faults', 'invalid deployments', 0.25e0, https_excl, invalid,
    'the text leaves open whether the 25 % include expired and mismatched ones' FROM counts
  UNION ALL SELECT list, run, 14, 'URIports, January 2026', 'HTTPS certificate problems, including expired and mismatch',
    'primary certificate and handshake faults', 'invalid deployments', 0.25e0,
    https_excl + expired_primary + name_mismatch, invalid,
    'the text leaves open whether the 25 % include expired and mismatched ones' FROM counts
  UNION ALL SELECT list, run, 15, 'URIports, January 2026', 'expired certificate, as primary cause',
    'primary tls_cert_expired', 'invalid deployments', 0.06e0, expired_primary, invalid, '' FROM counts
  UNION ALL SELECT list, run, 16, 'URIports, January 2026', 'expired certificate, as any finding',
    'any tls_cert_expired', 'invalid deployments', 0.06e0, expired_any, invalid,
    'a wrong certificate is often expired too' FROM counts
  UNION ALL SELECT list, run, 17, 'URIports, January 2026', 'common name or SAN mismatch',
    'primary tls_cert_name_mismatch, tls_cert_cn_only', 'invalid deployments', 0.05e0, name_mismatch, invalid, '' FROM counts
  UNION ALL SELECT list, run, 20, 'IMC 2025, figure 4', 'faults of the DNS record',
    'any txt_* that breaks', 'D3 and N1: MX and record', 0.005e0, txt_breaks, mail_and_record,
    '331 of 68,030; com, net, org, se on 2024-09-29' FROM counts
  UNION ALL SELECT list, run, 21, 'IMC 2025', 'faulty policy hosts, third-party',
    'status broken', 'D3 and N2, policy host of a known provider', 0.0487e0, third_party_broken, third_party,
    '1,393 of 28,591; our third party is what the provider table names' FROM counts
  UNION ALL SELECT list, run, 22, 'IMC 2025', 'faulty policy hosts, self-managed',
    'status broken', 'D3 and N2, self-managed policy host', 0.378e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    'not measured: an unrecognised policy host is not the same as a self-managed one' FROM counts
  UNION ALL SELECT list, run, 23, 'IMC 2025', 'misconfigured, any of four categories',
    'faults of record, retrieval, MX certificate or consistency', 'D3 and N1: MX and record', 0.296e0,
    CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 'not measured: needs the MX probe (--probe-mx)' FROM counts
  UNION ALL SELECT list, run, 24, 'IMC 2025', 'would fail delivery',
    'mx_none_covered in enforce', 'misconfigured, any of four categories', 0.032e0,
    CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 'not measured: needs the MX probe (--probe-mx)' FROM counts
)
SELECT
  list,
  run,
  position,
  source,
  figure,
  numerator,
  denominator,
  published_share,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high,
  note
FROM lines
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
