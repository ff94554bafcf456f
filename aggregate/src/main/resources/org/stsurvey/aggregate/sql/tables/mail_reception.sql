-- title: How the listed domains receive mail
-- numerator: domains that receive mail that way
-- denominator: D1 listed
--
-- D3 is the row "mx". A null MX says that the domain receives none (RFC 7505); without MX, mail goes to the domain's own
-- address where it has one (RFC 5321 §5.1).
--
-- column list: the list's name
-- column run: the run's date
-- column position: order of the rows
-- column reception: mx, implicit_mx, null_mx, none, no_such_domain or unknown
-- column domains: domains
-- column published: those of them with a record (N1)
-- column testing_or_enforce: those of them that are adopters (N4)
-- column of_domains: listed domains
-- column share: domains / of_domains
WITH ways AS (
  SELECT * FROM (VALUES
    (1, 'mx'), (2, 'implicit_mx'), (3, 'null_mx'), (4, 'none'), (5, 'no_such_domain'), (6, 'unknown')
  ) AS w(position, reception)
),
cells AS (
  SELECT list, run, reception, n1, n4, CAST(sum(weight) AS BIGINT) AS domains
  FROM domains
  GROUP BY list, run, reception, n1, n4
),
counts AS (
  SELECT
    c.list,
    c.run,
    w.position,
    w.reception,
    CAST(sum(CASE WHEN c.reception = w.reception THEN c.domains ELSE 0 END) AS BIGINT) AS k,
    CAST(sum(CASE WHEN c.reception = w.reception AND c.n1 THEN c.domains ELSE 0 END) AS BIGINT) AS published,
    CAST(sum(CASE WHEN c.reception = w.reception AND c.n4 THEN c.domains ELSE 0 END) AS BIGINT) AS testing_or_enforce,
    CAST(sum(c.domains) AS BIGINT) AS n
  FROM cells c
  CROSS JOIN ways w
  GROUP BY c.list, c.run, w.position, w.reception
)
SELECT
  list,
  run,
  position,
  reception,
  k AS domains,
  published,
  testing_or_enforce,
  n AS of_domains,
  share(k, n) AS share
FROM counts
ORDER BY list NULLS LAST, run NULLS LAST, position NULLS LAST
