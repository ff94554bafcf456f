-- The dataset as DuckDB sees it: the only file here that knows Parquet, nesting and DuckDB's own functions.
--
-- Another engine needs a file like this one that defines the same macros and the same flat views; all other SQL is
-- shared and stays inside what DuckDB and Spark SQL both understand.
--
-- Expects the variables `parts` and `registries` (lists of file patterns) and the table `runs`, one row per run, which
-- Aggregation fills from the manifests.

-- A share as a double; null where there is nothing to have a share of.
CREATE MACRO share(k, n) AS
  CASE WHEN n > 0 THEN CAST(k AS DOUBLE) / CAST(n AS DOUBLE) END;

-- Wilson's score interval for k of n at 95 % (z = 1.959963984540054), E. B. Wilson, JASA 22 (1927).
-- A list that was scanned whole is a census: the interval holds only if the list is seen as a sample.
CREATE MACRO wilson_low(k, n) AS
  CASE WHEN n > 0 AND k = 0 THEN CAST(0 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           - 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

CREATE MACRO wilson_high(k, n) AS
  CASE WHEN n > 0 AND k = n THEN CAST(1 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           + 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

-- The published parts of all runs; `list` and `run` come from the folder names. Fields that came after schema 1 are
-- missing in older files; where no file has them, the empty relation names them.
CREATE VIEW all_parts AS
SELECT *
FROM read_parquet(
  getvariable('parts'),
  hive_partitioning = true,
  hive_types = {'list': VARCHAR, 'run': VARCHAR},
  union_by_name = true)
UNION ALL BY NAME
SELECT
  CAST(NULL AS BOOLEAN) AS panel,
  CAST(NULL AS VARCHAR[]) AS groups,
  CAST(NULL AS STRUCT(list VARCHAR, rank BIGINT)[]) AS lists
WHERE false;

-- What the lists' rates are made of: not the panel, whose domains are scanned because they published once.
CREATE VIEW parts AS
SELECT * FROM all_parts WHERE NOT coalesce(panel, false);

-- One row per domain of a run.
CREATE VIEW observations AS
SELECT
  list,
  run,
  ordinal,
  rank,
  domain,
  tld,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  published,
  reception,
  record.id_style AS id_style,
  coalesce(record.valid, false) AS record_valid,
  policy.mode AS mode,
  policy.max_age AS max_age,
  policy.line_ending AS line_ending,
  certificate.issuer AS certificate_issuer,
  certificate.days_left AS certificate_days_left,
  certificate.key AS certificate_key,
  alignment.outcome AS alignment,
  tlsrpt.outcome AS tlsrpt_outcome,
  len(tlsrpt.rua) AS tlsrpt_rua_count,
  policy_host_provider,
  mx_provider
FROM parts;

-- One row per group of a domain, of runs with labels; the group is null where no label covers the domain.
CREATE VIEW domain_groups AS
SELECT list, run, ordinal, domain_group
FROM (
  SELECT list, run, ordinal, unnest(CASE WHEN len(groups) = 0 THEN [NULL] ELSE groups END) AS domain_group
  FROM parts
  WHERE groups IS NOT NULL);

-- One row per list that names a domain, of runs over several lists.
CREATE VIEW domain_lists AS
SELECT list, run, ordinal, place.list AS source_list, place.rank AS source_rank, source_lists
FROM (SELECT list, run, ordinal, unnest(lists) AS place, len(lists) AS source_lists FROM parts WHERE lists IS NOT NULL);

-- One row per finding; what it needs to know of its domain stands beside it.
CREATE VIEW findings AS
SELECT
  list,
  run,
  ordinal,
  domain,
  published,
  reception,
  outcome AS primary_outcome,
  deployment_status,
  policy_host_provider,
  finding.code AS code,
  finding.severity AS severity,
  finding.after_txt_failure AS after_txt_failure,
  finding.detail['exclusion'] AS exclusion
FROM (SELECT *, unnest(findings) AS finding FROM parts);

-- One row per MX record.
CREATE VIEW mx AS
SELECT list, run, ordinal, domain, published, deployment_status, record.preference AS preference, record.exchange AS exchange
FROM (
  SELECT list, run, ordinal, domain, published, deployment_status, unnest(mx_lookup.records) AS record
  FROM parts);

-- One row per policy file that was read.
CREATE VIEW policies AS
SELECT
  list,
  run,
  ordinal,
  domain,
  deployment_status,
  deployment_status_strict,
  policy.mode AS mode,
  policy.max_age AS max_age,
  policy.line_ending AS line_ending,
  len(policy.mx) AS patterns,
  policy.valid_strict AS valid_strict,
  policy.valid_lenient AS valid_lenient
FROM parts
WHERE policy IS NOT NULL;

-- The registry of outcomes as each run wrote it.
CREATE VIEW outcomes AS
SELECT list, run, code, stage, severity, section, explanation, remedy
FROM read_parquet(
  getvariable('registries'),
  hive_partitioning = true,
  hive_types = {'list': VARCHAR, 'run': VARCHAR},
  union_by_name = true);
