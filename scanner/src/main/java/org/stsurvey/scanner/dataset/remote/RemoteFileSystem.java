package org.stsurvey.scanner.dataset.remote;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;

/// A storage that is no local disk: what it does otherwise than one.
///
/// There is no syncing of folders, no lock of the operating system and, on object stores, no renaming. What
/// there is everywhere: a file that appears whole.
public abstract class RemoteFileSystem extends FileSystem {

    /// Replaces a file, or makes it; readers see the old content or the new one.
    public abstract void replace(Path file, byte[] content) throws IOException;

    /// Makes a local file visible under a name, whole and durably: where the storage renames, it is uploaded
    /// under another name first; where a file appears when it is closed, it is uploaded once.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the name is taken
    public abstract void publish(Path localFile, Path place) throws IOException;

    /// Makes a file that is not there yet; of several processes that try, one succeeds.
    ///
    /// @return false if it is there
    public abstract boolean createNew(Path file, byte[] content) throws IOException;
}
