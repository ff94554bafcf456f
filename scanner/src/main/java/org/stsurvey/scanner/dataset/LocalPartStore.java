package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/// Published parts in a folder of a local disk: synced, renamed, and the folder synced.
public final class LocalPartStore implements PartStore {

    /// Readers of the dataset pass over what begins with an underscore.
    private static final String DRAFT_PREFIX = "_tmp-";

    private static final Pattern PART = Pattern.compile("part-\\d+\\.parquet");

    private final Path folder;

    private LocalPartStore(Path folder) {
        this.folder = folder;
    }

    /// Opens a folder, which is made if it is not there.
    public static LocalPartStore open(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Files.createDirectories(absolute);
        return new LocalPartStore(absolute);
    }

    @Override
    public Path draft(String name) {
        return folder.resolve(DRAFT_PREFIX + name);
    }

    @Override
    public void publish(Path verifiedLocalFile, String name) throws IOException {
        // The run's lock keeps other processes out, so nothing comes between this question and the move.
        if (exists(name)) {
            throw new FileAlreadyExistsException(
                    folder.resolve(name).toString(),
                    verifiedLocalFile.toString(),
                    "what is published is never replaced");
        }
        sync(verifiedLocalFile);
        Files.move(verifiedLocalFile, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> PART.matcher(name).matches())
                    // Shorter names first: part-99999 comes before part-100000.
                    .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    @Override
    public InputFile open(String name) {
        return new LocalInputFile(folder.resolve(name));
    }

    /// The folder, for messages.
    @Override
    public String toString() {
        return folder.toString();
    }

    private static void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
