package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stsurvey.aggregate.AggregationSettings;
import org.stsurvey.aggregate.Database;
import org.stsurvey.aggregate.DuckDb;

/// How far the trend tables agree with what the lab did to its world.
///
/// @param cells numbers compared
/// @param agreeing of them, numbers that are what the truth says
/// @param examples of those that are not, at most ten
record TrendCheck(long cells, long agreeing, List<String> examples) {

    private static final int MAX_EXAMPLES = 10;

    /// Counts the truth of all months and compares every cell; a cell that only one side has is a difference.
    static TrendCheck of(List<DemoMonth> months, Path tables) throws IOException {
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), tables.resolveSibling("_tmp-spill"))) {
            load(database, months);
            for (String statement : TrendTruth.preparation()) {
                database.execute(statement);
            }
            TrendCheck all = new TrendCheck(0, 0, List.of());
            for (TrendTruth.Cells each : TrendTruth.all()) {
                all = all.and(compare(database, each, tables));
            }
            return all;
        } catch (SQLException e) {
            throw new IOException(
                    "the tables in " + tables + " cannot be compared with the lab's truth: " + e.getMessage(), e);
        }
    }

    private static void load(DuckDb database, List<DemoMonth> months) throws SQLException {
        database.execute("CREATE TABLE truth (position INTEGER, run VARCHAR, domain VARCHAR, status VARCHAR,"
                + " published BOOLEAN, record_id VARCHAR, mx_alignment VARCHAR, reception VARCHAR, listed BOOLEAN)");
        database.execute("CREATE TABLE happened (position INTEGER, run VARCHAR, domain VARCHAR, code VARCHAR)");
        for (int position = 0; position < months.size(); position++) {
            DemoMonth month = months.get(position);
            String at = position + ", " + Database.literal(month.run());
            database.execute("INSERT INTO truth SELECT " + at + ", domain, deployment_status, published = 'true',"
                    + " record_id, mx_alignment, reception, rank IS NOT NULL FROM " + tsv(month.truth()));
            if (month.transitions().isPresent()) {
                database.execute(
                        "INSERT INTO happened SELECT " + at + ", domain, unnest(string_split(codes, ' ')) FROM "
                                + tsv(month.transitions().get()) + " WHERE codes IS NOT NULL");
            }
        }
    }

    private static String tsv(Path file) {
        return "read_csv(" + Database.literal(file.toString())
                + ", delim = '\t', header = true, all_varchar = true, nullstr = '', quote = '')";
    }

    private static TrendCheck compare(DuckDb database, TrendTruth.Cells cells, Path tables) throws SQLException {
        String actual = "SELECT " + cells.cell() + ", sum(" + cells.measure() + ") AS " + cells.measure()
                + " FROM read_parquet("
                + Database.literal(tables.resolve(cells.table() + ".parquet").toString()) + ") WHERE "
                + cells.where() + " GROUP BY " + cells.cell();
        String sql = "SELECT coalesce(t.cell, s.cell) AS cell, CAST(t.value AS VARCHAR), CAST(s.value AS VARCHAR),"
                + " t.value IS NOT DISTINCT FROM s.value AS agrees FROM (" + named(cells, cells.expected())
                + ") t FULL JOIN (" + named(cells, actual) + ") s ON t.cell = s.cell ORDER BY 1";
        return database.query(sql, rows -> {
            long count = 0;
            long agreeing = 0;
            List<String> examples = new ArrayList<>();
            while (rows.next()) {
                count++;
                if (rows.getBoolean("agrees")) {
                    agreeing++;
                } else {
                    examples.add(cells.table() + "." + cells.measure() + " of " + rows.getString(1) + ": truth "
                            + rows.getString(2) + "; table " + rows.getString(3));
                }
            }
            return new TrendCheck(count, agreeing, examples);
        });
    }

    private static String named(TrendTruth.Cells cells, String rows) {
        return "SELECT concat_ws(' ', " + cells.cell() + ") AS cell, CAST(" + cells.measure()
                + " AS BIGINT) AS value FROM (" + rows + ") WHERE " + cells.measure() + " <> 0";
    }

    private TrendCheck and(TrendCheck other) {
        List<String> both = new ArrayList<>(examples);
        both.addAll(other.examples);
        return new TrendCheck(
                cells + other.cells,
                agreeing + other.agreeing,
                both.stream().limit(MAX_EXAMPLES).toList());
    }

    boolean agrees() {
        return agreeing == cells && cells > 0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%,d of %,d cells of the trend tables agree with what the lab did", agreeing, cells));
        examples.forEach(example -> lines.add("  " + SafeText.of(example)));
        return lines;
    }
}
