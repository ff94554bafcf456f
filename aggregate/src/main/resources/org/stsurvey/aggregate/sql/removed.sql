-- The mail hosts of names that published in the run before and do not any more. Expects the
-- variables `list` and `run`, the view `parts` and the table `removed_names` (domain).

-- One row per host that receives mail for a name of `removed_names`; a domain without MX receives it itself (RFC 5321 §5.1).
CREATE OR REPLACE TEMP VIEW removed_mx_hosts AS
SELECT getvariable('list') AS list, getvariable('run') AS run, domain, host
FROM (
  SELECT
    p.domain,
    unnest(CASE WHEN p.reception = 'implicit_mx' THEN [p.domain]
                WHEN p.reception = 'mx' THEN list_transform(p.mx_lookup.records, lambda r: r.exchange) END) AS host
  FROM parts p
  JOIN removed_names r ON r.domain = p.domain);
