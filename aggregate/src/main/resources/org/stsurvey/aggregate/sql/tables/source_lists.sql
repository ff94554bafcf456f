-- title: Adoption by list
-- numerator: N1 to N6, one a row
-- denominator: D1 listed, by this one of the run's lists, of the bucket; D3 receives mail beside it
--
-- Only runs over several lists have rows. A domain that several lists name is in the rows of each of them, with the
-- rank that it has there. Buckets are cumulative, as in the table of ranks; a list without ranks has only "all".
--
-- column list: the list's name, here that of the run over several lists
-- column run: the run's date
-- column source_list: the one of its lists
-- column position: order of the buckets
-- column bucket: top 1k, 10k, 100k, 1M or all, by the ranks of this list
-- column numerator: N1 to N6
-- column numerator_name: what it counts
-- column domains: domains of the bucket in the numerator
-- column of_domains: domains of the bucket
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
-- column receiving_mail: those of the domains in the numerator that receive mail (D3)
-- column of_receiving_mail: domains of the bucket that receive mail
-- column share_of_receiving_mail: receiving_mail / of_receiving_mail
-- column domains_only_here: those of the domains in the numerator that no other list of the run names
-- column of_only_here: domains of the bucket that no other list of the run names
WITH buckets AS (
  SELECT * FROM (VALUES
    (1, 'top 1k', 1000), (2, 'top 10k', 10000), (3, 'top 100k', 100000), (4, 'top 1M', 1000000)
  ) AS b(position, bucket, ranks)
),
bands AS (
  SELECT
    d.list,
    d.run,
    s.source_list,
    CASE WHEN s.source_rank <= 1000 THEN 1 WHEN s.source_rank <= 10000 THEN 2 WHEN s.source_rank <= 100000 THEN 3
         WHEN s.source_rank <= 1000000 THEN 4 ELSE 5 END AS band,
    d.n1, d.n2, d.n3, d.n4, d.n5, d.n6, d.d3,
    s.source_lists = 1 AS only_here,
    max(s.source_rank) AS last_rank,
    count(*) AS domains
  FROM domain_lists s
  JOIN domains d ON d.list = s.list AND d.run = s.run AND d.ordinal = s.ordinal
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
),
lists AS (
  SELECT list, run, source_list, max(last_rank) AS last_rank
  FROM bands
  GROUP BY 1, 2, 3
),
shown AS (
  SELECT l.list, l.run, l.source_list, b.position, b.bucket
  FROM lists l
  CROSS JOIN buckets b
  WHERE l.last_rank > b.ranks
  UNION ALL
  SELECT list, run, source_list, 5, 'all'
  FROM lists
),
cells AS (
  SELECT
    s.list,
    s.run,
    s.source_list,
    s.position,
    s.bucket,
    n.code AS numerator,
    n.name AS numerator_name,
    b.domains,
    b.d3,
    b.only_here,
    CASE n.code WHEN 'N1' THEN b.n1 WHEN 'N2' THEN b.n2 WHEN 'N3' THEN b.n3
                WHEN 'N4' THEN b.n4 WHEN 'N5' THEN b.n5 ELSE b.n6 END AS counted
  FROM shown s
  CROSS JOIN numerators n
  JOIN bands b ON b.list = s.list AND b.run = s.run AND b.source_list = s.source_list AND b.band <= s.position
),
counts AS (
  SELECT
    list, run, source_list, position, bucket, numerator, numerator_name,
    CAST(sum(CASE WHEN counted THEN domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(domains) AS BIGINT) AS n,
    CAST(sum(CASE WHEN counted AND d3 THEN domains ELSE 0 END) AS BIGINT) AS mail,
    CAST(sum(CASE WHEN d3 THEN domains ELSE 0 END) AS BIGINT) AS of_mail,
    CAST(sum(CASE WHEN counted AND only_here THEN domains ELSE 0 END) AS BIGINT) AS only_here,
    CAST(sum(CASE WHEN only_here THEN domains ELSE 0 END) AS BIGINT) AS of_only_here
  FROM cells
  GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT
  list,
  run,
  source_list,
  position,
  bucket,
  numerator,
  numerator_name,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  wilson_low(k, n) AS wilson_low,
  wilson_high(k, n) AS wilson_high,
  mail AS receiving_mail,
  of_mail AS of_receiving_mail,
  share(mail, of_mail) AS share_of_receiving_mail,
  only_here AS domains_only_here,
  of_only_here
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, source_list NULLS LAST, position NULLS LAST, numerator NULLS LAST
