package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs the SQL of this module, as one connection sees it: [DuckDb], or an engine for datasets that one
/// machine is too small for.
///
/// The SQL is that of DuckDB throughout, and the same for all; an engine that speaks otherwise brings a file
/// `dialect-<name>.sql` with what it needs to understand it. Failures of an engine come as `SQLException`s.
public interface Database extends AutoCloseable {

    /// What the engine is called in the name of its dialect file.
    String dialect();

    /// Runs one or more statements.
    void execute(String sql) throws SQLException;

    /// Runs a query for rows of text without nulls.
    List<List<String>> texts(String sql) throws SQLException;

    /// Runs a query for one whole number.
    default long count(String sql) throws SQLException {
        return Long.parseLong(texts(sql).getFirst().getFirst());
    }

    /// The columns that a query has; it is not run.
    List<Column> columns(String query) throws SQLException;

    /// Another connection to the same database, for another thread: tables and views are shared, variables and
    /// temporary tables and views are not.
    Database beside() throws SQLException;

    /// Adds rows to a table, faster than statements do; they are there once the appender is closed.
    Appender appender(String table) throws SQLException;

    /// Writes the result of a query as a Parquet file.
    void write(String query, Path file) throws SQLException;

    /// Writes the result of a query as a Parquet file and as a CSV file, in the same order.
    Written write(String query, Path parquet, Path csv) throws SQLException;

    /// Whether Parquet files have the same columns, so that nothing need be done to bring them to one schema.
    ///
    /// @param pattern of the files
    boolean areOfOneSchema(String pattern) throws SQLException;

    /// A note that the writer of a Parquet file left in it, if this engine can read it.
    Optional<String> noteOf(String file, String key) throws SQLException;

    @Override
    void close() throws SQLException;

    /// The dialect file of an engine.
    static String dialectOf(String engine) {
        return TableScript.text("dialect-" + engine + ".sql");
    }

    /// A text as an SQL literal.
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Texts as an SQL list of literals.
    static String literals(List<String> texts) {
        return texts.stream().map(Database::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    /// A column of a result.
    ///
    /// @param type in the words of DuckDB
    record Column(String name, String type) {}

    /// What was written.
    record Written(long rows, List<Column> columns) {
        public Written {
            columns = List.copyOf(columns);
        }
    }

    /// Rows on their way into a table.
    interface Appender extends AutoCloseable {

        /// Adds a row: texts, whole numbers, fractions and truths, or nothing.
        void row(@Nullable Object... cells) throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /// Opens a database.
    @FunctionalInterface
    interface Opener {

        /// Opens a database.
        ///
        /// @param spill folder for what does not fit into memory; made when needed
        Database open(AggregationSettings settings, Path spill) throws SQLException;
    }
}
