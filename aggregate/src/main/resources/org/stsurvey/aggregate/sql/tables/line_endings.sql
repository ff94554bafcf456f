-- title: Line endings of policy files
-- numerator: policy files with the line ending
-- denominator: policy files read with status 200 by publishers
--
-- The ABNF allows LF and CRLF; the prose speaks of CRLF (erratum 6253).
--
-- column list: the list's name
-- column run: the run's date
-- column line_ending: crlf, lf, cr, mixed or none
-- column domains: domains
-- column usable: those of them with a usable policy (N3)
-- column of_domains: domains whose policy file was read
-- column share: domains / of_domains
WITH endings AS (
  SELECT
    list,
    run,
    line_ending,
    count(*) AS k,
    count(*) FILTER (WHERE deployment_status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict')) AS usable
  FROM policies
  GROUP BY list, run, line_ending
)
SELECT
  list,
  run,
  line_ending,
  k AS domains,
  usable,
  CAST(sum(k) OVER (PARTITION BY list, run) AS BIGINT) AS of_domains,
  share(k, sum(k) OVER (PARTITION BY list, run)) AS share
FROM endings
ORDER BY list NULLS LAST, run NULLS LAST, k DESC NULLS LAST, line_ending NULLS LAST
