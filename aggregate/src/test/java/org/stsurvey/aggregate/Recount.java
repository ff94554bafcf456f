package org.stsurvey.aggregate;

import java.io.Serial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The dataset once more, row by row in plain Java: an oracle that shares no SQL with the tables.
final class Recount {

    /// What the tables may be counted from.
    record Domain(
            long ordinal,
            long rank,
            String tld,
            String outcome,
            String stage,
            String status,
            String statusStrict,
            boolean published,
            String reception,
            boolean recordValid,
            String alignment,
            List<Finding> findings) {

        boolean in(String term) {
            return switch (term) {
                case "D1" -> true;
                case "D2" ->
                    !reception.equals("no_such_domain") && !(reception.equals("unknown") && stage.equals("scan"));
                case "D3" -> reception.equals("mx");
                case "D4" -> !status.equals("indeterminate");
                case "N1" -> published;
                case "N2" -> published && recordValid;
                case "N3" -> in("N4") || status.equals("valid_none");
                case "N4" -> in("N5") || status.equals("valid_testing");
                case "N5" -> status.equals("valid_enforce") || status.equals("enforce_conflict");
                case "N6" -> in("N5") && alignment.equals("mx_all_covered");
                default -> throw new IllegalArgumentException(term);
            };
        }

        boolean mayBeIn(String numerator) {
            boolean open = status.equals("indeterminate");
            return switch (numerator) {
                case "N1", "N2" -> open && !published;
                case "N3", "N4", "N5" -> open;
                case "N6" -> open || (in("N5") && alignment.equals("mx_lookup_indeterminate"));
                default -> throw new IllegalArgumentException(numerator);
            };
        }
    }

    record Finding(String code, String severity, boolean afterTxtFailure) {}

    /// The cells that a test has looked at, as `table.column`.
    static final Set<String> LOOKED_AT = ConcurrentHashMap.newKeySet();

    private Recount() {}

    /// A row of a table that notes which of its cells are looked at.
    private static final class Cells extends LinkedHashMap<String, String> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String table;

        Cells(String table) {
            this.table = table;
        }

        @Override
        public @Nullable String get(Object column) {
            LOOKED_AT.add(table + "." + column);
            return super.get(column);
        }

        @Override
        public String getOrDefault(Object column, String other) {
            LOOKED_AT.add(table + "." + column);
            return super.getOrDefault(column, other);
        }
    }

    static List<Domain> domains(Path runFolder) throws SQLException {
        String parts = "read_parquet('" + runFolder + "/part-*.parquet')";
        List<Domain> domains = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT *, record.valid AS rv, alignment.outcome AS al,"
                        + " list_transform(findings, lambda f: f.code || ' ' || f.severity || ' ' || f.after_txt_failure) AS fs"
                        + " FROM " + parts + " ORDER BY ordinal")) {
            while (row.next()) {
                domains.add(new Domain(
                        row.getLong("ordinal"),
                        row.getLong("rank"),
                        row.getString("tld"),
                        row.getString("outcome"),
                        row.getString("stage"),
                        row.getString("deployment_status"),
                        row.getString("deployment_status_strict"),
                        row.getBoolean("published"),
                        row.getString("reception"),
                        row.getBoolean("rv"),
                        Objects.requireNonNullElse(row.getString("al"), ""),
                        findings((Object[]) row.getArray("fs").getArray())));
            }
        }
        return domains;
    }

    private static List<Finding> findings(Object[] texts) {
        List<Finding> findings = new ArrayList<>();
        for (Object text : texts) {
            String[] fields = text.toString().split(" ", -1);
            findings.add(new Finding(fields[0], fields[1], fields[2].equals("true")));
        }
        return findings;
    }

    static long count(List<Domain> domains, Predicate<Domain> wanted) {
        return domains.stream().filter(wanted).count();
    }

    /// Wilson's interval as two roots of the quadratic (p - x)² = z² x (1 - x) / n: not the formula of the
    /// SQL.
    static double[] wilson(long k, long n) {
        double z = 1.959963984540054;
        double p = (double) k / n;
        double a = 1 + z * z / n;
        double b = -(2 * p + z * z / n);
        double c = p * p;
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
        return new double[] {(-b - root) / (2 * a), (-b + root) / (2 * a)};
    }

    /// Rows of a written table, cells as text, null as the empty string.
    static List<Map<String, String>> table(Path tables, String name) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT * FROM read_parquet('" + tables.resolve(name + ".parquet") + "')")) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                Map<String, String> cells = new Cells(name);
                for (int i = 1; i <= columns; i++) {
                    cells.put(row.getMetaData().getColumnName(i), Objects.requireNonNullElse(row.getString(i), ""));
                }
                rows.add(cells);
            }
        }
        return rows;
    }
}
