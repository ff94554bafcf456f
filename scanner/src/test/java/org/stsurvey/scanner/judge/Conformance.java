package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The shared conformance cases, which lie beside the repository on some machines; without them the tests are
/// skipped.
public final class Conformance {

    private static final Path FOLDER = Path.of("../../shared/conformance");

    private Conformance() {}

    public static Path file(String name) {
        var file = FOLDER.resolve(name);
        assumeThat(Files.isReadable(file))
                .as("the shared conformance cases are not here: "
                        + file.toAbsolutePath().normalize())
                .isTrue();
        return file;
    }

    /// One row of a tab-separated file.
    public record Row(Map<String, String> values) {

        /// The value of a column; empty where the row is shorter.
        public String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    public static List<Row> rows(String name) {
        try {
            var lines = Files.readAllLines(file(name), StandardCharsets.UTF_8);
            var columns = List.of(lines.getFirst().split("\t", -1));
            var rows = new ArrayList<Row>();
            for (var line : lines.subList(1, lines.size())) {
                var values = List.of(line.split("\t", -1));
                var row = new LinkedHashMap<String, String>();
                for (var i = 0; i < Math.min(columns.size(), values.size()); i++) {
                    row.put(columns.get(i), values.get(i));
                }
                rows.add(new Row(row));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
