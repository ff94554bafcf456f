-- What DuckDB needs to run the shared SQL: the macros. Another engine needs a file like this one, with the same functions and
-- with rules for the words of DuckDB that it has others for; dialect-spark.sql is Spark's.

-- A share as a double; null where there is nothing to have a share of.
CREATE OR REPLACE MACRO share(k, n) AS
  CASE WHEN n > 0 THEN CAST(k AS DOUBLE) / CAST(n AS DOUBLE) END;

-- Wilson's score interval for k of n at 95 % (z = 1.959963984540054), E. B. Wilson, JASA 22 (1927).
-- A list that was scanned whole is a census: the interval holds only if the list is seen as a sample.
CREATE OR REPLACE MACRO wilson_low(k, n) AS
  CASE WHEN n > 0 AND k = 0 THEN CAST(0 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           - 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

CREATE OR REPLACE MACRO wilson_high(k, n) AS
  CASE WHEN n > 0 AND k = n THEN CAST(1 AS DOUBLE)
       WHEN n > 0 THEN
         (share(k, n) + 3.8414588206941254e0 / (2 * n)
           + 1.959963984540054e0 * sqrt(share(k, n) * (1 - share(k, n)) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

-- How far up the list a rank is: top 1k, 10k, 100k, 1M, or beyond and without rank.
CREATE OR REPLACE MACRO rank_band(rank) AS
  CASE WHEN rank <= 1000 THEN 1 WHEN rank <= 10000 THEN 2 WHEN rank <= 100000 THEN 3 WHEN rank <= 1000000 THEN 4 ELSE 5 END;
