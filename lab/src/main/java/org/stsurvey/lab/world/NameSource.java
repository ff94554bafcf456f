package org.stsurvey.lab.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads the names of a population into a table.
final class NameSource {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    private NameSource() {}

    static NameTable read(Population.Listed list) throws IOException {
        boolean zipped = list.file().toString().endsWith(".gz");
        try (InputStream file = Files.newInputStream(list.file());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        zipped ? new GZIPInputStream(file) : file, StandardCharsets.ISO_8859_1))) {
            var table = new NameTable();
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addLine(table, ++number, line);
            }
            return table;
        }
    }

    static NameTable read(Population.Named named) {
        var table = new NameTable();
        int number = 0;
        for (String name : named.names()) {
            addLine(table, ++number, name);
        }
        return table;
    }

    private static void addLine(NameTable table, int number, String line) {
        int comma = line.indexOf(',');
        Optional<Integer> rank = comma < 0 ? Optional.of(number) : rank(line.substring(0, comma));
        String name = normal(line.substring(comma + 1));
        if (rank.isPresent() && isName(name)) {
            table.add(name, rank.get());
        }
    }

    private static Optional<Integer> rank(String text) {
        String digits = text.strip();
        boolean fits =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    private static String normal(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            label = c == '.' ? 0 : label + 1;
            boolean known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            boolean emptyLabel = c == '.' && (i == 0 || i == name.length() - 1 || name.charAt(i - 1) == '.');
            if (!(known || c == '.') || emptyLabel || label > MAX_LABEL) {
                return false;
            }
        }
        return true;
    }
}
