-- The rows of a run with the providers that the reader's own rules name, else those of the run. Goes with
-- run.sql; expects the tables `extended_hosts` and `extended_mx` (ordinal, provider), empty where there are no such
-- rules.

-- One row per domain of the run, those of the panel too; what only publishers have is null for the others. Plain domains
-- stand in groups, without names, with their number as weight.
CREATE OR REPLACE VIEW observations AS
SELECT
  getvariable('list') AS list,
  getvariable('run') AS run,
  p.ordinal,
  p.rank,
  p.rank AS last_rank,
  CAST(1 AS BIGINT) AS weight,
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
  o.ordinal,
  o.rank,
  o.last_rank,
  o.weight,
  o.rank_band,
  o.domain,
  o.tld,
  o.panel,
  list_transform(o.lists, lambda l: l.list),
  o.groups,
  o.observed_second,
  o.outcome,
  o.stage,
  o.deployment_status,
  o.deployment_status_strict,
  false,
  o.reception,
  NULL,
  NULL,
  false,
  o.policy_read,
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
  o.tlsrpt_outcome,
  o.tlsrpt_usable,
  NULL,
  o.mx_provider
FROM (
  SELECT
    p.ordinal,
    p.rank,
    p.rank AS last_rank,
    CAST(1 AS BIGINT) AS weight,
    rank_band(p.rank) AS rank_band,
    p.domain,
    p.tld,
    p.panel,
    p.lists,
    p.groups,
    p.observed_second,
    p.outcome,
    p.stage,
    p.deployment_status,
    p.deployment_status_strict,
    p.reception,
    p.policy_read,
    p.tlsrpt_outcome,
    p.tlsrpt_usable,
    coalesce(m.provider, p.mx_provider) AS mx_provider
  FROM told_parts p
  LEFT JOIN extended_mx m ON m.ordinal = p.ordinal
  UNION ALL
  SELECT
    NULL,
    NULL,
    max(p.rank),
    count(*),
    rank_band(p.rank) AS band,
    NULL,
    p.tld,
    false,
    p.lists,
    p.groups,
    NULL,
    p.outcome,
    p.stage,
    p.deployment_status,
    p.deployment_status_strict,
    p.reception,
    false,
    p.tlsrpt.outcome AS outcome_of_tlsrpt,
    coalesce(len(p.tlsrpt.rua), 0) > 0 AS usable,
    coalesce(m.provider, p.mx_provider) AS named_provider
  FROM marked_parts p
  LEFT JOIN extended_mx m ON m.ordinal = p.ordinal
  WHERE p.plain
  GROUP BY
    band, p.tld, p.lists, p.groups, p.outcome, p.stage, p.deployment_status, p.deployment_status_strict, p.reception,
    outcome_of_tlsrpt, usable, named_provider) o;
