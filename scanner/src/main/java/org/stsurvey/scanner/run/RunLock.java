package org.stsurvey.scanner.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.remote.Locations;

/// Keeps two processes from working on one run; the operating system releases it when its process ends, however.
public final class RunLock implements AutoCloseable {

    static final String NAME = "_lock";

    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Closeable held;

    private RunLock(Closeable held) {
        this.held = held;
    }

    /// Takes the lock of a run folder.
    ///
    /// @throws RunLockedException if another process holds it
    public static RunLock acquire(Path runFolder) throws IOException, RunLockedException {
        if (Locations.isRemote(runFolder)) {
            Optional<RemoteLock> lock = RemoteLock.acquire(runFolder.resolve(NAME));
            return new RunLock(lock.orElseThrow(() -> isTaken(runFolder))::close);
        }
        FileChannel channel = open(runFolder);
        if (!isFree(channel)) {
            channel.close();
            throw isTaken(runFolder);
        }
        return new RunLock(channel);
    }

    private static RunLockedException isTaken(Path runFolder) {
        return new RunLockedException("run " + runFolder + " is being worked on by another process; wait for it to "
                + "end, or give this scan another --run");
    }

    private static FileChannel open(Path runFolder) throws IOException {
        Path file = runFolder.resolve(NAME);
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw FolderFiles.failed("lock", file, e);
        }
    }

    /// Takes the lock, at the second go if need be: whoever looks whether a run is being worked on holds it for a
    /// moment.
    private static boolean isFree(FileChannel channel) throws IOException {
        if (tryLock(channel) != null) {
            return true;
        }
        LockSupport.parkNanos(GLANCE.toNanos());
        return tryLock(channel) != null;
    }

    /// Whether some process works on a run.
    public static boolean isHeld(Path runFolder) throws IOException {
        Path file = runFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return false;
        }
        if (Locations.isRemote(file)) {
            return RemoteLock.isHeld(file, false);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
    }

    /// Another process works on the run.
    public static final class RunLockedException extends Exception {
        private static final long serialVersionUID = 1;

        RunLockedException(String message) {
            super(message);
        }
    }
}
