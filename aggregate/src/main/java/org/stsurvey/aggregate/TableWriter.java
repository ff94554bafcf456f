package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The tables, run and written: several at a time, each by a connection of its own.
///
/// A table is a small query over little data, which one thread answers as fast as many.
final class TableWriter {

    private final Database database;
    private final Path folder;

    private TableWriter(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /// Writes all tables.
    ///
    /// @param folder to write them to
    /// @return what the index says of them, in their order
    static List<TableIndex.Table> writeAll(Database database, int threads, Path folder)
            throws SQLException, IOException {
        List<TableWriter> writers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                writers.add(new TableWriter(database.beside(), folder));
            }
            BlockingQueue<TableWriter> free = new ArrayBlockingQueue<>(threads, false, writers);
            List<Future<TableIndex.Table>> pending = new ArrayList<>();
            for (TableScript script : Tables.all()) {
                pending.add(pool.submit(() -> {
                    TableWriter writer = free.take();
                    try {
                        return writer.write(script);
                    } finally {
                        free.add(writer);
                    }
                }));
            }
            List<TableIndex.Table> written = new ArrayList<>();
            for (Future<TableIndex.Table> table : pending) {
                written.add(Awaited.result(table));
            }
            return written;
        } finally {
            for (TableWriter writer : writers) {
                writer.database.close();
            }
        }
    }

    private TableIndex.Table write(TableScript script) throws SQLException, IOException {
        String name = script.name();
        Path parquet = folder.resolve(name + ".parquet");
        Database.Written written = database.write(script.sql(), parquet, folder.resolve(name + ".csv"));
        List<TableIndex.Column> columns = new ArrayList<>();
        for (Database.Column column : written.columns()) {
            String meaning = script.columns().get(column.name());
            if (meaning == null) {
                throw new IllegalStateException(
                        "column " + column.name() + " of " + name + ".sql is not explained at its head");
            }
            columns.add(new TableIndex.Column(column.name(), column.type(), meaning));
        }
        return new TableIndex.Table(
                name,
                script.title(),
                script.description(),
                script.numerator(),
                script.denominator(),
                copySql("tables/" + name + ".sql", folder),
                name + ".csv",
                name + ".parquet",
                written.rows(),
                columns);
    }

    /// Puts an SQL file beside the tables, so that a reader sees what made them.
    ///
    /// @return its path in the folder
    static String copySql(String file, Path folder) throws IOException {
        Path copy = folder.resolve("sql").resolve(file);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.writeString(copy, TableScript.text(file));
        return "sql/" + file;
    }
}
