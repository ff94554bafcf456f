-- Every name of the run, to be compared with the run before and the run after. Not kept.
SELECT
  domain,
  panel,
  deployment_status,
  outcome,
  observed_second,
  n1,
  n2,
  n3,
  n4,
  n5,
  n6,
  n1_unknown,
  n6_unknown,
  policy_read AND NOT published AS policy_left
FROM classified
