package org.stsurvey.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.Database;
import org.stsurvey.aggregate.DuckDb;
import org.stsurvey.aggregate.RunManifest;
import org.stsurvey.aggregate.TableIndex;
import org.stsurvey.aggregate.UnusableDatasetException;
import org.stsurvey.aggregate.VisibleText;

/// A folder of tables, read whole: its index, its rows and the manifests of its runs.
///
/// @param rows rows by table
/// @param manifests manifests by list and run, as `list/run`
record TableFolder(Path path, TableIndex index, Map<String, List<Row>> rows, Map<String, RunManifest> manifests) {

    static TableFolder read(Path folder) throws IOException {
        TableIndex index = TableIndex.read(folder);
        Map<String, List<Row>> rows = new HashMap<>();
        Map<String, RunManifest> manifests = new HashMap<>();
        for (TableIndex.RunEntry run : index.runs()) {
            manifests.put(run.list() + "/" + run.run(), RunManifest.read(existing(folder, run.manifest())));
        }
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), folder.resolve("_tmp-spill"))) {
            for (TableIndex.Table table : index.tables()) {
                Path file = existing(folder, table.parquet());
                String query = "SELECT * FROM read_parquet(" + Database.literal(file.toString()) + ")";
                rows.put(table.name(), database.query(query, result -> rows(table.name(), result)));
            }
        } catch (SQLException e) {
            throw new UnusableDatasetException(
                    "tables folder " + folder + " cannot be read: " + e.getMessage()
                            + "; make the tables again with `stsurvey aggregate`",
                    e);
        }
        return new TableFolder(folder, index, Map.copyOf(rows), Map.copyOf(manifests));
    }

    private static Path existing(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
            throw new UnusableDatasetException("tables folder " + folder + " lacks the file " + name
                    + " that its index names;" + " make the tables again with `stsurvey aggregate`");
        }
        return file;
    }

    private static List<Row> rows(String table, ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            Map<String, Object> cells = new HashMap<>();
            for (int i = 1; i <= columns; i++) {
                Object value = result.getObject(i);
                if (value != null) {
                    cells.put(
                            result.getMetaData().getColumnName(i),
                            value instanceof String text ? VisibleText.of(text) : value);
                }
            }
            rows.add(new Row(table, Map.copyOf(cells)));
        }
        return List.copyOf(rows);
    }
}
