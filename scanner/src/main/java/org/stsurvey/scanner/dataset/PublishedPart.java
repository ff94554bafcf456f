package org.stsurvey.scanner.dataset;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part that was written, verified and published.
///
/// @param name of the file, within its folder
/// @param sha256 of its bytes, in lower-case hexadecimal
public record PublishedPart(String name, long rows, long bytes, String sha256) {

    /// What is to be recorded of a verified file.
    ///
    /// @param rows how many it was verified to hold
    static PublishedPart of(Path file, String name, long rows) throws IOException {
        String sha256 = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        return new PublishedPart(name, rows, Files.size(file), sha256);
    }
}
