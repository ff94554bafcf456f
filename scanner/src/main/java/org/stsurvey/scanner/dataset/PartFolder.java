package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.parquet.io.InputFile;

/// The published parts in a folder of a local disk, as any reader of the dataset sees them: by their names.
///
/// @param path the folder; where it does not exist there are no parts
public record PartFolder(Path path) implements Parts {

    private static final Pattern PART = Pattern.compile("part-\\d+\\.parquet");

    @Override
    public List<String> names() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return inOrder(files.map(file -> file.getFileName().toString())
                    .filter(PartFolder::isPart)
                    .toList());
        }
    }

    /// Names of parts in the order of their chunks.
    static List<String> inOrder(Collection<String> names) {
        // Shorter names first: part-99999 comes before part-100000.
        return names.stream()
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    static boolean isPart(String name) {
        return PART.matcher(name).matches();
    }

    @Override
    public InputFile open(String name) {
        return new PathInputFile(path.resolve(name));
    }

    /// The folder, for messages.
    @Override
    public String toString() {
        return path.toString();
    }
}
