-- The domains of the list without a record, counted by all that tables tell apart.
SELECT
  list,
  run,
  rank_band,
  tld,
  outcome,
  stage,
  deployment_status,
  deployment_status_strict,
  reception,
  tlsrpt_outcome,
  tlsrpt_usable,
  dane_outcome,
  mx_provider,
  source_names,
  group_names,
  n1_unknown,
  n2_unknown,
  n3_unknown,
  n4_unknown,
  n5_unknown,
  n6_unknown,
  d2,
  d3,
  d4,
  max(last_rank) AS last_rank,
  CAST(sum(weight) AS BIGINT) AS weight
FROM classified
WHERE NOT published AND NOT panel
GROUP BY
  list, run, rank_band, tld, outcome, stage, deployment_status, deployment_status_strict, reception, tlsrpt_outcome,
  tlsrpt_usable, dane_outcome, mx_provider, source_names, group_names, n1_unknown, n2_unknown, n3_unknown, n4_unknown, n5_unknown,
  n6_unknown, d2, d3, d4
