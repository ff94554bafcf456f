package org.stsurvey.reports.page;

import java.util.List;

/// The first screen: the number, its denominators, the modes and the foremost causes of failure.
///
/// @param share the headline share, N4 over D1, such as `0.40 %`
/// @param count its numerator and denominator in words
/// @param meaning what is counted
/// @param bounds hard bounds and interval
/// @param changes change since earlier runs, one line each
/// @param denominators column headings of the matrix
/// @param matrix shares of each numerator over each denominator
/// @param charts what becomes of records, modes and foremost causes, as far as there is something to draw
public record Headline(
        String share,
        String count,
        String meaning,
        List<String> bounds,
        List<String> changes,
        List<Denominator> denominators,
        List<MatrixRow> matrix,
        List<Chart> charts) {

    public Headline {
        bounds = List.copyOf(bounds);
        changes = List.copyOf(changes);
        denominators = List.copyOf(denominators);
        matrix = List.copyOf(matrix);
        charts = List.copyOf(charts);
    }

    /// A column of the matrix.
    ///
    /// @param count domains in the denominator
    public record Denominator(String name, String count) {}

    /// One numerator over each denominator.
    ///
    /// @param code N1 to N6
    /// @param lead whether it is the numerator of the headline
    public record MatrixRow(String code, String name, boolean lead, List<MatrixCell> cells) {
        public MatrixRow {
            cells = List.copyOf(cells);
        }
    }

    /// A share and what it is a share of.
    public record MatrixCell(String share, String counts) {}
}
