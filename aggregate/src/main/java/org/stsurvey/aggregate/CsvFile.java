package org.stsurvey.aggregate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query's result as a CSV file: RFC 4180, UTF-8, a header line, CRLF; null is an empty field.
///
/// Text cells come from the network and may be opened in a spreadsheet or printed on a terminal, so one that
/// would start a formula gets an apostrophe in front (OWASP ASVS 1.2.10), and controls are made visible by
/// [VisibleText]. Numbers are exempt. The Parquet file beside it holds the true value.
final class CsvFile {

    private CsvFile() {}

    /// Writes all rows; returns their number.
    static long write(ResultSet result, Path file) throws SQLException {
        try (Writer out = Files.newBufferedWriter(file)) {
            ResultSetMetaData columns = result.getMetaData();
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(quoted(columns.getColumnName(i)));
            }
            line(out, cells);
            long rows = 0;
            while (result.next()) {
                cells.clear();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    cells.add(cell(result.getObject(i)));
                }
                line(out, cells);
                rows++;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("CSV file " + file + " cannot be written", e);
        }
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        out.write(String.join(",", cells));
        out.write("\r\n");
    }

    static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            // Plain digits: not every reader of CSV takes 1.2E-4 for a number.
            case Double number -> new BigDecimal(Double.toString(number)).toPlainString();
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(VisibleText.of(guarded(value.toString())));
        };
    }

    private static String guarded(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r', '\n', '\0' -> "'" + text;
            default -> text;
        };
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
