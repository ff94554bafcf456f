-- title: Flows between states
-- numerator: domains that went from one status to the other
-- denominator: domains that were in the first status and were looked at in both runs
--
-- On the stable panel, the domains in both lists, and on all names that ever published, whether still listed or looked at
-- on the panel. A change counts for something only if it is more than what changes by itself: both runs asked a sample of
-- settled domains again, and how many of those changed is the noise floor.
--
-- column list: the list's name
-- column previous_run: the run before
-- column run: the run's date
-- column population: list: in both lists; panel: published in this run or in any before it
-- column from_status: deployment status in the previous run
-- column to_status: deployment status in this run
-- column domains: domains
-- column of_domains: domains with from_status
-- column share: domains / of_domains
-- column changed: whether the two differ
-- column noise_sampled: domains with from_status that the retest samples of the two runs asked again
-- column noise_changed: of these, domains that then had to_status
-- column noise_domains: what noise alone would give: of_domains * noise_changed / noise_sampled
-- column noise_high: the upper end of that at 95 %
-- column noise: above: more than noise_high; within: not more than noise_domains; unclear: between, the sample is too small to tell; not measured; null where nothing changed
WITH looked AS (
  SELECT list, previous_run, run, 'list' AS population, status_before AS from_status, status_now AS to_status, domains
  FROM moves
  WHERE place_before = 'list' AND place_now = 'list'
  UNION ALL
  SELECT list, previous_run, run, 'panel', status_before, status_now, domains
  FROM moves
  WHERE watched AND place_before IS NOT NULL AND place_now IS NOT NULL
),
counts AS (
  SELECT list, previous_run, run, population, from_status, to_status, CAST(sum(domains) AS BIGINT) AS k
  FROM looked
  GROUP BY list, previous_run, run, population, from_status, to_status
),
totals AS (
  SELECT list, run, population, from_status, CAST(sum(k) AS BIGINT) AS n
  FROM counts
  GROUP BY list, run, population, from_status
),
samples AS (
  SELECT f.list, f.run, s.from_status, s.to_status, s.sampled
  FROM run_facts f
  JOIN noise s ON s.list = f.list AND (s.run = f.run OR s.run = f.previous_run)
),
asked AS (
  SELECT list, run, from_status, CAST(sum(sampled) AS BIGINT) AS sampled
  FROM samples
  GROUP BY list, run, from_status
),
flipped AS (
  SELECT list, run, from_status, to_status, CAST(sum(sampled) AS BIGINT) AS changed
  FROM samples
  GROUP BY list, run, from_status, to_status
),
cells AS (
  SELECT
    c.list,
    c.previous_run,
    c.run,
    c.population,
    c.from_status,
    c.to_status,
    c.k,
    t.n,
    c.from_status <> c.to_status AS changed,
    a.sampled AS noise_sampled,
    CASE WHEN a.sampled > 0 THEN coalesce(f.changed, 0) END AS noise_changed
  FROM counts c
  JOIN totals t ON t.list = c.list AND t.run = c.run AND t.population = c.population AND t.from_status = c.from_status
  LEFT JOIN asked a ON a.list = c.list AND a.run = c.run AND a.from_status = c.from_status
  LEFT JOIN flipped f
    ON f.list = c.list AND f.run = c.run AND f.from_status = c.from_status AND f.to_status = c.to_status
),
bounds AS (
  SELECT
    *,
    CASE WHEN changed THEN n * share(noise_changed, noise_sampled) END AS noise_domains,
    CASE WHEN changed THEN n * wilson_high(noise_changed, noise_sampled) END AS noise_high
  FROM cells
)
SELECT
  list,
  previous_run,
  run,
  population,
  from_status,
  to_status,
  k AS domains,
  n AS of_domains,
  share(k, n) AS share,
  changed,
  CASE WHEN changed THEN noise_sampled END AS noise_sampled,
  CASE WHEN changed THEN noise_changed END AS noise_changed,
  noise_domains,
  noise_high,
  CASE
    WHEN NOT changed THEN NULL
    WHEN noise_high IS NULL THEN 'not measured'
    WHEN k > noise_high THEN 'above'
    WHEN k <= noise_domains THEN 'within'
    ELSE 'unclear' END AS noise
FROM bounds
ORDER BY
  list NULLS LAST, run NULLS LAST, population NULLS LAST, from_status NULLS LAST, k DESC NULLS LAST, to_status NULLS LAST
