/// Turns one or many runs of a dataset into tables, through plain SQL files run by DuckDB.
@NullMarked
package org.stsurvey.aggregate;

import org.jspecify.annotations.NullMarked;
