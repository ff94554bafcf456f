-- What the tables read: the extracts of all runs put together.
--
-- A domain with a record is a row of its own in `domains`, with weight 1; the others stand there in groups that no table
-- tells apart, with their number as weight. So whatever counts publishers may count rows, and whatever counts all domains
-- sums weights. The panel is in `publisher_rows` and `watched` alone, and in no rate of a list.

CREATE TABLE domains AS
SELECT
  list,
  run,
  ordinal,
  domain,
  rank,
  rank AS last_rank,
  rank_band,
  tld,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  published,
  reception,
  id_style,
  record_valid,
  mode,
  max_age,
  line_ending,
  certificate_issuer,
  certificate_days_left,
  certificate_key,
  alignment,
  tlsrpt_outcome,
  tlsrpt_usable,
  dane_outcome,
  policy_host_provider,
  mx_provider,
  n1,
  n2,
  n3,
  n4,
  n5,
  n6,
  n1_unknown,
  n2_unknown,
  n3_unknown,
  n4_unknown,
  n5_unknown,
  n6_unknown,
  d1,
  d2,
  d3,
  d4,
  broken,
  CAST(1 AS BIGINT) AS weight
FROM publisher_rows
WHERE NOT panel
UNION ALL
SELECT
  list,
  run,
  CAST(NULL AS BIGINT),
  CAST(NULL AS STRING),
  CAST(NULL AS BIGINT),
  last_rank,
  rank_band,
  tld,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  false,
  reception,
  CAST(NULL AS STRING),
  false,
  CAST(NULL AS STRING),
  CAST(NULL AS BIGINT),
  CAST(NULL AS STRING),
  CAST(NULL AS STRING),
  CAST(NULL AS BIGINT),
  CAST(NULL AS STRING),
  CAST(NULL AS STRING),
  tlsrpt_outcome,
  tlsrpt_usable,
  dane_outcome,
  CAST(NULL AS STRING),
  mx_provider,
  false,
  false,
  false,
  false,
  false,
  false,
  n1_unknown,
  n2_unknown,
  n3_unknown,
  n4_unknown,
  n5_unknown,
  n6_unknown,
  true,
  d2,
  d3,
  d4,
  false,
  weight
FROM other_counts;

-- One row per policy file that a publisher of the list serves with status 200.
CREATE VIEW policies AS
SELECT
  list,
  run,
  ordinal,
  domain,
  deployment_status,
  deployment_status_strict,
  mode,
  max_age,
  line_ending,
  pattern_count AS patterns,
  valid_strict,
  valid_lenient
FROM publisher_rows
WHERE NOT panel AND policy_read;

-- Who manages the policy host of each publisher of the list. The provider table decides first; for the rest, the frozen
-- classes; for a key that they do not have, how many share it in this run, but never up to a third party.
CREATE TABLE managers AS
SELECT
  d.list,
  d.run,
  d.ordinal,
  k.entity_key,
  CASE
    WHEN k.entity_key LIKE 'provider:%' THEN 'third party'
    WHEN k.entity_key IS NULL THEN 'unclassified'
    ELSE coalesce(c.entity, CASE WHEN s.domains <= 5 THEN 'self-managed' ELSE 'unclassified' END) END AS entity,
  CASE
    WHEN k.entity_key LIKE 'provider:%' THEN 'provider table'
    WHEN k.entity_key IS NULL THEN 'no policy host'
    ELSE 'count rule' END AS basis
FROM domains d
LEFT JOIN entity_keys k ON k.list = d.list AND k.run = d.run AND k.ordinal = d.ordinal
LEFT JOIN entity_classes c ON c.list = d.list AND c.entity_key = k.entity_key
LEFT JOIN (
  SELECT list, run, entity_key, count(*) AS domains
  FROM entity_keys
  GROUP BY list, run, entity_key
) s ON s.list = d.list AND s.run = d.run AND s.entity_key = k.entity_key
WHERE d.n1;
