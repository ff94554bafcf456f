package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;

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
        requireRows(file, verify(file, schema), expectedRows);
    }

    /// Checks a file whose rows were copied from another, of whatever version of the schema.
    ///
    /// @param original the footer of that other file
    /// @param expectedRows how many rows it must hold
    /// @throws DamagedPartException if it is not that file; the message says what is wrong
    static void verifyCopy(Path file, FileMetaData original, long expectedRows) throws IOException {
        String version = original.getKeyValueMetaData().get(SchemaFileWriter.SCHEMA_VERSION_KEY);
        long rows = verify(file, original.getSchema(), "the parts that it was made of", String.valueOf(version));
        requireRows(file, rows, expectedRows);
    }

    private static void requireRows(Path file, long rows, long expected) throws DamagedPartException {
        if (rows != expected) {
            throw new DamagedPartException(
                    "%s: it holds %d rows, %d were written; it is not published".formatted(file, rows, expected));
        }
    }

    /// Checks a file that was written with a schema.
    ///
    /// @return how many rows it holds
    /// @throws DamagedPartException if it is not such a file; the message says what is wrong
    static long verify(Path file, AnnotatedSchema schema) throws IOException {
        return verify(file, schema.message(), schema.name(), Integer.toString(schema.version()));
    }

    private static long verify(Path file, MessageType columns, String origin, String version) throws IOException {
        Optional<String> fault;
        long rows;
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodec())
                .withPageChecksumVerification(true)
                .build();
        try (var reader = ParquetFileReader.open(new PathInputFile(file), options)) {
            fault = faultOfFooter(reader, columns, origin, version);
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

    private static Optional<String> faultOfFooter(
            ParquetFileReader reader, MessageType columns, String origin, String version) {
        FileMetaData footer = reader.getFooter().getFileMetaData();
        if (!footer.getSchema().equals(columns)) {
            return Optional.of("its columns are not those of " + origin);
        }
        String says = String.valueOf(footer.getKeyValueMetaData().get(SchemaFileWriter.SCHEMA_VERSION_KEY));
        if (!version.equals(says)) {
            return Optional.of("it says schema version %s, not %s".formatted(says, version));
        }
        return Optional.empty();
    }

    private static void readPages(ParquetFileReader reader) throws IOException {
        for (var rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
            rows.close();
        }
    }
}
