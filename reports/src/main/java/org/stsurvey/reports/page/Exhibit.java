package org.stsurvey.reports.page;

import java.util.List;
import java.util.Optional;

/// One table of the report, with a figure where one helps.
///
/// @param id anchor and name of the figure's file
/// @param title heading
/// @param measure numerator and denominator, in words
/// @param description how to read it
/// @param chart the figure; the table behind it is then folded away
/// @param source what a figure that stands alone says of its origin
/// @param wide whether it needs the whole width of a large screen
public record Exhibit(
        String id,
        String title,
        String measure,
        String description,
        Optional<Chart> chart,
        TableView table,
        List<Page.Link> downloads,
        String source,
        boolean wide) {

    private static final int ROWS_SHOWN = 24;

    public Exhibit {
        downloads = List.copyOf(downloads);
    }

    /// Whether the table is folded away: behind a figure, or for its length.
    public boolean folded() {
        return chart.isPresent() || table.rows().size() > ROWS_SHOWN;
    }
}
