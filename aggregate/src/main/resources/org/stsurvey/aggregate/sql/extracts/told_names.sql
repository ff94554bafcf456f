-- The names of the run of which there is more to tell than that they are absent from the list. Not kept.
SELECT
  domain,
  panel,
  rank_band,
  reception,
  deployment_status,
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
  d2,
  d3,
  d4,
  policy_read AND NOT published AS policy_left
FROM classified
WHERE domain IS NOT NULL
