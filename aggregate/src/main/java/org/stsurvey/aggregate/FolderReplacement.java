package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An output folder that is replaced as a whole or not at all.
///
/// The new contents are built in a sibling `_tmp-<name>`; [#publish()] exchanges the two folders in one step
/// where the system can, else it moves the old folder aside and the new one into its place. A failure before
/// that leaves the old folder untouched, and [#close()] removes what was built. Two writers of the same folder
/// at once are not supported.
public final class FolderReplacement implements AutoCloseable {

    private final Path target;
    private final Path building;
    private final Path previous;

    private FolderReplacement(Path target, Path building, Path previous) {
        this.target = target;
        this.building = building;
        this.previous = previous;
    }

    /// Begins to replace a folder.
    ///
    /// @param folder the folder; made if it does not exist
    /// @param marker name of a file that shows a non-empty folder to be one of ours, so that a slip deletes
    ///     nothing
    /// @throws UnusableDatasetException if the folder holds something else
    public static FolderReplacement of(Path folder, String marker) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path name = target.getFileName();
        Path parent = target.getParent();
        if (name == null || parent == null) {
            throw new UnusableDatasetException("output folder " + folder + " is a root folder; choose one below it");
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new UnusableDatasetException("output " + folder + " is a file; choose a new or empty folder");
        }
        if (Files.isDirectory(target) && !isEmpty(target) && !Files.exists(target.resolve(marker))) {
            throw new UnusableDatasetException("output folder " + folder + " is not empty and holds no " + marker
                    + ", so it is not an earlier output to be replaced; choose a new or empty folder");
        }
        Path building = parent.resolve("_tmp-" + name);
        Path previous = parent.resolve("_tmp-" + name + "-previous");
        if (!Files.exists(target) && Files.isDirectory(previous)) {
            Files.move(previous, target); // a crash between the two moves of publish()
        }
        delete(building);
        delete(previous);
        Files.createDirectories(building);
        return new FolderReplacement(target, building, previous);
    }

    /// The folder to build the new contents in.
    public Path building() {
        return building;
    }

    /// Puts the new contents in the place of the old.
    public void publish() throws IOException {
        boolean replaces = Files.exists(target);
        if (replaces && FolderExchange.exchange(building, target)) {
            delete(building); // what was the old folder
            return;
        }
        if (replaces) {
            Files.move(target, previous);
        }
        try {
            Files.move(building, target);
        } catch (IOException e) {
            if (replaces) {
                Files.move(previous, target);
            }
            throw e;
        }
        delete(previous);
    }

    @Override
    public void close() throws IOException {
        delete(building);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
