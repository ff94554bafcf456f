package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// An embedded DuckDB that lives as long as this object: in memory, in UTC, offline.
///
/// It loads no extension from anywhere, so that a path such as `s3://...` is an error and no attempt to reach
/// the network. Every query has a statement of its own: an error closes the statement it happened in.
public final class DuckDb implements Database {

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    /// Opens a database.
    ///
    /// @param spill folder for what does not fit into memory; made when needed
    public static DuckDb open(AggregationSettings settings, Path spill) throws SQLException {
        var database = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
        database.execute("SET autoinstall_known_extensions = false");
        database.execute("SET autoload_known_extensions = false");
        database.execute("SET TimeZone = 'UTC'");
        database.execute("SET threads = " + settings.threads());
        database.execute("SET memory_limit = '" + settings.memoryMebibytes() + "MiB'");
        database.execute("SET temp_directory = " + Database.literal(spill.toString()));
        database.execute("SET preserve_insertion_order = true");
        database.execute("SET parquet_metadata_cache = true");
        return database;
    }

    @Override
    public String dialect() {
        return "duckdb";
    }

    @Override
    public Database beside() throws SQLException {
        var database = new DuckDb(connection.unwrap(DuckDBConnection.class).duplicate());
        database.execute("SET TimeZone = 'UTC'");
        return database;
    }

    @Override
    public void write(String query, Path file) throws SQLException {
        execute("COPY (" + query + ") TO " + Database.literal(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    }

    @Override
    public Written write(String query, Path parquet, Path csv) throws SQLException {
        execute("CREATE OR REPLACE TEMP TABLE written AS " + query);
        write("SELECT * FROM written", parquet);
        long rows = query("SELECT * FROM written", result -> CsvFile.write(result, csv));
        return new Written(rows, columns("SELECT * FROM written"));
    }

    @Override
    public List<Column> columns(String query) throws SQLException {
        return texts("SELECT column_name, column_type FROM (DESCRIBE " + query + ")").stream()
                .map(row -> new Column(row.get(0), row.get(1)))
                .toList();
    }

    @Override
    public boolean areOfOneSchema(String pattern) throws SQLException {
        return count("SELECT count(DISTINCT fields) FROM (SELECT file_name,"
                        + " string_agg(name || coalesce(type, ''), ',') AS fields FROM parquet_schema("
                        + Database.literal(pattern) + ") GROUP BY file_name)")
                == 1;
    }

    @Override
    public Optional<String> noteOf(String file, String key) throws SQLException {
        return texts("SELECT decode(value) FROM parquet_kv_metadata(" + Database.literal(file)
                        + ") WHERE decode(key) = " + Database.literal(key))
                .stream()
                .map(List::getFirst)
                .findFirst();
    }

    @Override
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

    @Override
    public List<List<String>> texts(String sql) throws SQLException {
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

    @Override
    public Appender appender(String table) throws SQLException {
        return new Rows(
                connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Rows on their way into a table.
    private static final class Rows implements Appender {

        private final DuckDBAppender rows;

        private Rows(DuckDBAppender rows) {
            this.rows = rows;
        }

        @Override
        public void row(@Nullable Object... cells) throws SQLException {
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
