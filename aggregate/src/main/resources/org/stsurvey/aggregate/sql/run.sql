-- A run of the dataset: the only file here, with expected.sql, that knows the nesting of its rows.
--
-- The views show one run at a time, and are made anew for each. Expects the variables `list`, `run` and `registry` (a file
-- pattern), the view `parts`, which has the columns of `expected_parts` and perhaps more, and the view `published_parts`, its
-- rows with a record. The file providers.sql goes with it.
--
-- Nearly all domains publish nothing and have nothing else to tell: they are plain, and counted in groups. The rows of
-- publishers hold much, and are read once.

-- Every row, with whether it is plain: a name of the list that is absent and serves no policy either.
CREATE OR REPLACE VIEW marked_parts AS
SELECT
  *,
  NOT published AND deployment_status = 'absent' AND NOT coalesce(panel, false) AND policy.line_ending IS NULL AS plain
FROM parts;

-- Every name of the run, to be found again in the run before and the run after.
CREATE OR REPLACE VIEW all_names AS
SELECT domain, plain, outcome, CAST(epoch(observed_at) AS BIGINT) AS observed_second
FROM marked_parts;

-- The rows of domains that are not plain and have no record, with what is read of them.
CREATE OR REPLACE TABLE told_parts AS
SELECT
  ordinal,
  rank,
  domain,
  tld,
  coalesce(panel, false) AS panel,
  lists,
  groups,
  CAST(epoch(observed_at) AS BIGINT) AS observed_second,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  reception,
  policy.line_ending IS NOT NULL AS policy_read,
  tlsrpt.outcome AS tlsrpt_outcome,
  coalesce(len(tlsrpt.rua), 0) > 0 AS tlsrpt_usable,
  dane.outcome AS dane_outcome,
  mx_provider
FROM marked_parts
WHERE NOT published AND NOT plain;

-- The publishers' rows, with what is read of them alone.
CREATE OR REPLACE TABLE publisher_parts AS
SELECT
  ordinal,
  rank,
  domain,
  tld,
  coalesce(panel, false) AS panel,
  list_transform(lists, lambda l: l.list) AS source_names,
  groups AS group_names,
  CAST(epoch(observed_at) AS BIGINT) AS observed_second,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  reception,
  findings,
  record.id AS id,
  record.id_style AS id_style,
  coalesce(record.valid, false) AS record_valid,
  policy.line_ending AS line_ending,
  policy.mode AS mode,
  policy.max_age AS max_age,
  policy.mx AS patterns,
  policy.valid_strict AS valid_strict,
  policy.valid_lenient AS valid_lenient,
  certificate.issuer AS certificate_issuer,
  certificate.days_left AS certificate_days_left,
  certificate.key AS certificate_key,
  alignment.outcome AS alignment,
  tlsrpt.outcome AS tlsrpt_outcome,
  coalesce(len(tlsrpt.rua), 0) > 0 AS tlsrpt_usable,
  dane.outcome AS dane_outcome,
  policy_host_provider,
  mx_provider,
  mx_lookup.records AS mx_records,
  txt_lookup.cnames AS record_cnames,
  CASE WHEN len(policy_host.a.cnames) > 0 THEN policy_host.a.cnames ELSE policy_host.aaaa.cnames END AS host_cnames,
  list_distinct(list_concat(policy_host.a.records, policy_host.aaaa.records)) AS host_addresses,
  delivery,
  mx_verdicts
FROM published_parts;

-- What only publishers are asked for, as text: sets sorted, sequences in their order, separated by spaces.
CREATE OR REPLACE VIEW publisher_network AS
SELECT
  ordinal,
  array_to_string(list_sort(list_distinct(list_transform(mx_records, lambda r: r.exchange))), ' ') AS mx_hosts,
  array_to_string(record_cnames, ' ') AS record_cnames,
  array_to_string(host_cnames, ' ') AS host_cnames,
  record_cnames[-1] AS record_target,
  host_cnames[-1] AS host_target,
  array_to_string(list_sort(host_addresses), ' ') AS host_addresses
FROM publisher_parts;

-- One row per finding of a publisher.
CREATE OR REPLACE VIEW publisher_findings AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  panel,
  reception,
  primary_outcome,
  deployment_status,
  finding.code AS code,
  finding.severity AS severity,
  finding.after_txt_failure AS after_txt_failure,
  finding.detail['mx_mismatch_class'] AS mismatch_class
FROM (
  SELECT ordinal, panel, reception, outcome AS primary_outcome, deployment_status, unnest(findings) AS finding
  FROM publisher_parts);

-- One row per MX record of a publisher.
CREATE OR REPLACE VIEW publisher_mx AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  panel,
  deployment_status,
  record.preference AS preference,
  record.exchange AS exchange
FROM (
  SELECT ordinal, panel, deployment_status, unnest(mx_records) AS record
  FROM publisher_parts);

-- One row per address of the policy host of a publisher of the list.
CREATE OR REPLACE VIEW publisher_addresses AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  unnest(host_addresses) AS address
FROM publisher_parts
WHERE NOT panel;

-- One row per publisher of the list whose MX hosts were probed, with how many of them a sender could use.
CREATE OR REPLACE VIEW publisher_probes AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  delivery,
  len(list_filter(mx_verdicts, lambda v: v.use = 'usable')) AS usable,
  len(list_filter(mx_verdicts, lambda v: v.use = 'unusable')) AS unusable,
  len(list_filter(mx_verdicts, lambda v: v.use = 'unknown')) AS unknown,
  len(list_filter(mx_verdicts, lambda v: list_has_any(v.faults, ['name_mismatch', 'cn_only', 'self_signed', 'untrusted_root',
    'unknown_issuer', 'expired', 'chain_expired', 'not_yet_valid', 'constraint', 'weak_breaks']))) AS bad_certificate,
  len(list_filter(mx_verdicts, lambda v: list_contains(v.faults, 'name_mismatch'))) AS name_mismatch,
  len(list_filter(mx_verdicts, lambda v: list_contains(v.faults, 'cn_only'))) AS cn_only,
  len(list_filter(mx_verdicts, lambda v: list_contains(v.faults, 'self_signed'))) AS self_signed,
  len(list_filter(mx_verdicts, lambda v: list_has_any(v.faults, ['expired', 'chain_expired']))) AS expired,
  len(list_filter(mx_verdicts, lambda v: list_contains(v.faults, 'starttls_missing'))) AS no_starttls
FROM publisher_parts
WHERE mx_verdicts IS NOT NULL AND NOT panel;

-- The registry of outcomes as the run wrote it.
CREATE OR REPLACE VIEW observed_outcomes AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  code,
  stage,
  severity,
  section,
  explanation,
  remedy
FROM read_parquet(getvariable('registry'), hive_partitioning = false);
