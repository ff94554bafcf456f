-- Findings of the publishers of the list.
SELECT
  list,
  run,
  ordinal,
  true AS published,
  reception,
  primary_outcome,
  deployment_status,
  code,
  severity,
  after_txt_failure,
  mismatch_class
FROM publisher_findings
WHERE NOT panel
