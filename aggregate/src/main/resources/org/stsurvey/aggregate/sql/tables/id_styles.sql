-- title: How record ids are made
-- numerator: valid records whose id has the style
-- denominator: N2 record valid
--
-- An id has no prescribed form beyond 1 to 32 letters and digits, and no order.
--
-- column list: the list's name
-- column run: the run's date
-- column id_style: timestamp, epoch, date, hex or other
-- column domains: domains
-- column of_domains: domains with a valid record
-- column share: domains / of_domains
WITH styles AS (
  SELECT list, run, coalesce(id_style, 'none') AS id_style, count(*) AS k
  FROM domains
  WHERE n2
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  id_style,
  k AS domains,
  CAST(sum(k) OVER (PARTITION BY list, run) AS BIGINT) AS of_domains,
  share(k, sum(k) OVER (PARTITION BY list, run)) AS share
FROM styles
ORDER BY list NULLS LAST, run NULLS LAST, k DESC NULLS LAST, id_style NULLS LAST
