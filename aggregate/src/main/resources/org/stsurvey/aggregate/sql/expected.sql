-- The columns that a run may lack because its schema is older, or because nobody measured them: they are null then. The view
-- `parts`, the published parts of a run, has them all.
CREATE OR REPLACE TABLE expected_parts (
  rank BIGINT,
  panel BOOLEAN,
  lists STRUCT(list VARCHAR, rank BIGINT)[],
  groups VARCHAR[],
  observed_at TIMESTAMPTZ,
  record STRUCT(id VARCHAR, id_style VARCHAR, valid BOOLEAN),
  policy STRUCT(mode VARCHAR, max_age BIGINT, mx VARCHAR[], line_ending VARCHAR, valid_strict BOOLEAN, valid_lenient BOOLEAN),
  certificate STRUCT(issuer VARCHAR, days_left BIGINT, key VARCHAR),
  alignment STRUCT(outcome VARCHAR),
  tlsrpt STRUCT(outcome VARCHAR, rua VARCHAR[]),
  dane STRUCT(outcome VARCHAR),
  policy_host_provider VARCHAR,
  mx_provider VARCHAR,
  txt_lookup STRUCT(cnames VARCHAR[]),
  mx_lookup STRUCT(records STRUCT(preference INTEGER, exchange VARCHAR)[]),
  policy_host STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]), aaaa STRUCT(cnames VARCHAR[], records VARCHAR[])),
  delivery VARCHAR,
  mx_verdicts STRUCT(host VARCHAR, covered BOOLEAN, use VARCHAR, faults VARCHAR[])[]
);
