package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps two processes from working on one run; the operating system releases it when its process ends,
/// however.
public final class RunLock implements AutoCloseable {

    static final String NAME = "_lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock of a run folder.
    ///
    /// @throws RunLockedException if another process holds it
    public static RunLock acquire(Path runFolder) throws IOException, RunLockedException {
        FileChannel channel =
                FileChannel.open(runFolder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new RunLockedException("run " + runFolder + " is being worked on by another process; wait for it to "
                    + "end, or give this scan another --run");
        }
        return new RunLock(channel);
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
        channel.close();
    }

    /// Another process works on the run.
    public static final class RunLockedException extends Exception {
        private static final long serialVersionUID = 1;

        RunLockedException(String message) {
            super(message);
        }
    }
}
