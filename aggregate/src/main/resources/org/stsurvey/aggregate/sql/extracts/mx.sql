-- MX records of the publishers of the list.
SELECT
  list,
  run,
  ordinal,
  true AS published,
  deployment_status,
  preference,
  exchange
FROM publisher_mx
WHERE NOT panel
