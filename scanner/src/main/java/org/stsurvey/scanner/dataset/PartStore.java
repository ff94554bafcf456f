package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.io.InputFile;

/// A folder of published parts, on whatever storage: the only place where a file becomes visible.
///
/// A file is written and verified on a local disk and then published: it appears whole, under its own name, and
/// stays if the machine dies the moment after, or it does not appear at all. What is published never changes.
/// Names do not depend on chance or time, so a run that is resumed knows what it has. `toString` names the
/// folder, for messages.
public interface PartStore {

    /// The name of the part of chunk `index`, such as `part-00000.parquet`.
    static String partName(int index) {
        return String.format(Locale.ROOT, "part-%05d.parquet", index);
    }

    /// Where the file that will have this name is to be written first: a local path, the same for the same name,
    /// that no reader of the folder takes for a part.
    Path draft(String name);

    /// Makes a file visible under a name, atomically and durably, and takes it away from where it was.
    ///
    /// @param verifiedLocalFile usually the draft of that name
    /// @throws java.nio.file.FileAlreadyExistsException if the name is taken
    void publish(Path verifiedLocalFile, String name) throws IOException;

    /// Whether a file of this name is published.
    boolean exists(String name) throws IOException;

    /// The names of the published parts, in order; files that are no parts are left out.
    List<String> names() throws IOException;

    /// A published file, for reading.
    InputFile open(String name) throws IOException;
}
