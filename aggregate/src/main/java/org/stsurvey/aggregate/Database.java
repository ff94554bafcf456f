package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// An embedded DuckDB that lives as long as this object: in memory, in UTC, offline.
///
/// It loads no extension from anywhere, so that a path such as `s3://...` is an error and no attempt to reach
/// the network. Every query has a statement of its own: an error closes the statement it happened in.
public final class Database implements AutoCloseable {

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /// Opens a database.
    ///
    /// @param spill folder for what does not fit into memory; made when needed
    public static Database open(AggregationSettings settings, Path spill) throws SQLException {
        var database = new Database(DriverManager.getConnection("jdbc:duckdb:"));
        database.execute("SET autoinstall_known_extensions = false");
        database.execute("SET autoload_known_extensions = false");
        database.execute("SET TimeZone = 'UTC'");
        database.execute("SET threads = " + settings.threads());
        database.execute("SET memory_limit = '" + settings.memoryMebibytes() + "MiB'");
        database.execute("SET temp_directory = " + literal(spill.toString()));
        database.execute("SET preserve_insertion_order = true");
        database.execute("SET parquet_metadata_cache = true");
        return database;
    }

    /// Another connection to the same database, for another thread: tables are shared, variables and temporary
    /// views are not.
    Database beside() throws SQLException {
        var database = new Database(connection.unwrap(DuckDBConnection.class).duplicate());
        database.execute("SET TimeZone = 'UTC'");
        return database;
    }

    /// Writes the result of a query as a Parquet file.
    void write(String query, Path file) throws SQLException {
        execute("COPY (" + query + ") TO " + literal(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    }

    /// Runs one or more statements.
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Runs a query and hands its result to a reader.
    public <T> T query(String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return reader.read(result);
        }
    }

    /// Runs a query for one whole number.
    public long count(String sql) throws SQLException {
        return query(sql, result -> {
            result.next();
            return result.getLong(1);
        });
    }

    /// Runs a query for rows of text.
    List<List<String>> texts(String sql) throws SQLException {
        return query(sql, result -> {
            List<List<String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(List.copyOf(row));
            }
            return List.copyOf(rows);
        });
    }

    /// Adds rows to a table, faster than statements do; they are there once the appender is closed.
    Appender appender(String table) throws SQLException {
        return new Appender(
                connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table));
    }

    /// A text as an SQL literal.
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Texts as an SQL list of literals.
    static String literals(List<String> texts) {
        return texts.stream().map(Database::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Rows on their way into a table.
    static final class Appender implements AutoCloseable {

        private final DuckDBAppender rows;

        private Appender(DuckDBAppender rows) {
            this.rows = rows;
        }

        /// Adds a row: texts, whole numbers, fractions and truths, or nothing.
        void row(@Nullable Object... cells) throws SQLException {
            rows.beginRow();
            for (Object cell : cells) {
                switch (cell) {
                    case null -> rows.appendNull();
                    case Long number -> rows.append(number.longValue());
                    case Double number -> rows.append(number.doubleValue());
                    case Boolean truth -> rows.append(truth.booleanValue());
                    default -> rows.append(cell.toString());
                }
            }
            rows.endRow();
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }

    /// Reads a result that is closed afterwards.
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }
}
