-- title: Adoption by rank
-- numerator: N1 to N6, one a row
-- denominator: D1 listed, of the bucket
--
-- Buckets are cumulative: top 10k contains top 1k. A bucket appears if the list goes beyond it; a list without ranks has
-- only the row "all".
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the buckets
-- column bucket: top 1k, 10k, 100k, 1M or all
-- column numerator: N1 to N6
-- column numerator_name: what it counts
-- column domains: domains of the bucket in the numerator
-- column of_domains: listed domains of the bucket
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH buckets AS (
  SELECT * FROM (VALUES
    (1, 'top 1k', 1000), (2, 'top 10k', 10000), (3, 'top 100k', 100000), (4, 'top 1M', 1000000)
  ) AS b(position, bucket, ranks)
),
bands AS (
  SELECT
    list,
    run,
    rank_band AS band,
    n1, n2, n3, n4, n5, n6,
    max(last_rank) AS last_rank,
    CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),
lists AS (
  SELECT list, run, max(last_rank) AS last_rank
  FROM bands
  GROUP BY list, run
),
shown AS (
  SELECT l.list, l.run, b.position, b.bucket
  FROM lists l
  CROSS JOIN buckets b
  WHERE l.last_rank > b.ranks
  UNION ALL
  SELECT list, run, 5, 'all'
  FROM lists
),
counts AS (
  SELECT
    s.list,
    s.run,
    s.position,
    s.bucket,
    n.code AS numerator,
    n.name AS numerator_name,
    CAST(coalesce(sum(CASE
      WHEN CASE n.code WHEN 'N1' THEN d.n1 WHEN 'N2' THEN d.n2 WHEN 'N3' THEN d.n3
                       WHEN 'N4' THEN d.n4 WHEN 'N5' THEN d.n5 ELSE d.n6 END
      THEN d.domains ELSE 0 END), 0) AS BIGINT) AS k,
    CAST(coalesce(sum(d.domains), 0) AS BIGINT) AS n
  FROM shown s
  CROSS JOIN numerators n
  LEFT JOIN bands d ON d.list = s.list AND d.run = s.run AND d.band <= s.position
  GROUP BY s.list, s.run, s.position, s.bucket, n.code, n.name
)
SELECT
  list,
  run,
  position,
  bucket,
  numerator,
  numerator_name,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST, numerator NULLS LAST
