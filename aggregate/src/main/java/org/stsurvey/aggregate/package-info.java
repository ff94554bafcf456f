/// From one or many runs to tables; SQL files are its heart.
///
/// [org.stsurvey.aggregate.Aggregation] reads `DATA/observations/list=*/run=*`, runs the SQL files beside
/// this package in an embedded DuckDB and leaves a folder of tables. What a table means stands at the head
/// of its SQL file; what a numerator or a denominator means stands in `definitions.sql` and nowhere else.
/// Only `dialect-duckdb.sql` knows DuckDB.
///
/// The module knows the dataset's schema, not the code that writes it.
@NullMarked
package org.stsurvey.aggregate;

import org.jspecify.annotations.NullMarked;
