package org.stsurvey.scanner.dataset;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// DuckDB, which knows nothing of our code, as a second opinion on what a file holds.
final class Duck {

    private Duck() {}

    /// The rows of a query, their cells as text, joined by ` | `.
    static List<String> query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (var result = statement.executeQuery("SELECT columns(*)::VARCHAR FROM (%s)".formatted(sql))) {
                var rows = new ArrayList<String>();
                while (result.next()) {
                    var cells = new ArrayList<String>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        cells.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(String.join(" | ", cells));
                }
                return rows;
            }
        }
    }

    static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
