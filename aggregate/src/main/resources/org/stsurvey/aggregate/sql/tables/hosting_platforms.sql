-- title: Networks that serve the policies
-- numerator: publishers whose policy host is in the network
-- denominator: N1 record seen, with an address of the policy host
--
-- By the network that announces the addresses, as the database given with --asn-db has it today, for all runs; without
-- one there are no rows. A host with addresses in several networks counts in each.
--
-- column list: the list's name
-- column run: the run's date
-- column asn: number of the network; "none" where no network of the database has the address
-- column platform: name of its operator, or the number where the database has no names
-- column domains: publishers
-- column usable: those of them with a usable policy (N3)
-- column broken: a sender would treat the domain as having no policy
-- column undetermined: cannot be told
-- column of_domains: publishers with an address of the policy host
-- column share: domains / of_domains
-- column wilson_low: lower end of the 95 % interval
-- column wilson_high: upper end of the 95 % interval
WITH hosts AS (
  SELECT DISTINCT
    a.list,
    a.run,
    a.ordinal,
    coalesce(o.asn, 'none') AS asn,
    coalesce(o.name, 'none') AS platform
  FROM host_addresses a
  LEFT JOIN address_origins o ON o.address = a.address
  WHERE (SELECT count(*) FROM address_origins) > 0
),
totals AS (
  SELECT list, run, count(DISTINCT ordinal) AS n
  FROM hosts
  GROUP BY list, run
),
counts AS (
  SELECT
    h.list,
    h.run,
    h.asn,
    h.platform,
    count(*) AS k,
    count(*) FILTER (WHERE d.n3) AS usable,
    count(*) FILTER (WHERE d.broken) AS broken,
    count(*) FILTER (WHERE NOT d.d4) AS undetermined
  FROM hosts h
  JOIN domains d ON d.list = h.list AND d.run = h.run AND d.ordinal = h.ordinal
  GROUP BY h.list, h.run, h.asn, h.platform
)
SELECT
  c.list,
  c.run,
  c.asn,
  c.platform,
  c.k AS domains,
  c.usable,
  c.broken,
  c.undetermined,
  t.n AS of_domains,
  share(c.k, t.n) AS share,
  wilson_low(c.k, t.n) AS wilson_low,
  wilson_high(c.k, t.n) AS wilson_high
FROM counts c
JOIN totals t ON t.list = c.list AND t.run = c.run
ORDER BY c.list NULLS LAST, c.run NULLS LAST, c.k DESC NULLS LAST, c.asn NULLS LAST, c.platform NULLS LAST
