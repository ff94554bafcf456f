-- title: Most shared MX hosts
-- numerator: publishers with the MX host
-- denominator: N1 record seen
--
-- The 50 MX hosts that most publishers name: how concentrated the receiving side is, whatever the provider table knows.
--
-- column list: the list's name
-- column run: the run's date
-- column exchange: MX host
-- column domains: publishers that name it
-- column testing_or_enforce: those of them that are adopters (N4)
-- column of_domains: publishers
-- column share: domains / of_domains
WITH publishers AS (
  SELECT list, run, count(*) AS n
  FROM domains
  WHERE n1
  GROUP BY list, run
),
hosts AS (
  SELECT
    list,
    run,
    exchange,
    count(DISTINCT ordinal) AS k,
    count(DISTINCT CASE
      WHEN deployment_status IN ('valid_testing', 'valid_enforce', 'enforce_conflict') THEN ordinal
      END) AS adopters
  FROM mx
  WHERE published
  GROUP BY list, run, exchange
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY list, run ORDER BY k DESC NULLS LAST, exchange NULLS LAST) AS place
  FROM hosts
)
SELECT
  r.list,
  r.run,
  r.exchange,
  r.k AS domains,
  r.adopters AS testing_or_enforce,
  p.n AS of_domains,
  share(r.k, p.n) AS share
FROM ranked r
JOIN publishers p ON p.list = r.list AND p.run = r.run
WHERE r.place <= 50
ORDER BY r.list NULLS LAST, r.run NULLS LAST, r.place NULLS LAST
