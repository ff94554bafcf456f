package org.stsurvey.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One SQL file: a query, and in the comment at its head what the table means.
///
/// @param name name of the table and of its files
/// @param title a few words for a heading
/// @param numerator what its shares count
/// @param denominator of what
/// @param description how to read it
/// @param columns meaning of each column, in order
/// @param sql the whole text of the file
record TableScript(
        String name,
        String title,
        String numerator,
        String denominator,
        String description,
        Map<String, String> columns,
        String sql) {

    private static final String FOLDER = "sql/";

    static TableScript load(String name) {
        return parse(name, text("tables/" + name + ".sql"));
    }

    /// The text of an SQL file of this package.
    static String text(String file) {
        try (InputStream in = TableScript.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("SQL file " + file + " is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("SQL file " + file + " of the distribution cannot be read", e);
        }
    }

    static TableScript parse(String name, String sql) {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> description = new ArrayList<>();
        for (String line : sql.lines().takeWhile(each -> each.startsWith("--")).toList()) {
            String text = line.substring(2).strip();
            int colon = text.indexOf(": ");
            String key = colon < 0 ? "" : text.substring(0, colon);
            if (key.startsWith("column ")) {
                columns.put(key.substring("column ".length()), text.substring(colon + 2));
            } else if (key.equals("title") || key.equals("numerator") || key.equals("denominator")) {
                facts.put(key, text.substring(colon + 2));
            } else if (!text.isEmpty()) {
                description.add(text);
            }
        }
        return new TableScript(
                name,
                fact(name, facts, "title"),
                fact(name, facts, "numerator"),
                fact(name, facts, "denominator"),
                String.join(" ", description),
                columns,
                sql);
    }

    private static String fact(String name, Map<String, String> facts, String key) {
        String value = facts.get(key);
        if (value == null) {
            throw new IllegalStateException("SQL file " + name + ".sql has no line `-- " + key + ": ...` at its head");
        }
        return value;
    }
}
