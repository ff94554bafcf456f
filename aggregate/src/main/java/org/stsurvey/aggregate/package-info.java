/// From one or many runs to tables; SQL files are its heart.
///
/// [org.stsurvey.aggregate.Aggregation] reads `DATA/observations/list=*/run=*`, runs the SQL files beside this
/// package in an embedded DuckDB and leaves a folder of tables. The SQL has three layers: `extracts/` take from
/// one run what tables need, once; `collected.sql` and `trend_rules.sql` put runs together; `tables/` has a
/// file for each table. What a table means stands at the head of its file; what a numerator or a denominator
/// means stands in `definitions.sql` and nowhere else. The words are those of DuckDB; what another engine needs
/// to understand them stands in its `dialect-*.sql`.
///
/// The module knows the dataset's schema, not the code that writes it.
@NullMarked
package org.stsurvey.aggregate;

import org.jspecify.annotations.NullMarked;
