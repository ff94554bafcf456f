package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;

/// Looks at a written file as a reader would, before it is published.
///
/// A Parquet writer that fails halfway can leave a file that looks finished (parquet-java issues 3706, 3254,
/// 3069). So the footer must be there, hold our schema and its version and count the rows that were meant, and
/// every page must be there and match its checksum.
public final class PartVerifier {

    private PartVerifier() {}

    /// Checks a file that was written with a schema.
    ///
    /// @param expectedRows how many rows it must hold
    /// @throws IOException if it is not that file; the message says what is wrong
    public static void verify(Path file, AnnotatedSchema schema, long expectedRows) throws IOException {
        Optional<String> fault;
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .withPageChecksumVerification(true)
                .build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            fault = faultOfFooter(reader, schema, expectedRows);
            readPages(reader);
        } catch (IOException | RuntimeException e) {
            throw new IOException("%s: not a whole Parquet file: %s; it is not published".formatted(file, e), e);
        }
        if (fault.isPresent()) {
            throw new IOException("%s: %s; it is not published".formatted(file, fault.get()));
        }
    }

    private static Optional<String> faultOfFooter(ParquetFileReader reader, AnnotatedSchema schema, long rows) {
        FileMetaData footer = reader.getFooter().getFileMetaData();
        if (!footer.getSchema().equals(schema.message())) {
            return Optional.of("its columns are not those of " + schema.name());
        }
        String version = footer.getKeyValueMetaData().get(SchemaFileWriter.SCHEMA_VERSION_KEY);
        if (!Integer.toString(schema.version()).equals(version)) {
            return Optional.of("it says schema version %s, not %d".formatted(version, schema.version()));
        }
        if (reader.getRecordCount() != rows) {
            return Optional.of("it holds %d rows, %d were written".formatted(reader.getRecordCount(), rows));
        }
        return Optional.empty();
    }

    private static void readPages(ParquetFileReader reader) throws IOException {
        for (var rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
            rows.close();
        }
    }
}
