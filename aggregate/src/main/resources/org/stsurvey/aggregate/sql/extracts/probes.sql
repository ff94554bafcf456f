-- What probes of the MX hosts of the list's publishers showed; empty where a run made none.
SELECT
  list,
  run,
  ordinal,
  delivery,
  usable,
  unusable,
  unknown,
  bad_certificate,
  name_mismatch,
  cn_only,
  self_signed,
  expired,
  no_starttls
FROM publisher_probes
ORDER BY ordinal NULLS LAST
