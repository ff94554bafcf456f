package org.stsurvey.aggregate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query's result as a CSV file: RFC 4180, UTF-8, a header line, CRLF; null is an empty field.
///
/// Text cells come from the network and may be opened in a spreadsheet or printed on a terminal, so one that
/// would start a formula gets an apostrophe in front (OWASP ASVS 1.2.10), and controls are made visible by
/// [VisibleText]. Numbers are exempt. The Parquet file beside it holds the true value.
public final class CsvFile {

    private CsvFile() {}

    /// Writes all rows; returns their number.
    static long write(ResultSet result, Path file) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getMetaData().getColumnName(i));
        }
        return write(
                columns,
                new Rows() {
                    @Override
                    public boolean next() throws SQLException {
                        return result.next();
                    }

                    @Override
                    public @Nullable Object cell(int column) throws SQLException {
                        return result.getObject(column + 1);
                    }
                },
                file);
    }

    /// Writes all rows; returns their number.
    ///
    /// @param columns their names
    public static long write(List<String> columns, Rows rows, Path file) throws SQLException {
        try (Writer out = Files.newBufferedWriter(file)) {
            line(out, columns.stream().map(CsvFile::quoted).toList());
            long written = 0;
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.add(cell(rows.cell(i)));
                }
                line(out, cells);
                written++;
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("CSV file " + file + " cannot be written", e);
        }
    }

    /// The rows of a result, one after the other.
    public interface Rows {

        /// Goes to the next row, if there is one.
        boolean next() throws SQLException;

        /// A cell of the row: a number, a truth, null, or what its `toString` says.
        ///
        /// @param column from 0
        @Nullable
        Object cell(int column) throws SQLException;
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
