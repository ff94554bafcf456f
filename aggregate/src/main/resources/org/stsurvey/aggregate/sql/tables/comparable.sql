-- title: Beside the published figures
-- numerator: named in each row
-- denominator: named in each row
--
-- Each survey counts in its own way; these rows count as it did, as far as its text tells. Never compare two rows with
-- different denominators. A row without a count was not measured, and its note says what it takes.
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
-- column published_domains: the survey's own count, where it gave one
-- column published_of: the survey's own denominator, where it gave one
-- column measured: measured, or not measured
WITH totals AS (
  SELECT
    list,
    run,
    CAST(sum(weight) AS BIGINT) AS listed,
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
    CAST(sum(CASE WHEN rank_band <= 2 THEN weight ELSE 0 END) AS BIGINT) AS top10k,
    CAST(sum(CASE WHEN rank_band <= 2 AND deployment_status = 'absent' THEN weight ELSE 0 END) AS BIGINT) AS top10k_absent,
    CAST(sum(CASE WHEN rank_band <= 2 AND tlsrpt_outcome IN ('tlsrpt_none', 'tlsrpt_unrelated_only') THEN weight ELSE 0 END)
      AS BIGINT) AS top10k_no_tlsrpt
  FROM domains
  GROUP BY list, run
),
-- What IMC 2025 counts: not exclusive, of domains with MX and record.
flagged AS (
  SELECT
    d.list,
    d.run,
    d.ordinal,
    m.entity,
    d.deployment_status = 'enforce_conflict' AND d.outcome = 'mx_none_covered' AS would_fail,
    max(CASE WHEN f.code LIKE 'txt!_%' ESCAPE '!' AND f.severity = 'breaks' THEN 1 ELSE 0 END) = 1 AS txt,
    max(CASE WHEN f.code = 'txt_id_missing' THEN 1 ELSE 0 END) = 1 AS id_missing,
    max(CASE WHEN f.code IN ('txt_id_empty', 'txt_id_too_long', 'txt_id_invalid_chars') THEN 1 ELSE 0 END) = 1 AS id_invalid,
    max(CASE WHEN f.code LIKE 'txt!_version!_%' ESCAPE '!' AND f.severity = 'breaks' THEN 1 ELSE 0 END) = 1 AS version_bad,
    max(CASE WHEN o.stage IN ('host_dns', 'tcp', 'tls', 'http', 'policy') AND f.severity = 'breaks' THEN 1 ELSE 0 END) = 1
      AS retrieval,
    max(CASE WHEN o.stage = 'tls' AND f.severity = 'breaks' THEN 1 ELSE 0 END) = 1 AS tls,
    max(CASE WHEN f.code IN ('tls_cert_name_mismatch', 'tls_cert_cn_only') THEN 1 ELSE 0 END) = 1 AS mismatch,
    max(CASE WHEN f.code IN ('host_nxdomain', 'host_nodata', 'host_cname_dangling') THEN 1 ELSE 0 END) = 1 AS no_address,
    max(CASE WHEN o.stage = 'http' AND f.severity = 'breaks' THEN 1 ELSE 0 END) = 1 AS http,
    max(CASE WHEN f.code = 'http_404' THEN 1 ELSE 0 END) = 1 AS http_404,
    max(CASE WHEN f.code = 'mx_none_covered' THEN 1 ELSE 0 END) = 1 AS inconsistent,
    max(CASE WHEN f.code = 'mx_none_covered' AND f.mismatch_class = 'policy_host' THEN 1 ELSE 0 END) = 1 AS names_policy_host,
    max(CASE WHEN f.code = 'mx_none_covered' AND f.mismatch_class IN ('policy_host', '3ld_plus') THEN 1 ELSE 0 END) = 1
      AS partial_mismatch,
    max(CASE WHEN f.code LIKE 'mx!_cert!_%' ESCAPE '!' OR f.code = 'mx_starttls_missing' THEN 1 ELSE 0 END) = 1
      AS mx_certificate,
    max(CASE WHEN d.broken AND f.code = 'tls_cert_expired' THEN 1 ELSE 0 END) = 1 AS expired,
    d.d3
  FROM domains d
  JOIN managers m ON m.list = d.list AND m.run = d.run AND m.ordinal = d.ordinal
  LEFT JOIN findings f ON f.list = d.list AND f.run = d.run AND f.ordinal = d.ordinal
  LEFT JOIN outcomes o ON o.list = f.list AND o.run = f.run AND o.code = f.code
  WHERE d.n1
  GROUP BY d.list, d.run, d.ordinal, m.entity, d.deployment_status, d.outcome, d.d3
),
flags AS (
  SELECT
    list,
    run,
    count(*) FILTER (WHERE expired) AS expired_any,
    count(*) FILTER (WHERE d3 AND txt) AS txt_breaks,
    count(*) FILTER (WHERE d3 AND id_missing) AS id_missing,
    count(*) FILTER (WHERE d3 AND id_invalid) AS id_invalid,
    count(*) FILTER (WHERE d3 AND version_bad) AS version_bad,
    count(*) FILTER (WHERE d3 AND entity = 'third party') AS third_party,
    count(*) FILTER (WHERE d3 AND entity = 'third party' AND retrieval) AS third_party_faulty,
    count(*) FILTER (WHERE d3 AND entity = 'self-managed') AS self_managed,
    count(*) FILTER (WHERE d3 AND entity = 'self-managed' AND retrieval) AS self_managed_faulty,
    count(*) FILTER (WHERE d3 AND entity = 'self-managed' AND tls) AS self_managed_tls,
    count(*) FILTER (WHERE d3 AND entity = 'self-managed' AND tls AND mismatch) AS self_managed_mismatch,
    count(*) FILTER (WHERE d3 AND entity = 'self-managed' AND no_address) AS self_managed_no_address,
    count(*) FILTER (WHERE d3 AND http) AS http_breaks,
    count(*) FILTER (WHERE d3 AND http AND http_404) AS http_404,
    count(*) FILTER (WHERE d3 AND partial_mismatch) AS mismatch_partial,
    count(*) FILTER (WHERE d3 AND names_policy_host) AS mismatch_policy_host,
    count(*) FILTER (WHERE d3 AND mx_certificate) AS mx_certificates,
    count(*) FILTER (WHERE d3 AND (txt OR retrieval OR mx_certificate OR inconsistent)) AS misconfigured,
    count(*) FILTER (WHERE d3 AND would_fail) AS would_fail
  FROM flagged
  GROUP BY list, run
),
-- What a probe of the MX hosts found, of the domains with MX and record. A run has it if any host told: with the port blocked
-- there are probes and no measurement.
probes_of AS (
  SELECT
    p.list,
    p.run,
    true AS probed,
    count(*) FILTER (WHERE p.usable + p.unusable > 0) AS mx_told,
    count(*) FILTER (WHERE p.bad_certificate > 0) AS mx_bad,
    count(*) FILTER (WHERE p.bad_certificate > 0 AND p.usable = 0 AND p.bad_certificate = p.unusable) AS mx_bad_all,
    count(*) FILTER (WHERE p.bad_certificate > 0 AND NOT (p.usable = 0 AND p.bad_certificate = p.unusable)) AS mx_bad_partly,
    count(*) FILTER (WHERE p.name_mismatch > 0) AS mx_name_mismatch,
    count(*) FILTER (WHERE p.cn_only > 0) AS mx_cn_only,
    count(*) FILTER (WHERE p.self_signed > 0) AS mx_self_signed,
    count(*) FILTER (WHERE p.expired > 0) AS mx_expired,
    count(*) FILTER (WHERE d.n5 AND p.delivery = 'would_fail') AS refused,
    count(*) FILTER (WHERE d.n5 AND p.delivery IN ('ok', 'would_fail')) AS delivery_known
  FROM probes p
  JOIN domains d ON d.list = p.list AND d.run = p.run AND d.ordinal = p.ordinal
  WHERE d.n1 AND d.d3
  GROUP BY p.list, p.run
  HAVING count(*) FILTER (WHERE p.usable + p.unusable > 0) > 0
),
counts AS (
  SELECT
    t.*,
    coalesce(p.probed, false) AS probed,
    coalesce(f.expired_any, 0) AS expired_any,
    coalesce(f.txt_breaks, 0) AS txt_breaks,
    coalesce(f.id_missing, 0) AS id_missing,
    coalesce(f.id_invalid, 0) AS id_invalid,
    coalesce(f.version_bad, 0) AS version_bad,
    coalesce(f.third_party, 0) AS third_party,
    coalesce(f.third_party_faulty, 0) AS third_party_faulty,
    coalesce(f.self_managed, 0) AS self_managed,
    coalesce(f.self_managed_faulty, 0) AS self_managed_faulty,
    coalesce(f.self_managed_tls, 0) AS self_managed_tls,
    coalesce(f.self_managed_mismatch, 0) AS self_managed_mismatch,
    coalesce(f.self_managed_no_address, 0) AS self_managed_no_address,
    coalesce(f.http_breaks, 0) AS http_breaks,
    coalesce(f.http_404, 0) AS http_404,
    coalesce(f.mismatch_partial, 0) AS mismatch_partial,
    coalesce(f.mismatch_policy_host, 0) AS mismatch_policy_host,
    coalesce(f.mx_certificates, 0) AS mx_certificates,
    coalesce(f.misconfigured, 0) AS misconfigured,
    coalesce(f.would_fail, 0) AS would_fail,
    p.mx_told,
    p.mx_bad,
    p.mx_bad_all,
    p.mx_bad_partly,
    p.mx_name_mismatch,
    p.mx_cn_only,
    p.mx_self_signed,
    p.mx_expired,
    p.refused,
    p.delivery_known
  FROM totals t
  LEFT JOIN flags f ON f.list = t.list AND f.run = t.run
  LEFT JOIN probes_of p ON p.list = t.list AND p.run = t.run
),
lines AS (
  SELECT list, run, 1 AS position, 'DMARCguard 2026' AS source, 'publish MTA-STS' AS figure,
    'N1 record seen' AS numerator, 'D1 listed' AS denominator, 0.0029e0 AS published_share,
    CAST(15997 AS BIGINT) AS published_domains, CAST(5499028 AS BIGINT) AS published_of, published AS k, listed AS n,
    'measured' AS measured, 'their own list of domains' AS note FROM counts
  UNION ALL SELECT list, run, 2, 'Tatang, Flume, Holz 2020', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.000124e0, CAST(NULL AS BIGINT), 1760000,
    published, listed, 'measured', '2019 to 2020' FROM counts
  UNION ALL SELECT list, run, 3, 'top-1M series 2024', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.003e0, 2975, CAST(NULL AS BIGINT),
    published, listed, 'measured', 'second-hand' FROM counts
  UNION ALL SELECT list, run, 4, 'top-1M series 2025', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.005e0, 5155, CAST(NULL AS BIGINT),
    published, listed, 'measured', 'second-hand' FROM counts
  UNION ALL SELECT list, run, 5, 'top-1M series 2026', 'publish MTA-STS',
    'N1 record seen', 'D1 listed', 0.007e0, 7377, CAST(NULL AS BIGINT),
    published, listed, 'measured', 'second-hand' FROM counts
  UNION ALL SELECT list, run, 6, 'Tranco top 10k scan, June 2026', 'without MTA-STS',
    'absent', 'D1 listed, rank up to 10,000', 0.978e0, CAST(NULL AS BIGINT), 10000,
    top10k_absent, top10k, 'measured', 'undetermined domains are not counted as without' FROM counts
  UNION ALL SELECT list, run, 7, 'Tranco top 10k scan, June 2026', 'without TLS-RPT',
    'no TLS-RPT record', 'D1 listed, rank up to 10,000', 0.971e0, CAST(NULL AS BIGINT), 10000,
    top10k_no_tlsrpt, top10k, 'measured', 'undetermined domains are not counted as without' FROM counts
  UNION ALL SELECT list, run, 10, 'URIports, January 2026', 'enforce',
    'N5 enforce', 'N3 policy usable', 0.54e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    enforce, usable, 'measured', 'stable for three years' FROM counts
  UNION ALL SELECT list, run, 11, 'URIports, January 2026', 'testing',
    'mode testing', 'N3 policy usable', 0.45e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    testing, usable, 'measured', 'stable for three years' FROM counts
  UNION ALL SELECT list, run, 12, 'URIports, January 2026', 'missing A or AAAA',
    'primary host_nxdomain, host_nodata, host_cname_dangling', 'invalid deployments', 0.34e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    no_address, invalid, 'measured', 'the four published causes sum to 70 %; the rest is unknown to us' FROM counts
  UNION ALL SELECT list, run, 13, 'URIports, January 2026', 'HTTPS certificate problems, excluding expired and mismatch',
    'primary certificate and handshake faults', 'invalid deployments', 0.25e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    https_excl, invalid, 'measured', 'the text leaves open whether the 25 % include expired and mismatched ones' FROM counts
  UNION ALL SELECT list, run, 14, 'URIports, January 2026', 'HTTPS certificate problems, including expired and mismatch',
    'primary certificate and handshake faults', 'invalid deployments', 0.25e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    https_excl + expired_primary + name_mismatch, invalid, 'measured', 'the text leaves open whether the 25 % include expired and mismatched ones' FROM counts
  UNION ALL SELECT list, run, 15, 'URIports, January 2026', 'expired certificate, as primary cause',
    'primary tls_cert_expired', 'invalid deployments', 0.06e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    expired_primary, invalid, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 16, 'URIports, January 2026', 'expired certificate, as any finding',
    'any tls_cert_expired', 'invalid deployments', 0.06e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    expired_any, invalid, 'measured', 'a wrong certificate is often expired too' FROM counts
  UNION ALL SELECT list, run, 17, 'URIports, January 2026', 'common name or SAN mismatch',
    'primary tls_cert_name_mismatch, tls_cert_cn_only', 'invalid deployments', 0.05e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    name_mismatch, invalid, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 20, 'IMC 2025, figure 4', 'faults of the DNS record',
    'any txt_* that breaks', 'D3 and N1: MX and record', 0.005e0, 331, 68030,
    txt_breaks, mail_and_record, 'measured', 'com, net, org, se on 2024-09-29' FROM counts
  UNION ALL SELECT list, run, 21, 'IMC 2025, figure 4', 'record without id',
    'any txt_id_missing', 'faults of the DNS record', 0.196e0, 65, 331,
    id_missing, txt_breaks, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 22, 'IMC 2025, figure 4', 'record with an invalid id',
    'any txt_id_empty, txt_id_too_long, txt_id_invalid_chars', 'faults of the DNS record', 0.613e0, 203, 331,
    id_invalid, txt_breaks, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 23, 'IMC 2025, figure 4', 'record with a bad version',
    'any txt_version_*', 'faults of the DNS record', 0.157e0, 52, 331,
    version_bad, txt_breaks, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 24, 'IMC 2025', 'classified policy hosts',
    'third party or self-managed', 'D3 and N1: MX and record', 0.793e0, 53935, 68030,
    third_party + self_managed, mail_and_record, 'measured', 'the rest is unclassified; see managing_entities' FROM counts
  UNION ALL SELECT list, run, 25, 'IMC 2025', 'faulty policy hosts, third party',
    'any fault of host, TCP, TLS, HTTP or policy', 'D3 and N1, third party', 0.0487e0, 1393, 28591,
    third_party_faulty, third_party, 'measured', 'the provider table decides before the count rule' FROM counts
  UNION ALL SELECT list, run, 26, 'IMC 2025', 'faulty policy hosts, self-managed',
    'any fault of host, TCP, TLS, HTTP or policy', 'D3 and N1, self-managed', 0.378e0, 9588, 25344,
    self_managed_faulty, self_managed, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 27, 'IMC 2025', 'name mismatch among TLS faults, self-managed',
    'any tls_cert_name_mismatch, tls_cert_cn_only', 'D3 and N1, self-managed, with any fault of TLS', 0.945e0, CAST(NULL AS BIGINT), 8871,
    self_managed_mismatch, self_managed_tls, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 28, 'IMC 2025', 'policy host without address, self-managed',
    'any host_nxdomain, host_nodata, host_cname_dangling', 'D3 and N1, self-managed', 0.002e0, 42, 25344,
    self_managed_no_address, self_managed, 'measured', 'a host that never had an address cannot be told to be self-managed: it is unclassified here' FROM counts
  UNION ALL SELECT list, run, 29, 'IMC 2025, figure 5', '404 among HTTP faults',
    'any http_404', 'D3 and N1, with any fault of HTTP', 0.65e0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    http_404, http_breaks, 'measured', '' FROM counts
  UNION ALL SELECT list, run, 30, 'IMC 2025', 'policy names the policy host',
    'primary mx_none_covered, class policy_host', 'D3 and N1, mx_none_covered of the same domain (classes 3ld_plus, policy_host)', 0.818e0, 597, 730,
    mismatch_policy_host, mismatch_partial, 'measured', 'their partial mismatches' FROM counts
  UNION ALL SELECT list, run, 31, 'IMC 2025', 'misconfigured, any of four categories',
    'any fault of record, retrieval, MX certificate or consistency', 'D3 and N1: MX and record', 0.296e0, CAST(NULL AS BIGINT), 68030,
    CASE WHEN probed THEN misconfigured END, CASE WHEN probed THEN mail_and_record END, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 32, 'IMC 2025', 'faults of MX certificates',
    'any mx_cert_*, mx_starttls_missing', 'D3 and N1: MX and record', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), 68030,
    CASE WHEN probed THEN mx_certificates END, CASE WHEN probed THEN mail_and_record END, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 33, 'IMC 2025', 'would fail delivery',
    'mx_none_covered in mode enforce', 'misconfigured, any of four categories', 0.032e0, 640, CAST(NULL AS BIGINT),
    CASE WHEN probed THEN would_fail END, CASE WHEN probed THEN misconfigured END, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN 'the text is not consistent about which 640 domains' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 34, 'IMC 2025', 'MX certificates, all hosts invalid',
    'no usable host, each for its certificate', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_bad_all, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 35, 'IMC 2025', 'MX certificates, some hosts invalid',
    'a host with an invalid certificate beside others', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_bad_partly, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 36, 'IMC 2025', 'MX certificates, name mismatch',
    'any mx_cert_name_mismatch whose common name does not match either', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_name_mismatch, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN 'they accept the common name of MX hosts, RFC 8461 does not' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 37, 'IMC 2025', 'MX certificates, common name only',
    'any mx_cert_name_mismatch whose common name matches', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_cn_only, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN 'valid in their count' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 38, 'IMC 2025', 'MX certificates, self-signed',
    'any mx_cert_untrusted of a host that signs for itself', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_self_signed, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 39, 'IMC 2025', 'MX certificates, expired',
    'any mx_cert_expired', 'D3 and N1, an MX host with an invalid certificate', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    mx_expired, mx_bad, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN '' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
  UNION ALL SELECT list, run, 40, 'IMC 2025', 'mail refused in mode enforce, for MX hosts or policy',
    'N5, delivery would_fail', 'N5, delivery known', CAST(NULL AS DOUBLE), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    refused, delivery_known, CASE WHEN probed THEN 'measured' ELSE 'not measured' END, CASE WHEN probed THEN 'their share is of all with a record' ELSE 'not measured: needs the MX probe (--probe-mx)' END FROM counts
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
  note,
  published_domains,
  published_of,
  measured
FROM lines
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
