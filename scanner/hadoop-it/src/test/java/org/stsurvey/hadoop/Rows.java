package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The rows of a run, in what does not depend on the moment.
final class Rows {

    private Rows() {}

    /// Set equality, both ways: ordinal, domain, outcome and the codes of the findings.
    ///
    /// @param here a folder with the parts of the run by which the other is judged
    static void requireSame(Path there, Path here, int atLeast) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(number(duck, "SELECT count(*) FROM (" + rows(here) + ")"))
                    .isGreaterThanOrEqualTo(atLeast);
            assertThat(number(duck, "SELECT count(*) - count(DISTINCT ordinal) FROM (" + rows(there) + ")"))
                    .as("rows that are there twice")
                    .isZero();
            assertThat(number(duck, "SELECT count(*) FROM (" + rows(there) + " EXCEPT ALL " + rows(here) + ")"))
                    .as("rows that are not of the local scan")
                    .isZero();
            assertThat(number(duck, "SELECT count(*) FROM (" + rows(here) + " EXCEPT ALL " + rows(there) + ")"))
                    .as("rows of the local scan that are missing")
                    .isZero();
        }
    }

    private static String rows(Path parts) {
        return "SELECT ordinal, domain, outcome, list_sort(list_transform(findings, lambda f: f.code)) AS codes"
                + " FROM read_parquet('" + parts + "/part-*.parquet')";
    }

    private static long number(Connection duck, String sql) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
