-- title: Days until the certificate expires
-- numerator: policy hosts whose certificate has that many days left
-- denominator: publishers whose policy host sent a certificate
--
-- Counted from the moment of the observation.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the intervals
-- column days_left: interval
-- column domains: publishers
-- column usable: those of them with a usable policy (N3)
-- column of_domains: publishers whose policy host sent a certificate
-- column share: domains / of_domains
WITH intervals AS (
  SELECT * FROM (VALUES
    (1, 'expired', -1000000, 0),
    (2, '0 to 6', 0, 7),
    (3, '7 to 13', 7, 14),
    (4, '14 to 29', 14, 30),
    (5, '30 to 59', 30, 60),
    (6, '60 to 89', 60, 90),
    (7, '90 to 199', 90, 200),
    (8, '200 to 397', 200, 398),
    (9, '398 and more', 398, 100000000)
  ) AS i(position, days_left, low, high)
),
certificates AS (
  SELECT list, run, certificate_days_left AS days, n3, count(*) AS domains
  FROM domains
  WHERE n1 AND certificate_days_left IS NOT NULL
  GROUP BY 1, 2, 3, 4
),
counts AS (
  SELECT
    c.list,
    c.run,
    i.position,
    i.days_left,
    CAST(sum(CASE WHEN c.days >= i.low AND c.days < i.high THEN c.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN c.days >= i.low AND c.days < i.high AND c.n3 THEN c.domains ELSE 0 END) AS BIGINT) AS usable,
    CAST(sum(c.domains) AS BIGINT) AS n
  FROM certificates c
  CROSS JOIN intervals i
  GROUP BY c.list, c.run, i.position, i.days_left
)
SELECT
  list,
  run,
  position,
  days_left,
  k AS domains,
  usable,
  n AS of_domains,
  share(k, n) AS share
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
