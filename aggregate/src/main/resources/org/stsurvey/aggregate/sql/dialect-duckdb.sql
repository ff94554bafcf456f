-- The dataset as DuckDB sees it: the only file here that knows Parquet, nesting and DuckDB's own functions.
--
-- Another engine needs a file like this one that defines the same macros and the same flat views; all other SQL is
-- shared and stays inside what DuckDB and Spark SQL both understand.
--
-- The views show one run at a time, and are made anew for each. Expects the variables `list`, `run`, `parts` and `registry`
-- (file patterns), one of the files providers-*.sql after this one, and the table `removed_names` (domain), names that
-- published in the run before and do not any more.
--
-- Nearly all domains publish nothing, and their rows hold little: they are read column by column where they are counted.
-- The rows of publishers hold much, and are read once.

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
  CAST(NULL AS BOOLEAN) AS panel,
  CAST(NULL AS STRUCT(list VARCHAR, rank BIGINT)[]) AS lists,
  CAST(NULL AS VARCHAR[]) AS groups,
  CAST(NULL AS TIMESTAMPTZ) AS observed_at,
  CAST(NULL AS STRUCT(id VARCHAR, id_style VARCHAR, valid BOOLEAN)) AS record,
  CAST(NULL AS STRUCT(mode VARCHAR, max_age BIGINT, mx VARCHAR[], line_ending VARCHAR,
    valid_strict BOOLEAN, valid_lenient BOOLEAN)) AS policy,
  CAST(NULL AS STRUCT(issuer VARCHAR, days_left BIGINT, key VARCHAR)) AS certificate,
  CAST(NULL AS STRUCT(outcome VARCHAR)) AS alignment,
  CAST(NULL AS STRUCT(outcome VARCHAR, rua VARCHAR[])) AS tlsrpt,
  CAST(NULL AS VARCHAR) AS policy_host_provider,
  CAST(NULL AS VARCHAR) AS mx_provider,
  CAST(NULL AS STRUCT(cnames VARCHAR[])) AS txt_lookup,
  CAST(NULL AS STRUCT(records STRUCT(preference INTEGER, exchange VARCHAR)[])) AS mx_lookup,
  CAST(NULL AS STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]), aaaa STRUCT(cnames VARCHAR[], records VARCHAR[])))
    AS policy_host
WHERE false;

-- How far up the list a rank is: top 1k, 10k, 100k, 1M, or beyond and without rank.
CREATE OR REPLACE MACRO rank_band(rank) AS
  CASE WHEN rank <= 1000 THEN 1 WHEN rank <= 10000 THEN 2 WHEN rank <= 100000 THEN 3 WHEN rank <= 1000000 THEN 4 ELSE 5 END;

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
  record,
  policy,
  certificate,
  alignment.outcome AS alignment,
  tlsrpt.outcome AS tlsrpt_outcome,
  coalesce(len(tlsrpt.rua), 0) > 0 AS tlsrpt_usable,
  policy_host_provider,
  mx_provider,
  mx_lookup.records AS mx_records,
  txt_lookup.cnames AS record_cnames,
  CASE WHEN len(policy_host.a.cnames) > 0 THEN policy_host.a.cnames ELSE policy_host.aaaa.cnames END AS host_cnames,
  list_distinct(list_concat(policy_host.a.records, policy_host.aaaa.records)) AS host_addresses
FROM parts
WHERE published;

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

-- One row per address of the policy host of a publisher of the list.
CREATE OR REPLACE VIEW publisher_addresses AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  ordinal,
  unnest(host_addresses) AS address
FROM publisher_parts
WHERE NOT panel;

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
