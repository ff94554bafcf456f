package org.stsurvey.reports.page;

import java.util.List;

/// A table as printed: chosen columns, formatted cells.
///
/// @param caption what the table is, for readers who come upon it alone
/// @param remainder what was left out here and stands in the files; empty if nothing was
public record TableView(String caption, List<Column> columns, List<List<String>> rows, String remainder) {

    public TableView {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// A column.
    ///
    /// @param kind how its cells are set
    public record Column(String header, Kind kind) {}

    /// How cells are set.
    public enum Kind {
        /// Running text.
        TEXT,
        /// A name of the data, in a fixed-width face.
        CODE,
        /// A number, set to the right.
        NUMBER;

        /// The class of the style sheet.
        public String style() {
            return switch (this) {
                case TEXT -> "t-text";
                case CODE -> "t-code";
                case NUMBER -> "t-number";
            };
        }

        /// A cell's text in pieces between which a line may end: names of the data after their underscores.
        public List<String> pieces(String cell) {
            return this == CODE ? List.of(cell.split("(?<=_)")) : List.of(cell);
        }
    }
}
