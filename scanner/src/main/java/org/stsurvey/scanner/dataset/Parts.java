package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.io.InputFile;

/// A folder of published parts, for reading, on whatever storage. `toString` names the folder, for messages.
public interface Parts {

    /// The names of the published parts, in order; files that are no parts are left out.
    List<String> names() throws IOException;

    /// A published file.
    InputFile open(String name) throws IOException;
}
