package org.stsurvey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder for what is not kept. It goes away when it is closed, or with the process if that is stopped before.
final class WorkFolder implements AutoCloseable {

    private final Path path;
    private final Thread hook;

    private WorkFolder(Path path) {
        this.path = path;
        this.hook = new Thread(() -> delete(path), "delete-work-folder");
    }

    /// Makes one.
    ///
    /// @param parent where; by default the system's place for temporary files
    static WorkFolder in(Optional<Path> parent) throws IOException {
        Path path = parent.isPresent()
                ? Files.createTempDirectory(Files.createDirectories(parent.get()), "stsurvey-inputs")
                : Files.createTempDirectory("stsurvey-inputs");
        WorkFolder folder = new WorkFolder(path);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook finds nothing left.
        }
    }

    static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // Temporary files of an ending process: whoever cleans that place will find them.
        }
    }
}
