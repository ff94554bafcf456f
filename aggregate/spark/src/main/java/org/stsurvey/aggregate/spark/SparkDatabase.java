package org.stsurvey.aggregate.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.stsurvey.aggregate.CsvFile;
import org.stsurvey.aggregate.Database;

/// Spark as the database of an aggregation: a session for each connection.
///
/// Tables are files of Spark's own catalog below a folder that all machines see; so nothing is computed twice,
/// and all sessions see them. Views, functions and variables belong to a session; one that is opened beside
/// another begins with its views and functions.
final class SparkDatabase implements Database {

    static final String DIALECT = "spark";

    /// What makes Spark's answers those of DuckDB; the rest is the operator's.
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.ansi.enabled", "true",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.parser.escapedStringLiterals", "true",
            "spark.sql.legacy.consecutiveStringLiterals.enabled", "false",
            "spark.sql.datetime.java8API.enabled", "true",
            "spark.sql.parquet.compression.codec", "zstd");

    private static final Pattern SET = Pattern.compile("(?is)SET VARIABLE (\\w+) = (.*)");
    private static final Pattern MADE =
            Pattern.compile("(?is)CREATE (?:OR REPLACE )?(TEMP(?:ORARY)? )?(TABLE|VIEW|FUNCTION) (\\w+)(.*)");
    private static final Pattern DROPPED = Pattern.compile("(?is)DROP TABLE (\\w+)");
    private static final String READ = "read_parquet(";
    private static final Pattern TEXT = Pattern.compile("'([^']*(?:''[^']*)*)'");

    private final SparkSession session;
    private final Catalog catalog;
    private final SparkScript script;
    private final Map<String, String> variables = new HashMap<>();

    /// Statements that made views and functions, by their names, in their order.
    private final Map<String, String> made;

    /// What all sessions share.
    ///
    /// @param folder of its files
    /// @param names a number for each thing that needs a name of its own
    /// @param sessions how many are open
    private record Catalog(Path folder, String name, AtomicInteger names, AtomicInteger sessions) {
        String newName(String what) {
            return what + "_" + names.incrementAndGet();
        }
    }

    private SparkDatabase(SparkSession session, Catalog catalog, SparkScript script, Map<String, String> made)
            throws SQLException {
        this.session = session;
        this.catalog = catalog;
        this.script = script;
        this.made = new LinkedHashMap<>(made);
        catalog.sessions().incrementAndGet();
        SETTINGS.forEach((key, value) -> session.conf().set(key, value));
        run("USE " + catalog.name());
        for (String statement : made.values()) {
            run(statement);
        }
    }

    /// Opens a database.
    ///
    /// @param folder on storage that all machines see; removed when the database is closed
    static SparkDatabase open(SparkSession spark, Path folder) throws SQLException {
        Catalog catalog = new Catalog(
                folder,
                "stsurvey_" + UUID.randomUUID().toString().replace("-", ""),
                new AtomicInteger(),
                new AtomicInteger());
        spark.sql("CREATE DATABASE " + catalog.name() + " LOCATION "
                + Database.literal(folder.resolve("catalog").toUri().toString()));
        return new SparkDatabase(spark.newSession(), catalog, SparkScript.of(Database.dialectOf(DIALECT)), Map.of());
    }

    @Override
    public String dialect() {
        return DIALECT;
    }

    @Override
    public Database beside() throws SQLException {
        return new SparkDatabase(session.newSession(), catalog, script, made);
    }

    @Override
    public void execute(String sql) throws SQLException {
        for (String statement : script.statements(sql, variables)) {
            Matcher set = SET.matcher(statement);
            Matcher making = MADE.matcher(statement);
            Matcher dropped = DROPPED.matcher(statement);
            if (set.matches()) {
                variables.put(set.group(1), set.group(2));
            } else if (making.matches()) {
                make(statement, making);
            } else if (dropped.matches()) {
                run(statement);
            } else {
                throw new SQLException("nothing like this is known to be run on Spark: " + statement);
            }
        }
    }

    private void make(String statement, Matcher making) throws SQLException {
        String name = making.group(3);
        String body = making.group(4).strip();
        boolean temporary = making.group(1) != null;
        switch (making.group(2)) {
            case "TABLE" -> {
                if (temporary) {
                    String table = catalog.newName(name);
                    table(table, body);
                    run("CREATE OR REPLACE TEMPORARY VIEW " + name + " AS SELECT * FROM " + table);
                } else {
                    table(name, body);
                }
            }
            case "VIEW" -> {
                String view = "CREATE OR REPLACE TEMPORARY VIEW " + name + " " + withFiles(body);
                run(view);
                if (!temporary) {
                    keep(name, view);
                }
            }
            default -> {
                run(statement);
                keep(name, statement);
            }
        }
    }

    private void table(String name, String body) throws SQLException {
        run("DROP TABLE IF EXISTS " + name);
        run(
                body.startsWith("(")
                        ? "CREATE TABLE " + name + " " + body + " USING parquet"
                        : "CREATE TABLE " + name + " USING parquet " + withFiles(body));
    }

    private void keep(String name, String statement) {
        made.remove(name);
        made.put(name, statement);
    }

    @Override
    public List<List<String>> texts(String sql) throws SQLException {
        List<List<String>> texts = new ArrayList<>();
        for (Row row : failing(() -> query(sql).collectAsList())) {
            texts.add(Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                    .map(i -> String.valueOf(row.get(i)))
                    .toList());
        }
        return texts;
    }

    @Override
    public List<Column> columns(String query) throws SQLException {
        return columns(query(query).schema());
    }

    private static List<Column> columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> new Column(field.name(), type(field.dataType())))
                .toList();
    }

    private static String type(DataType type) {
        return type.equals(DataTypes.StringType)
                ? "VARCHAR"
                : type.equals(DataTypes.IntegerType) ? "INTEGER" : type.sql();
    }

    @Override
    public Appender appender(String table) throws SQLException {
        StructType schema = query("SELECT * FROM " + table).schema();
        List<Row> rows = new ArrayList<>();
        return new Appender() {
            @Override
            public void row(@Nullable Object... cells) {
                rows.add(RowFactory.create(cells));
            }

            @Override
            public void close() throws SQLException {
                failing(() -> {
                    session.createDataFrame(rows, schema)
                            .coalesce(1)
                            .write()
                            .mode("append")
                            .insertInto(table);
                    return rows;
                });
            }
        };
    }

    @Override
    public void write(String query, Path file) throws SQLException {
        write(query(query), file);
    }

    private void write(Dataset<Row> result, Path file) throws SQLException {
        Path folder = catalog.folder().resolve(catalog.newName("written"));
        failing(() -> {
            result.coalesce(1).write().parquet(folder.toUri().toString());
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "part-*.parquet")) {
                Files.move(parts.iterator().next(), file);
            }
            return file;
        });
    }

    @Override
    public Written write(String query, Path parquet, Path csv) throws SQLException {
        Dataset<Row> result = query(query);
        StructType schema = result.schema();
        write(result, parquet);
        // Read back from the one file, row after row: the order is that of the file, and the query does not run twice.
        Iterator<Row> rows = failing(() -> session.read()
                .schema(schema)
                .parquet(parquet.toUri().toString())
                .coalesce(1)
                .toLocalIterator());
        long written = CsvFile.write(List.of(schema.fieldNames()), new ResultRows(rows), csv);
        return new Written(written, columns(schema));
    }

    /// The rows of a result, as CSV wants them.
    private static final class ResultRows implements CsvFile.Rows {

        private final Iterator<Row> rows;
        private Optional<Row> row = Optional.empty();

        ResultRows(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() throws SQLException {
            row = failing(() -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty());
            return row.isPresent();
        }

        @Override
        public @Nullable Object cell(int column) {
            return row.orElseThrow().get(column);
        }
    }

    /// Never known: to merge the schemas of the parts is a job for the executors.
    @Override
    public boolean areOfOneSchema(String pattern) {
        return false;
    }

    /// Notes are not read, so the publishers are read from the parts themselves.
    @Override
    public Optional<String> noteOf(String file, String key) {
        return Optional.empty();
    }

    private Dataset<Row> query(String sql) throws SQLException {
        return run(withFiles(script.statements(sql, variables).getFirst()));
    }

    /// A statement with views in the place of files that it reads.
    private String withFiles(String sql) throws SQLException {
        int start = sql.indexOf(READ);
        if (start < 0) {
            return sql;
        }
        int end = closing(sql, start + READ.length());
        String arguments = sql.substring(start + READ.length(), end);
        String view = catalog.newName("files");
        List<String> files = TEXT.matcher(arguments)
                .results()
                .map(text -> text.group(1).replace("''", "'"))
                .toList();
        view(view, files, arguments.contains("union_by_name"));
        return sql.substring(0, start) + view + withFiles(sql.substring(end + 1));
    }

    /// Where the parenthesis closes that was opened before a place.
    private static int closing(String sql, int from) throws SQLException {
        int open = 1;
        boolean quoted = false;
        for (int at = from; at < sql.length(); at++) {
            char character = sql.charAt(at);
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted) {
                open += character == '(' ? 1 : character == ')' ? -1 : 0;
            }
            if (open == 0) {
                return at;
            }
        }
        throw new SQLException("a parenthesis does not close: " + sql);
    }

    private void view(String name, List<String> files, boolean merged) throws SQLException {
        failing(() -> {
            List<String> visible = new ArrayList<>();
            for (String file : files) {
                visible.add(visible(file));
            }
            session.read()
                    .option("mergeSchema", merged)
                    .parquet(visible.toArray(String[]::new))
                    .createOrReplaceTempView(name);
            return name;
        });
    }

    /// Spark passes over files whose names begin with an underscore, even where it is told their names.
    private String visible(String file) throws IOException {
        if (!file.startsWith("_", file.lastIndexOf('/') + 1)) {
            return file;
        }
        Configuration hadoop = session.sparkContext().hadoopConfiguration();
        // Names come as patterns that match one file alone.
        var hidden = new org.apache.hadoop.fs.Path(file.replaceAll("\\[([\\[*?])]", "$1"));
        var copy = new org.apache.hadoop.fs.Path(
                catalog.folder().resolve(catalog.newName("shown") + ".parquet").toUri());
        FileUtil.copy(hidden.getFileSystem(hadoop), hidden, copy.getFileSystem(hadoop), copy, false, hadoop);
        return copy.toString();
    }

    private Dataset<Row> run(String statement) throws SQLException {
        return failing(() -> session.sql(statement));
    }

    /// The files of the catalog are removed with its last session.
    @Override
    public void close() throws SQLException {
        if (catalog.sessions().decrementAndGet() == 0) {
            run("USE default");
            run("DROP DATABASE " + catalog.name() + " CASCADE");
            Configuration hadoop = session.sparkContext().hadoopConfiguration();
            var folder = new org.apache.hadoop.fs.Path(catalog.folder().toUri());
            failing(() -> folder.getFileSystem(hadoop).delete(folder, true));
        }
    }

    private interface Work<T> {
        T done() throws Exception;
    }

    private static <T> T failing(Work<T> work) throws SQLException {
        try {
            return work.done();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(String.valueOf(e.getMessage()), e);
        }
    }
}
