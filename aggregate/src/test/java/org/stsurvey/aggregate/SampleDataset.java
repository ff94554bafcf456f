package org.stsurvey.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A dataset made up by `sample.sql`, for tests of this module and of those that read its tables.
///
/// [#change(String)] may alter the table `sample` or `registry` before a run is written.
public final class SampleDataset implements AutoCloseable {

    private final Path data;
    private final Connection connection;

    public SampleDataset(Path data) throws SQLException {
        this.data = data;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        change("SET TimeZone = 'UTC'");
    }

    /// Makes the rows of one run; [#write(String, String, String)] then writes them.
    ///
    /// @param growth 1.0 is the base rate of publishers
    public SampleDataset draw(long rows, String seed, boolean ranked, double growth) throws SQLException, IOException {
        change("SET VARIABLE rows = " + rows);
        change("SET VARIABLE seed = '" + seed + "'");
        change("SET VARIABLE ranked = " + ranked);
        change("SET VARIABLE growth = " + growth);
        try (InputStream sql = SampleDataset.class.getResourceAsStream("sample.sql")) {
            if (sql == null) {
                throw new IOException("sample.sql is missing");
            }
            change(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        return this;
    }

    /// Runs any statement against the drawn tables.
    public SampleDataset change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /// Writes the drawn rows as a finished run in two parts.
    ///
    /// @param manifest the text of its `_manifest.json`
    public SampleDataset write(String list, String run, String manifest) throws SQLException, IOException {
        Path folder = folder(list, run);
        Files.createDirectories(folder);
        copy("SELECT * FROM sample WHERE ordinal % 2 = 0 ORDER BY ordinal", folder.resolve("part-00000.parquet"));
        copy("SELECT * FROM sample WHERE ordinal % 2 = 1 ORDER BY ordinal", folder.resolve("part-00001.parquet"));
        copy("SELECT * FROM registry ORDER BY code", folder.resolve("_outcomes.parquet"));
        Files.writeString(folder.resolve("_manifest.json"), manifest);
        return this;
    }

    public Path folder(String list, String run) {
        return data.resolve("observations/list=" + list + "/run=" + run);
    }

    private void copy(String query, Path file) throws SQLException {
        change("COPY (" + query + ") TO '" + file.toString().replace("'", "''")
                + "' (FORMAT parquet, COMPRESSION zstd)");
    }

    /// A manifest like the scanner's.
    public static String manifest(String list, String run, long rows) {
        return """
                {"manifest_version":1,"run":"%2$s","tool_version":"0.1.0","rulebook_version":"1",
                 "list":{"name":"%1$s","id":"LNXJ4","date":"2026-10-31","url":"https://tranco-list.eu/list/LNXJ4","sha256":"5ff0"},
                 "funnel":{"read":%4$d,"malformed":3,"duplicate":2,"collapsed":0,"excluded":5,"targets":%3$d},
                 "unit":"as-listed","settings":{"retries":3},"resolvers":["127.0.0.1:53"],"contact":"mailto:scan@example.org",
                 "roots":{"sha256":"abcd","count":140},"public_suffix_list":"guava 33.8.0","seed":42,
                 "started":"%2$sT00:00:00Z","ended":"%2$sT03:10:00Z","rows":%3$d,"outcomes":{"ok":1},
                 "deployment_status":{"absent":1},"command_line":["scan","top.csv"],"schema_version":1,"method_fingerprint":"m1"}
                """.formatted(list, run, rows, rows + 10);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
