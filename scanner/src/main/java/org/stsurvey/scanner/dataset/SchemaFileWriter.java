package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Writes values to local Parquet files of one schema; equal values make equal bytes.
final class SchemaFileWriter<V> {

    /// The key of the schema's version in the file metadata.
    static final String SCHEMA_VERSION_KEY = "stsurvey.schema.version";

    /// The key of the writing program's version in the file metadata.
    static final String PROGRAM_VERSION_KEY = "stsurvey.version";

    /// How often a growing row group is measured; measuring asks every column.
    private static final int ROWS_BETWEEN_CHECKS = 500;

    private final AnnotatedSchema schema;
    private final RowGroups.Layout layout;
    private final Fields<V> fields;
    private final Map<String, String> metadata;

    SchemaFileWriter(AnnotatedSchema schema, Consumer<Fields<V>> declaration, String programVersion) {
        this(schema, declaration, programVersion, RowGroups.Layout.DEFAULT);
    }

    SchemaFileWriter(
            AnnotatedSchema schema, Consumer<Fields<V>> declaration, String programVersion, RowGroups.Layout layout) {
        this.schema = schema;
        this.layout = layout;
        this.fields = Fields.declare(SchemaPlace.root(schema.message()), declaration);
        // Not Map.of, whose order changes from one JVM to the next.
        this.metadata = new TreeMap<>();
        metadata.put(SCHEMA_VERSION_KEY, Integer.toString(schema.version()));
        metadata.put(PROGRAM_VERSION_KEY, programVersion);
    }

    /// Writes a file, over any that is there; if it cannot be completed it is deleted.
    ///
    /// @return how many values were written
    long write(Path file, Iterator<? extends V> values) throws IOException {
        long count = 0;
        try (RowGroups groups = RowGroups.open(file, schema.message(), layout)) {
            do {
                count += writeGroup(groups, values);
            } while (values.hasNext());
            groups.complete(metadata);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw FolderFiles.failed("file", file, e);
        } catch (RuntimeException | Error e) {
            // Parquet may have given what it had a valid footer (its issue 3706).
            Files.deleteIfExists(file);
            throw e;
        }
        return count;
    }

    /// Fills one row group.
    private long writeGroup(RowGroups groups, Iterator<? extends V> values) throws IOException {
        RowGroups.Columns columns = groups.columns();
        var out = new RowShredder(schema.message(), columns.values());
        long rows = 0;
        while (values.hasNext() && !isFull(columns, rows)) {
            fields.write(values.next(), out, 0);
            out.endRow();
            rows++;
        }
        out.catchUp();
        if (rows > 0) {
            groups.begin(rows);
            columns.flush();
            groups.end();
        }
        return rows;
    }

    private boolean isFull(RowGroups.Columns columns, long rows) {
        return rows > 0 && rows % ROWS_BETWEEN_CHECKS == 0 && columns.values().getBufferedSize() > layout.groupBytes();
    }
}
