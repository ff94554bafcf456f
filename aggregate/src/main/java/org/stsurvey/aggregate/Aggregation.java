package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/// From the runs of a dataset to a folder of tables.
///
/// Each table is one SQL file, run over all runs at once, and is written as Parquet and CSV; beside them
/// stand the SQL, the manifests and the index [TableIndex]. Same dataset, same bytes. The folder is
/// replaced as a whole when everything has succeeded.
public final class Aggregation {

    private final AggregationSettings settings;

    public Aggregation(AggregationSettings settings) {
        this.settings = settings;
    }

    /// Aggregates a dataset.
    ///
    /// @param data the dataset: the folder that holds `observations/`
    /// @param tables the folder to write; an earlier output in it is replaced
    /// @throws UnusableDatasetException if the dataset cannot be aggregated; the message says what to do
    /// @throws IOException if the tables cannot be written
    public AggregationResult run(Path data, Path tables) throws IOException {
        Dataset dataset = Dataset.find(data);
        try (FolderReplacement output = FolderReplacement.of(tables, TableIndex.FILE)) {
            Path folder = output.building();
            Path spill = folder.resolve("_tmp-spill");
            TableIndex index;
            try (Database database = Database.open(settings, spill)) {
                index = fill(database, dataset, folder);
            } catch (SQLException e) {
                throw new UnusableDatasetException(
                        "dataset " + data + " cannot be aggregated: " + e.getMessage()
                                + "; its parts must have the columns of the dataset's schema (`stsurvey schema`)",
                        e);
            }
            Files.deleteIfExists(spill);
            index.write(folder);
            output.publish();
            return new AggregationResult(
                    tables,
                    index.runs().stream()
                            .map(run -> new AggregationResult.Run(run.list(), run.run(), run.rows()))
                            .toList(),
                    dataset.skipped(),
                    index.tables().size());
        }
    }

    private static TableIndex fill(Database database, Dataset dataset, Path folder) throws SQLException, IOException {
        define(database, dataset);
        List<TableIndex.RunEntry> runs = new ArrayList<>();
        for (RunFolder run : dataset.runs()) {
            runs.add(copyManifest(database, run, folder));
        }
        copySql("dialect-duckdb.sql", folder);
        copySql("definitions.sql", folder);
        List<TableIndex.Table> tables = new ArrayList<>();
        for (TableScript script : Tables.all()) {
            tables.add(write(database, script, folder));
        }
        return new TableIndex(
                TableIndex.VERSION, terms(database, "numerators"), terms(database, "denominators"), runs, tables);
    }

    /// Makes the table `runs`, the flat views and the definitions.
    private static void define(Database database, Dataset dataset) throws SQLException {
        database.execute("SET VARIABLE parts = "
                + Database.literals(
                        dataset.runs().stream().map(RunFolder::partsPattern).toList()));
        database.execute("SET VARIABLE registries = "
                + Database.literals(
                        dataset.runs().stream().map(RunFolder::registryPattern).toList()));
        database.execute("CREATE TABLE runs (list VARCHAR, run VARCHAR, lines_read BIGINT, lines_malformed BIGINT,"
                + " lines_duplicate BIGINT, lines_collapsed BIGINT, lines_excluded BIGINT, lines_unsampled BIGINT)");
        for (RunFolder run : dataset.runs()) {
            RunManifest manifest = run.manifest();
            database.execute("INSERT INTO runs VALUES ("
                    + String.join(
                            ", ",
                            Database.literal(run.list()),
                            Database.literal(run.date()),
                            sql(manifest.number("funnel", "read")),
                            sql(manifest.number("funnel", "malformed")),
                            sql(manifest.number("funnel", "duplicate")),
                            sql(manifest.number("funnel", "collapsed")),
                            sql(manifest.number("funnel", "excluded")),
                            sql(manifest.number("funnel", "unsampled")))
                    + ")");
        }
        database.execute(TableScript.text("dialect-duckdb.sql"));
        database.execute(TableScript.text("definitions.sql"));
    }

    private static String sql(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "NULL";
    }

    /// Copies the manifest and checks the run's rows against it: a lost part must not become a smaller
    /// number.
    private static TableIndex.RunEntry copyManifest(Database database, RunFolder run, Path folder)
            throws SQLException, IOException {
        long rows = database.count("SELECT count(*) FROM all_parts WHERE list = " + Database.literal(run.list())
                + " AND run = " + Database.literal(run.date()));
        OptionalLong expected = run.manifest().number("rows");
        if (expected.isPresent() && expected.getAsLong() != rows) {
            throw new UnusableDatasetException("run " + run.path() + " holds " + rows + " rows, its manifest says "
                    + expected.getAsLong() + ": a part is missing or foreign; restore the folder or scan again");
        }
        byte[] manifest = Files.readAllBytes(run.path().resolve(RunFolder.MANIFEST));
        String copy = "manifests/" + run.list() + "_" + run.date() + ".json";
        Files.createDirectories(folder.resolve("manifests"));
        Files.write(folder.resolve(copy), manifest);
        return new TableIndex.RunEntry(run.list(), run.date(), rows, copy, sha256(manifest));
    }

    private static TableIndex.Table write(Database database, TableScript script, Path folder)
            throws SQLException, IOException {
        String name = script.name();
        Path parquet = folder.resolve(name + ".parquet");
        database.execute("COPY (" + script.sql() + ") TO " + Database.literal(parquet.toString())
                + " (FORMAT parquet, COMPRESSION zstd)");
        String source = "read_parquet(" + Database.literal(parquet.toString()) + ")";
        long rows = database.query(
                "SELECT * FROM " + source, result -> CsvFile.write(result, folder.resolve(name + ".csv")));
        List<TableIndex.Column> columns = new ArrayList<>();
        for (List<String> column :
                database.texts("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")")) {
            String meaning = script.columns().get(column.get(0));
            if (meaning == null) {
                throw new IllegalStateException(
                        "column " + column.get(0) + " of " + name + ".sql is not explained at its head");
            }
            columns.add(new TableIndex.Column(column.get(0), column.get(1), meaning));
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
                rows,
                columns);
    }

    private static String copySql(String file, Path folder) throws IOException {
        Path copy = folder.resolve("sql").resolve(file);
        Files.createDirectories(folder.resolve("sql/tables"));
        Files.writeString(copy, TableScript.text(file));
        return "sql/" + file;
    }

    private static List<TableIndex.Term> terms(Database database, String view) throws SQLException {
        return database.texts("SELECT code, name, meaning FROM " + view + " ORDER BY code NULLS LAST").stream()
                .map(row -> new TableIndex.Term(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
