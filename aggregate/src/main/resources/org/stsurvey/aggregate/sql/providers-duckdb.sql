-- The rows of a run with the providers that the reader's own rules name, else those of the run. Goes with
-- run-duckdb.sql; expects the tables `extended_hosts` and `extended_mx` (ordinal, provider), empty where there are no such
-- rules.

-- One row per domain of the run, those of the panel too; what only publishers have is null for the others.
CREATE OR REPLACE VIEW observations AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  p.ordinal,
  p.rank,
  rank_band(p.rank) AS rank_band,
  p.domain,
  p.tld,
  p.panel,
  p.source_names,
  p.group_names,
  p.observed_second,
  p.outcome,
  p.stage,
  p.deployment_status,
  p.deployment_status_strict,
  true AS published,
  p.reception,
  p.id,
  p.id_style,
  p.record_valid,
  p.line_ending IS NOT NULL AS policy_read,
  p.mode,
  p.max_age,
  array_to_string(list_sort(p.patterns), ' ') AS mx_patterns,
  len(p.patterns) AS pattern_count,
  p.line_ending,
  p.valid_strict,
  p.valid_lenient,
  p.certificate_issuer,
  p.certificate_days_left,
  p.certificate_key,
  p.alignment,
  p.tlsrpt_outcome,
  p.tlsrpt_usable,
  coalesce(h.provider, p.policy_host_provider) AS policy_host_provider,
  coalesce(m.provider, p.mx_provider) AS mx_provider
FROM publisher_parts p
LEFT JOIN extended_hosts h ON h.ordinal = p.ordinal
LEFT JOIN extended_mx m ON m.ordinal = p.ordinal
UNION ALL
SELECT
  getvariable('list'),
  getvariable('run'),
  p.ordinal,
  p.rank,
  rank_band(p.rank),
  p.domain,
  p.tld,
  coalesce(p.panel, false),
  list_transform(p.lists, lambda l: l.list),
  p.groups,
  CAST(epoch(p.observed_at) AS BIGINT),
  p.outcome,
  p.stage,
  p.deployment_status,
  p.deployment_status_strict,
  false,
  p.reception,
  NULL,
  NULL,
  false,
  p.policy.line_ending IS NOT NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  p.tlsrpt.outcome,
  coalesce(len(p.tlsrpt.rua), 0) > 0,
  NULL,
  coalesce(m.provider, p.mx_provider)
FROM parts p
LEFT JOIN extended_mx m ON m.ordinal = p.ordinal
WHERE NOT p.published;
