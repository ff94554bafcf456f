package org.stsurvey.scanner.dataset;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.stsurvey.scanner.dataset.remote.RemoteFileSystem;

/// How files of a run folder are written so that they outlive what may happen: whole or not at all, and on the
/// disk when the call returns.
public final class FolderFiles {

    /// Readers of the dataset pass over what begins with an underscore; what begins so was never completed.
    public static final String DRAFT_PREFIX = "_tmp-";

    private FolderFiles() {}

    /// Replaces a file, or makes it: written beside it, synced, renamed over it, the folder synced.
    ///
    /// @throws IOException that says which file could not be written and why; an earlier file is then still
    ///     there
    public static void replace(Path file, byte[] content) throws IOException {
        if (file.getFileSystem() instanceof RemoteFileSystem remote) {
            remote.replace(file, content);
            return;
        }
        Path draft = file.resolveSibling(DRAFT_PREFIX + file.getFileName());
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw failed("file", file, e);
        }
        rename(draft, file);
    }

    /// Moves a whole, synced file to its place, over any that is there, and syncs the folder.
    public static void rename(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("file", file, e);
        }
        syncFolderOf(file);
    }

    /// Has the disk hold the entry of a file in its folder.
    static void syncFolderOf(Path file) throws IOException {
        sync(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
    }

    /// Has the disk hold what a file or a folder holds.
    public static void sync(Path fileOrFolder) throws IOException {
        if (fileOrFolder.getFileSystem() instanceof RemoteFileSystem) {
            return; // such a storage holds what it was given when the file was closed
        }
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed(Files.isDirectory(fileOrFolder) ? "folder" : "file", fileOrFolder, e);
        }
    }

    /// A failure to write in words: what, where, why. The JDK's own exceptions have only one or the other.
    public static IOException failed(String what, Path file, IOException cause) {
        String reason = switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "its folder does not exist";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            // Of a cluster's, the lines after the first are where its servers were at that moment.
            default ->
                String.valueOf(Throwables.getRootCause(cause).getMessage())
                        .lines()
                        .findFirst()
                        .orElse(cause.toString());
        };
        return new IOException("%s %s cannot be written: %s".formatted(what, file, reason), cause);
    }
}
