package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stsurvey.scanner.dataset.remote.Locations;

/// The published files of a dataset on this machine, where they are on a cluster's storage: DuckDB reads local
/// files.
///
/// Only what aggregating reads is copied: about 42 bytes a domain, not the passes. A file that is here with the
/// size and the time of the original is not copied again, so a folder that is kept holds what is new at the
/// next time too.
final class DatasetCopy implements AutoCloseable {

    private static final Pattern COPIED = Pattern.compile("part-\\d+\\.parquet|_manifest\\.json|_outcomes\\.parquet");

    private final Path path;
    private final boolean ours;

    private DatasetCopy(Path path, boolean ours) {
        this.path = path;
        this.ours = ours;
    }

    /// Copies a dataset unless it is local.
    ///
    /// @param kept where the copy is kept; if empty, it is made in the folder for temporary files and removed
    static DatasetCopy of(Path data, Optional<Path> kept) throws IOException {
        if (!Locations.isRemote(data)) {
            return new DatasetCopy(data, false);
        }
        Path folder = kept.isPresent() ? kept.get() : Files.createTempDirectory("stsurvey-dataset");
        DatasetCopy copy = new DatasetCopy(folder, kept.isEmpty());
        try {
            copy.take(data);
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
        return copy;
    }

    /// The dataset on this machine.
    Path path() {
        return path;
    }

    private void take(Path data) throws IOException {
        Path observations = data.resolve("observations");
        if (!Files.isDirectory(observations)) {
            return;
        }
        Files.createDirectories(path.resolve("observations"));
        for (Path list : entries(observations)) {
            for (Path run : Files.isDirectory(list) ? entries(list) : List.<Path>of()) {
                Path target = path.resolve("observations")
                        .resolve(list.getFileName().toString())
                        .resolve(run.getFileName().toString());
                if (Files.isDirectory(run)) {
                    take(run, target);
                }
            }
        }
    }

    private static void take(Path run, Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : entries(run)) {
            Path name = Path.of(file.getFileName().toString());
            if (COPIED.matcher(name.toString()).matches() && !isCurrent(file, target.resolve(name))) {
                Files.copy(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(target.resolve(name), Files.getLastModifiedTime(file));
            }
        }
        for (Path file : entries(target)) { // what was discarded there is no run here
            if (!Files.exists(run.resolve(file.getFileName().toString()))) {
                Files.delete(file);
            }
        }
    }

    private static boolean isCurrent(Path original, Path copy) throws IOException {
        return Files.exists(copy)
                && Files.size(copy) == Files.size(original)
                && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(original));
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            WorkFolder.delete(path);
        }
    }
}
