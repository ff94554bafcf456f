package org.stsurvey.scanner.run.disk;

import java.io.IOException;
import java.nio.file.Path;

/// Is told of every call to the disk before it is made, and may fail it.
@FunctionalInterface
public interface Watch {

    /// What is about to be done.
    enum Call {
        OPEN,
        WRITE,
        SYNC,
        RENAME,
        COPY,
        DELETE,
        MAKE_FOLDER,
        LIST
    }

    /// Is told of one call.
    ///
    /// @param file as the file system beneath knows it; of a renaming, what is renamed
    /// @throws IOException to fail the call
    void before(Call call, Path file) throws IOException;
}
