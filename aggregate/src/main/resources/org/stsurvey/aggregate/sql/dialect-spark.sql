-- What Spark needs to run the shared SQL, which is written in the words of DuckDB: rules that put some of them otherwise, and
-- functions. All else both understand in the same way.
--
-- A rule is a line `rewrite: PATTERN => REPLACEMENT`, a regular expression for what stands outside of texts in quotes. Rules
-- are applied in their order, again and again, until nothing changes any more, so that they reach what is nested.

-- Types.
-- rewrite: \bVARCHAR\b => STRING
-- rewrite: \bTIMESTAMPTZ\b => TIMESTAMP
-- rewrite: \b(STRING|BIGINT|INTEGER|DOUBLE|BOOLEAN)\[\] => ARRAY<$1>
-- rewrite: \bSTRUCT\(([^()]*)\)\[\] => ARRAY<STRUCT<$1>>
-- rewrite: \bSTRUCT\(([^()]*)\)(?!\[) => STRUCT<$1>

-- Lists.
-- rewrite: (?<![\w\]])\[([^\[\]]*)\] => array($1)
-- rewrite: \b(\w+)\[-1\] => try_element_at($1, -1)
-- rewrite: \blambda (\w+): => $1 ->
-- rewrite: \blist_transform\( => transform(
-- rewrite: \blist_filter\( => filter(
-- rewrite: \blist_min\( => array_min(
-- rewrite: \blist_sort\( => array_sort(
-- rewrite: \blist_distinct\( => array_distinct(
-- rewrite: \blist_contains\( => array_contains(
-- rewrite: \blist_has_any\( => arrays_overlap(
-- rewrite: \barray_to_string\( => array_join(
-- rewrite: \blen\( => cardinality(
-- rewrite: \bunnest\((\w+)\) AS (\w+), generate_subscripts\(\1, 1\) AS (\w+) => posexplode($1) AS ($3, $2)
-- rewrite: \bunnest\( => explode(

-- Aggregates.
-- rewrite: \barg_min\( => min_by(

-- Two lists, of which either may be missing.
CREATE OR REPLACE TEMPORARY FUNCTION list_concat(one ARRAY<STRING>, other ARRAY<STRING>) RETURNS ARRAY<STRING>
RETURN CASE WHEN one IS NULL THEN other WHEN other IS NULL THEN one ELSE concat(one, other) END;

-- The seconds of a moment. DuckDB has them with a fraction, and rounds it where they are cast to a whole number.
CREATE OR REPLACE TEMPORARY FUNCTION epoch(moment TIMESTAMP) RETURNS BIGINT
RETURN CAST(rint(unix_micros(moment) / 1e6) AS BIGINT);

-- As dialect-duckdb.sql has them.
CREATE OR REPLACE TEMPORARY FUNCTION share(k DOUBLE, n DOUBLE) RETURNS DOUBLE
RETURN CASE WHEN n > 0 THEN k / n END;

CREATE OR REPLACE TEMPORARY FUNCTION wilson_low(k DOUBLE, n DOUBLE) RETURNS DOUBLE
RETURN
  CASE WHEN n > 0 AND k = 0 THEN 0e0
       WHEN n > 0 THEN
         (k / n + 3.8414588206941254e0 / (2 * n)
           - 1.959963984540054e0 * sqrt(k / n * (1 - k / n) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

CREATE OR REPLACE TEMPORARY FUNCTION wilson_high(k DOUBLE, n DOUBLE) RETURNS DOUBLE
RETURN
  CASE WHEN n > 0 AND k = n THEN 1e0
       WHEN n > 0 THEN
         (k / n + 3.8414588206941254e0 / (2 * n)
           + 1.959963984540054e0 * sqrt(k / n * (1 - k / n) / n + 3.8414588206941254e0 / (4e0 * n * n)))
         / (1 + 3.8414588206941254e0 / n)
  END;

CREATE OR REPLACE TEMPORARY FUNCTION rank_band(place BIGINT) RETURNS INT
RETURN
  CASE WHEN place <= 1000 THEN 1 WHEN place <= 10000 THEN 2 WHEN place <= 100000 THEN 3 WHEN place <= 1000000 THEN 4 ELSE 5 END;
