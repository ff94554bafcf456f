-- title: How much hangs on the largest cluster
-- numerator: named in each row
-- denominator: named in each row
--
-- Deployments come in clusters: one operator's mistake is thousands of broken domains. Each figure again without the
-- largest cluster of each kind; where it moves much, it is a figure about one operator.
--
-- column list: the list's name
-- column run: the run's date
-- column clustering: policy host operator, policy host address, or MX operator
-- column cluster: the largest one: the one with most publishers
-- column cluster_domains: publishers in it
-- column measure: N4 of D1, enforce of N3, or broken of N1
-- column domains: numerator, of all domains
-- column of_domains: denominator, of all domains
-- column share: domains / of_domains
-- column domains_without: numerator without the cluster
-- column of_domains_without: denominator without the cluster
-- column share_without: domains_without / of_domains_without
-- column change: share_without - share
WITH members AS (
  SELECT m.list, m.run, m.ordinal, 'policy host operator' AS clustering, m.entity_key AS cluster
  FROM managers m
  WHERE m.entity_key IS NOT NULL
  UNION ALL
  -- The lowest address: domains of one cluster have the same addresses.
  SELECT list, run, ordinal, 'policy host address', min(address)
  FROM host_addresses
  GROUP BY list, run, ordinal
  UNION ALL
  SELECT list, run, ordinal, 'MX operator', mx_provider
  FROM domains
  WHERE n1 AND mx_provider IS NOT NULL
),
sizes AS (
  SELECT list, run, clustering, cluster, count(*) AS k
  FROM members
  GROUP BY list, run, clustering, cluster
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY list, run, clustering ORDER BY k DESC NULLS LAST, cluster NULLS LAST) AS place
  FROM sizes
),
largest AS (
  SELECT list, run, clustering, cluster, k
  FROM ranked
  WHERE place = 1
),
inside AS (
  SELECT
    l.list,
    l.run,
    l.clustering,
    l.cluster,
    l.k AS members,
    count(*) FILTER (WHERE d.n3) AS n3,
    count(*) FILTER (WHERE d.n4) AS n4,
    count(*) FILTER (WHERE d.n5) AS n5,
    count(*) FILTER (WHERE d.broken) AS broken
  FROM largest l
  JOIN members m ON m.list = l.list AND m.run = l.run AND m.clustering = l.clustering AND m.cluster = l.cluster
  JOIN domains d ON d.list = m.list AND d.run = m.run AND d.ordinal = m.ordinal
  GROUP BY l.list, l.run, l.clustering, l.cluster, l.k
),
totals AS (
  SELECT
    list,
    run,
    CAST(sum(weight) AS BIGINT) AS d1,
    count(*) FILTER (WHERE n1) AS n1,
    count(*) FILTER (WHERE n3) AS n3,
    count(*) FILTER (WHERE n4) AS n4,
    count(*) FILTER (WHERE n5) AS n5,
    count(*) FILTER (WHERE broken) AS broken
  FROM domains
  GROUP BY list, run
),
measures AS (
  SELECT i.list, i.run, i.clustering, i.cluster, i.members, 1 AS position, 'N4 of D1' AS measure,
    t.n4 AS k, t.d1 AS n, i.n4 AS k_inside, i.members AS n_inside
  FROM inside i
  JOIN totals t ON t.list = i.list AND t.run = i.run
  UNION ALL
  SELECT i.list, i.run, i.clustering, i.cluster, i.members, 2, 'enforce of N3', t.n5, t.n3, i.n5, i.n3
  FROM inside i
  JOIN totals t ON t.list = i.list AND t.run = i.run
  UNION ALL
  SELECT i.list, i.run, i.clustering, i.cluster, i.members, 3, 'broken of N1', t.broken, t.n1, i.broken, i.members
  FROM inside i
  JOIN totals t ON t.list = i.list AND t.run = i.run
)
SELECT
  list,
  run,
  clustering,
  cluster,
  members AS cluster_domains,
  measure,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  k - k_inside AS domains_without,
  n - n_inside AS of_domains_without,
  share(k - k_inside, n - n_inside) AS share_without,
  share(k - k_inside, n - n_inside) - share(k, n) AS change
FROM measures
ORDER BY list NULLS LAST, run NULLS LAST, clustering NULLS LAST, position NULLS LAST
