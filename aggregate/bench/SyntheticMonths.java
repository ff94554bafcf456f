import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.stream.Stream;

/// Makes a dataset of many large monthly runs out of one small real one: its rows, with all their columns,
/// under other names.
///
/// About 1 % of the names publish, more of them every month; a name's state is that of a row of the real run
/// and changes now and then; 0.5 % of the list is replaced every month. Parts hold 10,000 rows, as a scan makes
/// them.
///
/// Run it with the JDBC driver of DuckDB on the class path: SyntheticMonths RUN DATA MONTHS ROWS
final class SyntheticMonths {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    public static void main(String[] arguments) throws Exception {
        Path template = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        int months = Integer.parseInt(arguments[2]);
        long rows = Long.parseLong(arguments[3]);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            prepare(sql, template);
            for (int month = 0; month < months; month++) {
                Path run = data.resolve("observations/list=synthetic/run=" + FIRST.plusMonths(month));
                if (!Files.exists(run.resolve("_manifest.json"))) {
                    if (!Files.exists(run)) {
                        write(sql, month, rows, run);
                    }
                    finish(sql, template, run, rows);
                    System.err.println(run);
                }
            }
        }
    }

    private static void prepare(Statement sql, Path template) throws SQLException {
        sql.execute("SET TimeZone = 'UTC'");
        sql.execute("CREATE MACRO drawn(what, i) AS hash(what || i) / 18446744073709551616.0");
        sql.execute("CREATE TABLE template AS SELECT *, row_number() OVER (PARTITION BY published ORDER BY ordinal) - 1 AS place,"
                + " count(*) OVER (PARTITION BY published) AS places FROM read_parquet('" + template + "/part-*.parquet')");
    }

    private static void write(Statement sql, int month, long rows, Path run) throws Exception {
        Path building = run.resolveSibling("_tmp-" + run.getFileName());
        Files.createDirectories(building);
        long replaced = month * rows / 200;
        // A name keeps its row of the template for two years on average.
        sql.execute("CREATE OR REPLACE TABLE names AS SELECT i, i - " + replaced + " AS ordinal,"
                + " drawn('publishes', i) < 0.008 + 0.0004 * " + month + " AS publishes,"
                + " CAST(floor(1000003 * drawn('state' || CAST(floor(" + month + " / 24.0 + drawn('moment', i)) AS INT), i))"
                + " AS BIGINT) AS state FROM range(" + replaced + ", " + (replaced + rows) + ") AS r(i)");
        sql.execute("COPY (SELECT t.* EXCLUDE (place, places) REPLACE (n.ordinal AS ordinal, n.ordinal + 1 AS line,"
                + " (n.ordinal * 7919) % " + rows + " + 1 AS rank, 'name' || n.i || '.' || t.tld AS domain,"
                + " 'name' || n.i || '.' || t.tld AS registrable_domain)"
                + " FROM names n JOIN template t ON t.published = n.publishes AND t.place = n.state % t.places"
                + " ORDER BY n.ordinal) TO '" + building + "' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10240,"
                + " ROW_GROUPS_PER_FILE 1, FILENAME_PATTERN 'part-{i}', OVERWRITE_OR_IGNORE true,"
                + " KV_METADATA {'stsurvey.schema.version': '1'})");
        Files.move(building, run, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The manifest says how many rows there are and in which files, and no more that is of this run.
    private static void finish(Statement sql, Path template, Path run, long rows) throws Exception {
        Files.deleteIfExists(run.resolve("_outcomes.parquet"));
        Files.copy(template.resolve("_outcomes.parquet"), run.resolve("_outcomes.parquet"));
        StringBuilder files = new StringBuilder();
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> parts = Files.list(run)) {
            for (Path part : parts.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                String sha256 = sha256(Files.readAllBytes(part));
                sums.append(sha256).append("  ").append(part.getFileName()).append('\n');
                files.append(files.isEmpty() ? "" : ", ")
                        .append("{\"path\" : \"" + part.getFileName() + "\", \"bytes\" : " + Files.size(part)
                                + ", \"sha256\" : \"" + sha256 + "\"}");
            }
        }
        sql.execute("COPY (SELECT * FROM read_parquet('" + run + "/part-*.parquet', hive_partitioning = false)"
                + " WHERE published) TO '" + run + "/_publishers.parquet' (FORMAT parquet, COMPRESSION zstd,"
                + " KV_METADATA {'stsurvey.parts': '" + sha256(sums.toString().getBytes(StandardCharsets.UTF_8))
                + "'})");
        String manifest = Files.readString(template.resolve("_manifest.json"))
                .replaceAll("\"rows\" : \\d+,\n  \"outcomes\"", "\"rows\" : " + rows + ",\n  \"outcomes\"")
                .replaceAll("(?s)\"files\" : \\[.*?\\]", "\"files\" : [" + files + "]");
        Files.writeString(run.resolve("_manifest.json"), manifest);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private SyntheticMonths() {}
}
