package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The domains of which a dataset has ever seen a record, in any run: the panel that is looked at again after
/// they have left the list.
///
/// Runs that have not finished count too: what their published parts say was seen.
public final class EverPublished {

    private EverPublished() {}

    /// Reads the domains, in the order of the alphabet; none if the dataset has no published part yet.
    ///
    /// @param data the dataset: the folder that holds `observations/`
    /// @throws UnusableDatasetException if a part cannot be read
    public static List<String> in(Path data) throws IOException {
        List<String> parts = parts(data);
        if (parts.isEmpty()) {
            return List.of();
        }
        Path spill = Files.createTempDirectory("stsurvey-panel");
        try (DuckDb database = DuckDb.open(AggregationSettings.defaults(), spill)) {
            return database
                    .texts("SELECT DISTINCT domain FROM read_parquet(" + Database.literals(parts)
                            + ", union_by_name = true) WHERE published ORDER BY domain NULLS LAST")
                    .stream()
                    .map(List::getFirst)
                    .toList();
        } catch (SQLException e) {
            throw new UnusableDatasetException(
                    "dataset " + data + " cannot be read for the panel: " + e.getMessage()
                            + "; its parts must have the columns domain and published",
                    e);
        } finally {
            Files.deleteIfExists(spill);
        }
    }

    private static List<String> parts(Path data) throws IOException {
        Path observations = data.resolve("observations");
        List<String> patterns = new ArrayList<>();
        if (Files.isDirectory(observations)) {
            for (Path list : matching(observations, "list=*")) {
                for (Path run : matching(list, "run=*")) {
                    matching(run, "part-*.parquet").forEach(part -> patterns.add(RunFolder.literal(part)));
                }
            }
        }
        return patterns;
    }

    private static List<Path> matching(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
