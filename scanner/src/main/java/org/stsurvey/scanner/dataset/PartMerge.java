package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a published part from the part of the first pass and from the rows of later passes that replace some of
/// its rows.
public final class PartMerge {

    /// A row that replaces another one.
    ///
    /// @param position of the row that it replaces, in the part of the first pass
    /// @param part the name of the part that it stands in
    /// @param row its position there
    public record Replacement(int position, String part, int row) {}

    private PartMerge() {}

    /// Merges into a local file and verifies it.
    ///
    /// @param replacements by position; their parts in the order of their chunks
    /// @return how many rows it has
    public static long merge(Path target, Path firstPassPart, Parts later, List<Replacement> replacements)
            throws IOException {
        long rows;
        if (replacements.isEmpty()) {
            copy(firstPassPart, target);
            rows = PartVerifier.verify(target, AnnotatedSchema.OBSERVATION);
        } else {
            Map<String, List<Integer>> byPart = new LinkedHashMap<>();
            replacements.forEach(replacement -> byPart.computeIfAbsent(replacement.part(), _ -> new ArrayList<>())
                    .add(replacement.row()));
            List<PartCopy.Substitutes> substitutes = new ArrayList<>();
            for (Map.Entry<String, List<Integer>> rowsOfPart : byPart.entrySet()) {
                substitutes.add(new PartCopy.Substitutes(later.open(rowsOfPart.getKey()), rowsOfPart.getValue()));
            }
            rows = new PartCopy(target, PartCopy.Changes.NONE)
                    .copy(
                            new PathInputFile(firstPassPart),
                            replacements.stream().map(Replacement::position).toList(),
                            substitutes);
            PartVerifier.verify(target, AnnotatedSchema.OBSERVATION, rows);
        }
        return rows;
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.deleteIfExists(to);
            Files.copy(from, to);
        } catch (IOException e) {
            throw FolderFiles.failed("file", to, e);
        }
    }
}
