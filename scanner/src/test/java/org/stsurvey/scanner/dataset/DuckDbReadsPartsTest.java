package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB, which knows nothing of our code, sees in a part what was written to it, with unquoted names throughout.
class DuckDbReadsPartsTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        var rows = LongStream.range(0, 100)
                .mapToObj(ordinal -> ordinal % 10 == 7 ? Samples.publishing(ordinal) : Samples.absent(ordinal));
        new PartWriter("test").write(folder.resolve("part-00000.parquet"), rows.iterator());
    }

    @Test
    void targetColumns() throws SQLException {
        assertThat(query("""
                SELECT ordinal, rank, line, domain, tld, registrable_domain, pass, observed_at
                FROM part WHERE ordinal = 7"""))
                .containsExactly(
                        "7 | 8 | 9 | publisher-7.example.net | net | publisher-7.example.net | 2 | 2026-11-01T04:00:00.130456Z");
    }

    private static List<String> query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE VIEW part AS FROM read_parquet('%s/*.parquet')".formatted(folder));
            try (var result = statement.executeQuery(sql)) {
                var rows = new ArrayList<String>();
                while (result.next()) {
                    var cells = new ArrayList<String>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        cells.add(String.valueOf(result.getObject(column)));
                    }
                    rows.add(String.join(" | ", cells));
                }
                return rows;
            }
        }
    }
}
