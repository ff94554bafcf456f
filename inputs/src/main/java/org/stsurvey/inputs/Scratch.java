package org.stsurvey.inputs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The folder in which a preparation works, inside the run folder and thus on its disk. Files are finished here and
/// then published into the run folder; what is left goes away on closing, or with the next preparation after a kill.
final class Scratch implements AutoCloseable {
    private static final String NAME = "_tmp_prepare";

    private final Path runFolder;
    private final Path folder;

    Scratch(Path runFolder) throws IOException {
        this.runFolder = runFolder;
        this.folder = runFolder.resolve(NAME);
        Files.createDirectories(folder);
        deleteFiles();
    }

    Path folder() {
        return folder;
    }

    /// Where the file of this name is to be written before it is published.
    Path file(String name) {
        return folder.resolve(name);
    }

    /// Makes a file appear in the run folder whole and durably, in place of an earlier one of its name.
    void publish(String name) throws IOException {
        sync(file(name), StandardOpenOption.WRITE);
        Files.move(
                file(name),
                runFolder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        sync(runFolder, StandardOpenOption.READ);
    }

    @Override
    public void close() throws IOException {
        deleteFiles();
        Files.delete(folder);
    }

    private void deleteFiles() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
