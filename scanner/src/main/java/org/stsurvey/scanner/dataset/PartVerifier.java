package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;

/// Looks at a written file as a reader would, before it is published.
///
/// A Parquet writer that fails halfway can leave a file that looks finished (parquet-java issues 3706, 3254, 3069). So
/// the footer must be there, hold our schema and its version and count the rows that were meant, and every page must be
/// there and match its checksum.
public final class PartVerifier {

    private PartVerifier() {}

    /// Checks a file that was written with a schema.
    ///
    /// @param expectedRows how many rows it must hold
    /// @throws IOException if it is not that file; the message says what is wrong
    public static void verify(Path file, AnnotatedSchema schema, long expectedRows) throws IOException {
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withPageChecksumVerification(true)
                .build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            checkFooter(file, reader.getFooter().getFileMetaData(), schema);
            if (reader.getRecordCount() != expectedRows) {
                throw new IOException("%s: the footer counts %d rows, %d were written; the file is not published"
                        .formatted(file, reader.getRecordCount(), expectedRows));
            }
            readPages(reader);
        } catch (RuntimeException e) {
            throw new IOException(
                    "%s: not a readable Parquet file (%s); it is not published".formatted(file, e.getMessage()), e);
        }
    }

    private static void checkFooter(Path file, FileMetaData footer, AnnotatedSchema schema) throws IOException {
        String version = footer.getKeyValueMetaData().get(SchemaFileWriter.SCHEMA_VERSION_KEY);
        if (!Integer.toString(schema.version()).equals(version)) {
            throw new IOException("%s: schema version %s in the footer, %d expected; the file is not published"
                    .formatted(file, version, schema.version()));
        }
        if (!footer.getSchema().equals(schema.message())) {
            throw new IOException("%s: the columns are not those of %s version %d; the file is not published"
                    .formatted(file, schema.name(), schema.version()));
        }
    }

    private static void readPages(ParquetFileReader reader) throws IOException {
        for (var rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
            rows.close();
        }
    }
}
