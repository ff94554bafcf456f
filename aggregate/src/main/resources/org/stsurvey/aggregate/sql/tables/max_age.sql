-- title: How long a policy is remembered
-- numerator: usable policies with a max_age in the interval
-- denominator: N3 policy usable
--
-- The RFC sets no minimum; it expects weeks or more, and 31,557,600 seconds (a year) at most.
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the intervals
-- column interval_name: max_age, from the first value up to but not including the second
-- column enforce: domains with mode enforce
-- column testing: domains with mode testing
-- column none: domains with mode none
-- column domains: domains, all modes
-- column of_domains: domains with a usable policy
-- column share: domains / of_domains
WITH intervals AS (
  SELECT * FROM (VALUES
    (1, '0', 0, 1),
    (2, 'under 1 day', 1, 86400),
    (3, '1 day to 1 week', 86400, 604800),
    (4, '1 to 2 weeks', 604800, 1209600),
    (5, '2 weeks to 30 days', 1209600, 2592000),
    (6, '30 to 90 days', 2592000, 7776000),
    (7, '90 days to 1 year', 7776000, 31536000),
    (8, '1 year', 31536000, 31557601),
    (9, 'over the maximum', 31557601, 10000000000)
  ) AS i(position, interval_name, low, high)
),
policies_usable AS (
  SELECT list, run, mode, max_age, count(*) AS domains
  FROM domains
  WHERE n3
  GROUP BY list, run, mode, max_age
),
counts AS (
  SELECT
    p.list,
    p.run,
    i.position,
    i.interval_name,
    CAST(sum(CASE WHEN p.mode = 'enforce' AND p.max_age >= i.low AND p.max_age < i.high THEN p.domains ELSE 0 END) AS BIGINT) AS enforce,
    CAST(sum(CASE WHEN p.mode = 'testing' AND p.max_age >= i.low AND p.max_age < i.high THEN p.domains ELSE 0 END) AS BIGINT) AS testing,
    CAST(sum(CASE WHEN p.mode = 'none' AND p.max_age >= i.low AND p.max_age < i.high THEN p.domains ELSE 0 END) AS BIGINT) AS none,
    CAST(sum(CASE WHEN p.max_age >= i.low AND p.max_age < i.high THEN p.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(p.domains) AS BIGINT) AS n
  FROM policies_usable p
  CROSS JOIN intervals i
  GROUP BY p.list, p.run, i.position, i.interval_name
)
SELECT
  list,
  run,
  position,
  interval_name,
  enforce,
  testing,
  none,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
