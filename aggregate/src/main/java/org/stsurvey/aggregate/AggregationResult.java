package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.util.List;

/// What an aggregation did.
///
/// @param tables the folder that holds the tables now
/// @param runs the runs that went into them, by list and date
/// @param skipped runs that were found and left out, each with the reason, in words
/// @param tableCount number of tables written
public record AggregationResult(Path tables, List<Run> runs, List<String> skipped, int tableCount) {

    public AggregationResult {
        runs = List.copyOf(runs);
        skipped = List.copyOf(skipped);
    }

    /// One run of one list.
    ///
    /// @param rows rows of its published parts: one a domain
    public record Run(String list, String date, long rows) {}
}
