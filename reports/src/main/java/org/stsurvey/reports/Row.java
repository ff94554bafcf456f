package org.stsurvey.reports;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A row of a table. Absent cells are null in the file; text has been made visible.
record Row(String table, Map<String, Object> cells) {

    /// A text; empty if absent.
    String text(String column) {
        return cell(column) instanceof String text ? text : "";
    }

    /// A text or a number, as it is.
    String shown(String column) {
        return cell(column).toString();
    }

    /// A number that is always there.
    long count(String column) {
        return maybeCount(column)
                .orElseThrow(() ->
                        new IllegalStateException("table " + table + ": column " + column + " has an empty cell"));
    }

    OptionalLong maybeCount(String column) {
        return cell(column) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    OptionalDouble share(String column) {
        return maybeNumber(column);
    }

    /// A number with a fraction that is always there.
    double number(String column) {
        return maybeNumber(column)
                .orElseThrow(() ->
                        new IllegalStateException("table " + table + ": column " + column + " has an empty cell"));
    }

    /// Whether a cell says true; one that is absent does not.
    boolean holds(String column) {
        return cell(column) instanceof Boolean truth && truth;
    }

    OptionalDouble maybeNumber(String column) {
        return cell(column) instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    private Object cell(String column) {
        return cells.getOrDefault(column, "");
    }
}
