package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;

/// Looks at a written file as a reader would, before it is published.
///
/// A Parquet writer that fails halfway can leave a file that looks finished (parquet-java issues 3706, 3254,
/// 3069). So the footer must be there, hold our schema and its version and count the rows that were meant, and
/// every page must be there and match its checksum.
public final class PartVerifier {

    private PartVerifier() {}

    /// A file that is not what it ought to be.
    public static final class DamagedPartException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedPartException(String message, Exception cause) {
            super(message, cause);
        }

        DamagedPartException(String message) {
            super(message);
        }
    }

    /// Checks a file that was written with a schema.
    ///
    /// @param expectedRows how many rows it must hold
    /// @throws DamagedPartException if it is not that file; the message says what is wrong
    public static void verify(Path file, AnnotatedSchema schema, long expectedRows) throws IOException {
        long rows = verify(file, schema);
        if (rows != expectedRows) {
            throw new DamagedPartException(
                    "%s: it holds %d rows, %d were written; it is not published".formatted(file, rows, expectedRows));
        }
    }

    /// Checks a file that was written with a schema.
    ///
    /// @return how many rows it holds
    /// @throws DamagedPartException if it is not such a file; the message says what is wrong
    static long verify(Path file, AnnotatedSchema schema) throws IOException {
        Optional<String> fault;
        long rows;
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .withPageChecksumVerification(true)
                .build();
        try (var reader = ParquetFileReader.open(new PathInputFile(file), options)) {
            fault = faultOfFooter(reader, schema);
            readPages(reader);
            rows = reader.getRecordCount();
        } catch (FileSystemException e) {
            throw e; // it could not be opened, which says nothing about what it holds
        } catch (IOException | RuntimeException e) {
            throw new DamagedPartException(
                    "%s: not a whole Parquet file: %s; it is not published".formatted(file, e), e);
        }
        if (fault.isPresent()) {
            throw new DamagedPartException("%s: %s; it is not published".formatted(file, fault.get()));
        }
        return rows;
    }

    private static Optional<String> faultOfFooter(ParquetFileReader reader, AnnotatedSchema schema) {
        FileMetaData footer = reader.getFooter().getFileMetaData();
        if (!footer.getSchema().equals(schema.message())) {
            return Optional.of("its columns are not those of " + schema.name());
        }
        String version = footer.getKeyValueMetaData().get(SchemaFileWriter.SCHEMA_VERSION_KEY);
        if (!Integer.toString(schema.version()).equals(version)) {
            return Optional.of("it says schema version %s, not %d".formatted(version, schema.version()));
        }
        return Optional.empty();
    }

    private static void readPages(ParquetFileReader reader) throws IOException {
        for (var rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
            rows.close();
        }
    }
}
