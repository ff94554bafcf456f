package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

/// Writes the rows of one chunk as a part: a local Parquet file that is verified and published afterwards.
///
/// Rows are taken one at a time, so a caller that makes them on the fly holds none. Safe for use by several
/// threads at once, one file each.
public final class PartWriter {

    private final SchemaFileWriter<Row> writer;

    /// @param programVersion the version of stsurvey, for the file metadata
    public PartWriter(String programVersion) {
        this(programVersion, RowGroups.Layout.DEFAULT);
    }

    PartWriter(String programVersion, RowGroups.Layout layout) {
        writer = new SchemaFileWriter<>(AnnotatedSchema.OBSERVATION, RowColumns::row, programVersion, layout);
    }

    /// Writes a part, over any file that is there; a part that cannot be completed is deleted.
    ///
    /// @param file on a local disk
    /// @param rows by ordinal
    /// @return how many rows were written
    public long write(Path file, Iterator<Row> rows) throws IOException {
        return writer.write(file, rows);
    }
}
