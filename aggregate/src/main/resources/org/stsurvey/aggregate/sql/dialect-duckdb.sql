-- The dataset as DuckDB sees it: the only file here that knows Parquet, nesting and DuckDB's own functions.
--
-- Another engine needs a file like this one that defines the same macros and the same flat views; all other SQL is
-- shared and stays inside what DuckDB and Spark SQL both understand.
--
-- The views show one run at a time, and are made anew for each. Expects the variables `list`, `run`, `parts` and `registry` (file patterns), the tables
-- `extended_hosts` and `extended_mx` (ordinal, provider), which hold what the reader's own provider rules say, and the table
-- `removed_names` (domain), names that published in the run before and do not any more.

-- A share as a double; null where there is nothing to have a share of.
CREATE OR REPLACE MACRO share(k, n) AS
  CASE WHEN n > 0 THEN CAST(k AS DOUBLE) / CAST(n AS DOUBLE) END;

-- Wilson's score interval for k of n at 95 % (z = 1.959963984540054), E. B. Wilson, JASA 22 (1927).
-- A list that was scanned whole is a census: the interval holds only if the list is seen as a sample.
CREATE OR REPLACE MACRO wilson_low(k, n) AS
  CASE WHEN n > 0 AND k = 0 THEN CAST(0 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           - 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

CREATE OR REPLACE MACRO wilson_high(k, n) AS
  CASE WHEN n > 0 AND k = n THEN CAST(1 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           + 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

-- The published parts of the run. Fields that an older schema lacks come from the empty relation, which names them.
CREATE OR REPLACE VIEW parts AS
SELECT * FROM read_parquet(getvariable('parts'), hive_partitioning = false, union_by_name = true)
UNION ALL BY NAME
SELECT
  CAST(NULL AS BIGINT) AS rank,
  CAST(NULL AS VARCHAR) AS registrable_domain,
  CAST(NULL AS BOOLEAN) AS panel,
  CAST(NULL AS STRUCT(list VARCHAR, rank BIGINT)[]) AS lists,
  CAST(NULL AS VARCHAR[]) AS groups,
  CAST(NULL AS TIMESTAMPTZ) AS observed_at,
  CAST(NULL AS STRUCT(id VARCHAR, id_style VARCHAR, valid BOOLEAN)) AS record,
  CAST(NULL AS STRUCT(mode VARCHAR, max_age BIGINT, mx VARCHAR[], line_ending VARCHAR,
    valid_strict BOOLEAN, valid_lenient BOOLEAN)) AS policy,
  CAST(NULL AS STRUCT(issuer VARCHAR, days_left BIGINT, key VARCHAR)) AS certificate,
  CAST(NULL AS STRUCT(outcome VARCHAR, uncovered VARCHAR[])) AS alignment,
  CAST(NULL AS STRUCT(outcome VARCHAR, rua VARCHAR[])) AS tlsrpt,
  CAST(NULL AS VARCHAR) AS policy_host_provider,
  CAST(NULL AS VARCHAR) AS mx_provider,
  CAST(NULL AS STRUCT(cnames VARCHAR[])) AS txt_lookup,
  CAST(NULL AS STRUCT(records STRUCT(preference INTEGER, exchange VARCHAR)[])) AS mx_lookup,
  CAST(NULL AS STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]), aaaa STRUCT(cnames VARCHAR[], records VARCHAR[])))
    AS policy_host
WHERE false;

-- One row per domain of the run, those of the panel too.
CREATE OR REPLACE VIEW observations AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  p.ordinal,
  p.rank,
  CASE WHEN p.rank <= 1000 THEN 1 WHEN p.rank <= 10000 THEN 2 WHEN p.rank <= 100000 THEN 3 WHEN p.rank <= 1000000 THEN 4
       ELSE 5 END AS rank_band,
  p.domain,
  p.tld,
  coalesce(p.panel, false) AS panel,
  CAST(epoch(p.observed_at) AS BIGINT) AS observed_second,
  p.outcome,
  p.stage,
  p.deployment_status,
  p.deployment_status_strict,
  p.published,
  p.reception,
  p.record.id AS id,
  p.record.id_style AS id_style,
  coalesce(p.record.valid, false) AS record_valid,
  p.policy IS NOT NULL AS policy_read,
  p.policy.mode AS mode,
  p.policy.max_age AS max_age,
  array_to_string(list_sort(p.policy.mx), ' ') AS mx_patterns,
  len(p.policy.mx) AS pattern_count,
  p.policy.line_ending AS line_ending,
  p.policy.valid_strict AS valid_strict,
  p.policy.valid_lenient AS valid_lenient,
  p.certificate.issuer AS certificate_issuer,
  p.certificate.days_left AS certificate_days_left,
  p.certificate.key AS certificate_key,
  p.alignment.outcome AS alignment,
  array_to_string(list_sort(p.alignment.uncovered), ' ') AS uncovered,
  p.tlsrpt.outcome AS tlsrpt_outcome,
  coalesce(len(p.tlsrpt.rua), 0) > 0 AS tlsrpt_usable,
  coalesce(h.provider, p.policy_host_provider) AS policy_host_provider,
  coalesce(m.provider, p.mx_provider) AS mx_provider
FROM parts p
LEFT JOIN extended_hosts h ON h.ordinal = p.ordinal
LEFT JOIN extended_mx m ON m.ordinal = p.ordinal;

-- What only publishers are asked for, as text: sets sorted, sequences in their order, separated by spaces.
CREATE OR REPLACE VIEW publisher_network AS
SELECT
  ordinal,
  domain,
  array_to_string(list_sort(list_distinct(list_transform(mx_lookup.records, lambda r: r.exchange))), ' ') AS mx_hosts,
  array_to_string(txt_lookup.cnames, ' ') AS record_cnames,
  array_to_string(
    CASE WHEN len(policy_host.a.cnames) > 0 THEN policy_host.a.cnames ELSE policy_host.aaaa.cnames END, ' ') AS host_cnames,
  txt_lookup.cnames[-1] AS record_target,
  CASE WHEN len(policy_host.a.cnames) > 0 THEN policy_host.a.cnames[-1] ELSE policy_host.aaaa.cnames[-1] END AS host_target,
  array_to_string(list_sort(list_distinct(list_concat(policy_host.a.records, policy_host.aaaa.records))), ' ')
    AS host_addresses
FROM parts
WHERE published;

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
  SELECT
    ordinal,
    coalesce(panel, false) AS panel,
    reception,
    outcome AS primary_outcome,
    deployment_status,
    unnest(findings) AS finding
  FROM parts
  WHERE published);

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
  SELECT ordinal, coalesce(panel, false) AS panel, deployment_status, unnest(mx_lookup.records) AS record
  FROM parts
  WHERE published);

-- One row per host that receives mail for a name of `removed_names`; a domain without MX receives it itself (RFC 5321 §5.1).
CREATE OR REPLACE VIEW removed_mx_hosts AS
SELECT getvariable('list') AS list, getvariable('run') AS run, domain, host
FROM (
  SELECT
    p.domain,
    unnest(CASE WHEN p.reception = 'implicit_mx' THEN [p.domain]
                WHEN p.reception = 'mx' THEN list_transform(p.mx_lookup.records, lambda r: r.exchange) END) AS host
  FROM parts p
  JOIN removed_names r ON r.domain = p.domain);

-- One row per address of a publisher's policy host.
CREATE OR REPLACE VIEW publisher_addresses AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  address
FROM (
  SELECT ordinal, unnest(list_distinct(list_concat(policy_host.a.records, policy_host.aaaa.records))) AS address
  FROM parts
  WHERE published AND NOT coalesce(panel, false));

-- One row per group of a domain of the list, of runs with labels; the group is null where no label covers the domain.
CREATE OR REPLACE VIEW observed_groups AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  published,
  unnest(CASE WHEN len(groups) = 0 THEN [NULL] ELSE groups END) AS domain_group
FROM parts
WHERE groups IS NOT NULL AND NOT coalesce(panel, false);

-- One row per list that has a domain, of runs made of several lists.
CREATE OR REPLACE VIEW observed_sources AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  published,
  source.list AS source
FROM (
  SELECT ordinal, published, unnest(lists) AS source
  FROM parts
  WHERE lists IS NOT NULL AND NOT coalesce(panel, false));

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
