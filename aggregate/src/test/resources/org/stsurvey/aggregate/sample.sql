-- A made-up run in the shape of the dataset's schema: publishers, providers and faults in plausible shares, drawn from md5
-- so that the same variables give the same rows. It is no model of the world; it gives every table something to count.
--
-- Variables: rows (number of domains), seed (text), ranked (whether the list has ranks), growth (1.0 is the base rate).

CREATE OR REPLACE MACRO drawn(i, what) AS
  CAST('0x' || substr(md5(concat(getvariable('seed'), '/', what, '/', i)), 1, 8) AS BIGINT) / 4294967296.0;

CREATE OR REPLACE TABLE registry AS
SELECT * FROM (VALUES
  ('ok', 'policy', 'ok', 'RFC 8461 §3', 'Record and policy are usable.', ''),
  ('txt_nxdomain', 'txt', 'absent', 'RFC 8461 §3.1', 'There is no record.', 'Publish one.'),
  ('txt_nodata', 'txt', 'absent', 'RFC 8461 §3.1', 'There is no record.', 'Publish one.'),
  ('txt_servfail', 'txt', 'indeterminate', 'RFC 1035 §4.1.1', 'The name servers failed; this says nothing of deployment.', 'Repair the zone.'),
  ('txt_timeout', 'txt', 'indeterminate', 'RFC 1035 §4.2.1', 'No name server answered in time.', 'Check the name servers.'),
  ('domain_dns_dead', 'scan', 'indeterminate', '', 'No question about the domain was answered.', ''),
  ('txt_id_invalid_chars', 'txt', 'breaks', 'RFC 8461 §3.1', 'The id holds characters other than letters and digits.', 'Use letters and digits only.'),
  ('txt_id_missing', 'txt', 'breaks', 'RFC 8461 §3.1', 'The record has no id.', 'Add id=<letters and digits>.'),
  ('txt_multiple_records', 'txt', 'breaks', 'RFC 8461 §3.1', 'There is more than one record.', 'Keep one.'),
  ('host_nxdomain', 'host_dns', 'breaks', 'RFC 8461 §3.3', 'The policy host does not exist.', 'Add the name mta-sts.'),
  ('host_cname_dangling', 'host_dns', 'breaks', 'RFC 8461 §3.3', 'The policy host points to a name that does not exist.', 'Repair or remove the CNAME.'),
  ('host_timeout', 'host_dns', 'indeterminate', 'RFC 1035 §4.2.1', 'No answer for the policy host.', ''),
  ('tcp_refused', 'tcp', 'breaks', 'RFC 8461 §3.3', 'The policy host refuses connections on port 443.', 'Serve HTTPS there.'),
  ('tcp_timeout', 'tcp', 'breaks', 'RFC 8461 §3.3', 'The policy host does not answer on port 443.', 'Open port 443.'),
  ('tls_cert_name_mismatch', 'tls', 'breaks', 'RFC 8461 §3.3', 'The certificate is for another name.', 'Add mta-sts.<domain> to it.'),
  ('tls_cert_expired', 'tls', 'breaks', 'RFC 8461 §3.3', 'The certificate has expired.', 'Renew it.'),
  ('tls_cert_self_signed', 'tls', 'breaks', 'RFC 8461 §3.3', 'The certificate is signed by itself.', 'Get one from a public authority.'),
  ('tls_handshake_failure', 'tls', 'breaks', 'RFC 8461 §7.1', 'The server ended the TLS handshake.', 'Install a certificate for mta-sts.<domain>.'),
  ('http_404', 'http', 'breaks', 'RFC 8461 §3.3', 'The policy file is not found.', 'Serve /.well-known/mta-sts.txt.'),
  ('http_redirect', 'http', 'breaks', 'RFC 8461 §3.3', 'The server redirects; senders must not follow.', 'Serve the file directly.'),
  ('http_5xx', 'http', 'indeterminate_then_breaks', 'RFC 8461 §3.3', 'The server fails.', ''),
  ('policy_mx_missing', 'policy', 'breaks', 'RFC 8461 §3.2', 'The policy names no MX.', 'Add mx lines.'),
  ('policy_html', 'policy', 'breaks', 'RFC 8461 §3.2', 'The server sends a web page in place of the policy.', 'Serve the file.'),
  ('policy_blank_line', 'policy', 'breaks_unless_valid_lenient_then_warning', 'RFC 8461 §3.2', 'The policy has an empty line.', 'Remove it.'),
  ('policy_eol_lf', 'policy', 'notice', 'RFC 8461 §3.2', 'Lines end with LF.', ''),
  ('quirk_mx_wildcard', 'quirk', 'notice', 'RFC 8461 §4.1', 'A pattern is a wildcard.', ''),
  ('http_content_type_wrong', 'http', 'warning', 'RFC 8461 §3.2', 'The media type is not text/plain.', 'Send text/plain.'),
  ('mx_all_covered', 'mx', 'ok', 'RFC 8461 §4.1', 'Every MX host matches.', ''),
  ('mx_some_uncovered', 'mx', 'warning', 'RFC 8461 §5', 'An MX host matches no pattern.', 'Add it.'),
  ('mx_none_covered', 'mx', 'breaks_mail_in_enforce', 'RFC 8461 §5', 'No MX host matches a pattern: enforcing senders refuse mail.', 'Correct the mx lines.'),
  ('mx_lookup_indeterminate', 'mx', 'indeterminate', 'RFC 8461 §5', 'The MX hosts could not be looked up.', ''),
  ('mx_not_applicable', 'mx', 'ok', 'RFC 8461 §5', 'There is nothing to match.', ''),
  ('testing_without_tlsrpt', 'tlsrpt', 'warning', 'RFC 8461 §5', 'Testing says nothing without TLS-RPT.', 'Publish a TLS-RPT record.'),
  ('tlsrpt_ok', 'tlsrpt', 'ok', 'RFC 8460 §3', 'Reports are wanted.', ''),
  ('tlsrpt_none', 'tlsrpt', 'absent', 'RFC 8460 §3', 'There is no TLS-RPT record.', 'Publish one.'),
  ('tlsrpt_rua_missing', 'tlsrpt', 'breaks', 'RFC 8460 §3', 'The record names no address.', 'Add rua=.'),
  ('tlsrpt_dns_indeterminate', 'tlsrpt', 'indeterminate', 'RFC 8460 §3', 'The record could not be looked up.', '')
) AS r(code, stage, severity, section, explanation, remedy);

-- What a publisher can be, with its share of a million.
CREATE OR REPLACE TABLE fates AS
SELECT *, sum(weight) OVER (ORDER BY nr) - weight AS low, sum(weight) OVER (ORDER BY nr) AS high
FROM (VALUES
  (1, 'ok', 'policy', 'ok', 'valid_enforce', 'valid_enforce', 330000),
  (2, 'ok', 'policy', 'ok', 'valid_testing', 'valid_testing', 290000),
  (3, 'ok', 'policy', 'ok', 'valid_none', 'valid_none', 9000),
  (4, 'ok', 'policy', 'ok', 'valid_enforce', 'policy_invalid', 21000),
  (5, 'mx_none_covered', 'mx', 'breaks_mail', 'enforce_conflict', 'enforce_conflict', 12000),
  (6, 'txt_id_invalid_chars', 'txt', 'breaks', 'record_invalid', 'record_invalid', 14000),
  (7, 'txt_id_missing', 'txt', 'breaks', 'record_invalid', 'record_invalid', 5000),
  (8, 'txt_multiple_records', 'txt', 'breaks', 'record_invalid', 'record_invalid', 4000),
  (9, 'host_nxdomain', 'host_dns', 'breaks', 'policy_unreachable', 'policy_unreachable', 94000),
  (10, 'host_cname_dangling', 'host_dns', 'breaks', 'policy_unreachable', 'policy_unreachable', 15000),
  (11, 'host_timeout', 'host_dns', 'indeterminate', 'indeterminate', 'indeterminate', 6000),
  (12, 'tcp_refused', 'tcp', 'breaks', 'policy_unreachable', 'policy_unreachable', 9000),
  (13, 'tcp_timeout', 'tcp', 'breaks', 'policy_unreachable', 'policy_unreachable', 16000),
  (14, 'tls_cert_name_mismatch', 'tls', 'breaks', 'policy_unreachable', 'policy_unreachable', 36000),
  (15, 'tls_cert_expired', 'tls', 'breaks', 'policy_unreachable', 'policy_unreachable', 19000),
  (16, 'tls_cert_self_signed', 'tls', 'breaks', 'policy_unreachable', 'policy_unreachable', 24000),
  (17, 'tls_handshake_failure', 'tls', 'breaks', 'policy_unreachable', 'policy_unreachable', 26000),
  (18, 'http_404', 'http', 'breaks', 'policy_unreachable', 'policy_unreachable', 31000),
  (19, 'http_redirect', 'http', 'breaks', 'policy_unreachable', 'policy_unreachable', 8000),
  (20, 'http_5xx', 'http', 'indeterminate', 'indeterminate', 'indeterminate', 5000),
  (21, 'policy_mx_missing', 'policy', 'breaks', 'policy_invalid', 'policy_invalid', 6000),
  (22, 'policy_html', 'policy', 'breaks', 'policy_invalid', 'policy_invalid', 12000),
  (23, 'mx_lookup_indeterminate', 'mx', 'indeterminate', 'indeterminate', 'indeterminate', 8000)
) AS f(nr, outcome, stage, severity, status, status_strict, weight);

CREATE OR REPLACE TABLE targets AS
SELECT
  i AS ordinal,
  CASE WHEN getvariable('ranked') THEN (i * 7919) % getvariable('rows') + 1 END AS rank,
  (i * 7919) % getvariable('rows') + 1 AS line,
  CASE WHEN drawn(i, 'tld') < 0.52 THEN 'com' WHEN drawn(i, 'tld') < 0.60 THEN 'org' WHEN drawn(i, 'tld') < 0.67 THEN 'net'
       WHEN drawn(i, 'tld') < 0.74 THEN 'de' WHEN drawn(i, 'tld') < 0.79 THEN 'nl' WHEN drawn(i, 'tld') < 0.84 THEN 'uk'
       WHEN drawn(i, 'tld') < 0.90 THEN 'ru' WHEN drawn(i, 'tld') < 0.94 THEN 'br' ELSE 'io' END AS tld,
  drawn(i, 'mail') AS mail,
  drawn(i, 'publishes') AS publishes,
  drawn(i, 'fate') AS fate,
  drawn(i, 'absent') AS absent,
  drawn(i, 'detail') AS detail
FROM range(getvariable('rows')) AS t(i);

CREATE OR REPLACE TABLE judged AS
SELECT
  t.*,
  concat('domain', t.ordinal, '.', t.tld) AS domain,
  p.published,
  CASE WHEN p.published THEN f.outcome WHEN t.absent < 0.965 THEN 'txt_nxdomain' WHEN t.absent < 0.992 THEN 'txt_nodata'
       WHEN t.absent < 0.995 THEN 'txt_servfail' WHEN t.absent < 0.997 THEN 'txt_timeout' WHEN t.absent < 0.998 THEN 'domain_dns_dead'
       ELSE 'txt_nxdomain' END AS outcome,
  f.stage AS fate_stage,
  f.severity AS fate_severity,
  f.status AS fate_status,
  f.status_strict AS fate_status_strict
FROM targets t
CROSS JOIN LATERAL (SELECT t.publishes < getvariable('growth') * CASE
    WHEN t.line <= 1000 THEN 0.09 WHEN t.line <= 10000 THEN 0.035 ELSE 0.014 END AS published) p
LEFT JOIN fates f ON p.published AND t.fate * 1000000 >= f.low AND t.fate * 1000000 < f.high;

CREATE OR REPLACE TABLE sample AS
SELECT
  CAST(ordinal AS BIGINT) AS ordinal,
  CAST(rank AS BIGINT) AS rank,
  CAST(line AS BIGINT) AS line,
  domain,
  tld,
  domain AS registrable_domain,
  CAST(1 AS INTEGER) AS pass,
  TIMESTAMPTZ '2026-11-01 00:00:00+00' + to_seconds(ordinal) AS observed_at,
  outcome,
  CASE WHEN published THEN fate_stage WHEN outcome = 'domain_dns_dead' THEN 'scan' ELSE 'txt' END AS stage,
  CASE WHEN published THEN fate_status WHEN outcome IN ('txt_nxdomain', 'txt_nodata') THEN 'absent' ELSE 'indeterminate' END AS deployment_status,
  CASE WHEN published THEN fate_status_strict WHEN outcome IN ('txt_nxdomain', 'txt_nodata') THEN 'absent' ELSE 'indeterminate' END AS deployment_status_strict,
  published,
  CASE WHEN outcome = 'domain_dns_dead' THEN 'unknown'
       WHEN outcome = 'mx_lookup_indeterminate' THEN 'unknown'
       WHEN published AND mail < 0.985 THEN 'mx'
       WHEN outcome = 'txt_servfail' AND mail < 0.5 THEN 'unknown'
       WHEN mail < 0.67 THEN 'mx' WHEN mail < 0.80 THEN 'implicit_mx' WHEN mail < 0.85 THEN 'null_mx'
       WHEN mail < 0.95 OR published THEN 'none' ELSE 'no_such_domain' END AS reception,
  list_filter([
    CASE WHEN outcome <> 'ok' THEN {'code': outcome, 'severity': coalesce(fate_severity, CASE WHEN outcome IN ('txt_nxdomain', 'txt_nodata') THEN 'absent' ELSE 'indeterminate' END), 'after_txt_failure': false, 'detail': MAP {'seen': domain}} END,
    CASE WHEN outcome = 'tls_cert_name_mismatch' AND detail < 0.4 THEN {'code': 'tls_cert_expired', 'severity': 'breaks', 'after_txt_failure': false, 'detail': MAP {'days': '12'}} END,
    CASE WHEN outcome = 'txt_id_missing' AND detail < 0.9 THEN {'code': 'http_404', 'severity': 'breaks', 'after_txt_failure': true, 'detail': MAP {'status': '404'}} END,
    CASE WHEN fate_status_strict = 'policy_invalid' AND fate_status = 'valid_enforce' THEN {'code': 'policy_blank_line', 'severity': 'warning', 'after_txt_failure': false, 'detail': MAP {'line': '3'}} END,
    CASE WHEN outcome = 'ok' AND detail < 0.45 THEN {'code': 'policy_eol_lf', 'severity': 'notice', 'after_txt_failure': false, 'detail': MAP {'lines': '4'}} END,
    CASE WHEN outcome = 'ok' AND detail > 0.60 THEN {'code': 'quirk_mx_wildcard', 'severity': 'notice', 'after_txt_failure': false, 'detail': MAP {'pattern': '*.example.com'}} END,
    CASE WHEN outcome = 'ok' AND detail > 0.88 THEN {'code': 'http_content_type_wrong', 'severity': 'warning', 'after_txt_failure': false, 'detail': MAP {'content_type': 'text/html'}} END,
    CASE WHEN fate_status = 'valid_enforce' AND detail > 0.95 THEN {'code': 'mx_some_uncovered', 'severity': 'warning', 'after_txt_failure': false, 'detail': MAP {'uncovered': '1'}} END
  ], lambda x: x IS NOT NULL) AS findings,
  CASE WHEN published THEN {
    'id': '20260101000000',
    'id_style': CASE WHEN fate_stage = 'txt' THEN NULL WHEN detail < 0.44 THEN 'timestamp' WHEN detail < 0.7 THEN 'date' WHEN detail < 0.9 THEN 'epoch' WHEN detail < 0.97 THEN 'hex' ELSE 'other' END,
    'valid': fate_stage <> 'txt'} END AS record,
  CASE WHEN fate_status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict', 'policy_invalid') OR outcome = 'mx_lookup_indeterminate' THEN {
    'version': CASE WHEN outcome <> 'policy_html' THEN 'STSv1' END,
    'mode': CASE WHEN outcome <> 'policy_html' THEN CASE fate_status WHEN 'valid_testing' THEN 'testing' WHEN 'valid_none' THEN 'none' ELSE 'enforce' END END,
    'max_age': CASE WHEN outcome <> 'policy_html' THEN CAST(CASE
      WHEN detail < 0.01 THEN 0 WHEN detail < 0.05 THEN 3600 WHEN detail < 0.30 THEN 86400 WHEN detail < 0.66 THEN 604800 WHEN detail < 0.74 THEN 1209600
      WHEN detail < 0.82 THEN 2592000 WHEN detail < 0.88 THEN 10368000 WHEN detail < 0.98 THEN 31536000 ELSE 31557600 END AS BIGINT) END,
    'mx': CASE WHEN outcome IN ('policy_html', 'policy_mx_missing') THEN CAST([] AS VARCHAR[]) ELSE ['*.example.com'] END,
    'line_ending': CASE WHEN detail < 0.45 THEN 'lf' WHEN detail < 0.96 THEN 'crlf' WHEN detail < 0.99 THEN 'mixed' ELSE 'none' END,
    'valid_strict': fate_status_strict LIKE 'valid%' OR fate_status_strict = 'enforce_conflict',
    'valid_lenient': fate_status LIKE 'valid%' OR fate_status = 'enforce_conflict'} END AS policy,
  CASE WHEN published AND fate_stage IN ('tls', 'http', 'policy', 'mx') AND outcome <> 'tls_handshake_failure' THEN {
    'issuer': CASE WHEN outcome = 'tls_cert_self_signed' THEN 'localhost' WHEN detail < 0.62 THEN 'Let''s Encrypt' WHEN detail < 0.83 THEN 'Google Trust Services'
      WHEN detail < 0.90 THEN 'Sectigo Limited' WHEN detail < 0.96 THEN 'DigiCert Inc' ELSE 'Amazon' END,
    'not_before': TIMESTAMPTZ '2026-08-01 00:00:00+00',
    'not_after': TIMESTAMPTZ '2026-11-01 00:00:00+00' + to_days(CAST(CASE WHEN outcome = 'tls_cert_expired' THEN -12 ELSE round(detail * 90) END AS INTEGER)),
    'days_left': CAST(CASE WHEN outcome = 'tls_cert_expired' THEN -12 ELSE round(detail * 90) END AS BIGINT),
    'key': CASE WHEN detail < 0.5 THEN 'EC 256' ELSE 'RSA 2048' END} END AS certificate,
  CASE WHEN fate_status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict') OR outcome = 'mx_lookup_indeterminate' THEN {
    'outcome': CASE WHEN outcome IN ('mx_none_covered', 'mx_lookup_indeterminate') THEN outcome WHEN fate_status = 'valid_none' THEN 'mx_not_applicable'
      WHEN mail >= 0.985 THEN 'mx_absent' WHEN fate_status = 'valid_enforce' AND detail > 0.95 THEN 'mx_some_uncovered' ELSE 'mx_all_covered' END,
    'hosts': CAST(2 AS INTEGER),
    'uncovered': CAST([] AS VARCHAR[])} END AS alignment,
  {'outcome': CASE WHEN outcome IN ('domain_dns_dead', 'txt_timeout') THEN 'tlsrpt_dns_indeterminate'
      WHEN published AND mail * 10 % 1 < 0.63 THEN 'tlsrpt_ok' WHEN published AND mail * 10 % 1 < 0.66 THEN 'tlsrpt_rua_missing'
      WHEN mail * 100 % 1 < 0.011 THEN 'tlsrpt_ok' ELSE 'tlsrpt_none' END,
   'rua': CASE WHEN (published AND mail * 10 % 1 < 0.63) OR (mail * 100 % 1 < 0.011 AND outcome NOT IN ('domain_dns_dead', 'txt_timeout'))
      THEN ['mailto:tlsrpt@' || domain] ELSE CAST([] AS VARCHAR[]) END} AS tlsrpt,
  CASE WHEN published AND detail < 0.10 THEN 'PowerDMARC' WHEN published AND detail < 0.17 THEN 'EasyDMARC' WHEN published AND detail < 0.22 THEN 'Mailhardener'
       WHEN published AND detail < 0.25 THEN 'URIports' END AS policy_host_provider,
  CASE WHEN mail < 0.22 THEN 'Google Workspace' WHEN mail < 0.41 THEN 'Microsoft 365' WHEN mail < 0.44 THEN 'Yandex' WHEN mail < 0.46 THEN 'Zoho'
       WHEN published AND mail < 0.62 THEN 'Microsoft 365' END AS mx_provider,
  {'status': CASE WHEN outcome IN ('domain_dns_dead', 'mx_lookup_indeterminate') THEN 'failed' WHEN mail < 0.67 OR published THEN 'found' ELSE 'no_data' END,
   'records': CASE
      WHEN outcome IN ('domain_dns_dead', 'mx_lookup_indeterminate') THEN CAST([] AS STRUCT(preference INTEGER, exchange VARCHAR)[])
      WHEN mail < 0.22 THEN [{'preference': 1, 'exchange': 'smtp.google.com'}]
      WHEN mail < 0.67 OR published THEN [{'preference': 10, 'exchange': 'mx1.' || domain}, {'preference': 20, 'exchange': 'backup.mail.example'}]
      ELSE CAST([] AS STRUCT(preference INTEGER, exchange VARCHAR)[]) END} AS mx_lookup
FROM judged;
