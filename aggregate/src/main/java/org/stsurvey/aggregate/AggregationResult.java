package org.stsurvey.aggregate;

import java.nio.file.Path;
import java.util.List;

/// What an aggregation did.
///
/// @param tables the folder that holds the tables now
/// @param runs the runs that went into them, by list and date
/// @param skipped runs that were found and left out, each with the reason, in words
/// @param tableCount number of tables written
/// @param advice what the reader should know before believing a trend, a sentence each
public record AggregationResult(
        Path tables, List<Run> runs, List<String> skipped, int tableCount, List<String> advice) {

    public AggregationResult {
        runs = List.copyOf(runs);
        skipped = List.copyOf(skipped);
        advice = List.copyOf(advice);
    }

    /// One run of one list.
    ///
    /// @param rows rows of its published parts: one a domain
    /// @param reused whether its parts had not changed since the tables were made last, and were not read again
    public record Run(String list, String date, long rows, boolean reused) {}
}
