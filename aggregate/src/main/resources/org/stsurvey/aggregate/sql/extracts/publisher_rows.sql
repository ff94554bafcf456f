-- Every domain with a record, one a row, with all that tables ask about it; those of the panel too.
SELECT
  c.*,
  n.mx_hosts,
  n.record_cnames,
  n.host_cnames,
  n.record_target,
  n.host_target,
  n.host_addresses
FROM classified c
JOIN publisher_network n ON n.ordinal = c.ordinal
WHERE c.published
ORDER BY c.ordinal NULLS LAST
