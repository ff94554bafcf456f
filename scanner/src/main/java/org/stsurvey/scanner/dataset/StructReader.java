package org.stsurvey.scanner.dataset;

import com.google.common.base.Throwables;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// The rows of one published file, in the order written, with the columns asked for.
///
/// A file may be older than the schema: a column that it lacks is null in every row. A file that is newer is
/// refused.
final class StructReader implements Iterator<Struct>, Closeable {

    private final String name;
    private final ParquetReader<Struct> reader;
    private final Support support;
    private @Nullable Struct next;

    private StructReader(String name, ParquetReader<Struct> reader, Support support) {
        this.name = name;
        this.reader = reader;
        this.support = support;
    }

    /// Opens a file.
    ///
    /// @param columns the top-level columns to read
    /// @throws IOException if the file is no readable file of that schema
    static StructReader open(Parts store, String name, AnnotatedSchema schema, String... columns) throws IOException {
        var type = new MessageType(
                schema.message().getName(),
                Stream.of(columns).map(schema.message()::getType).toList());
        String file = store + "/" + name;
        try {
            var support = new Support(schema, type);
            var reader = new StructReader(file, new Builder(store.open(name), support).build(), support);
            reader.start();
            return reader;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /// The version of the schema that the file was written with.
    int schemaVersion() {
        return support.version;
    }

    private void start() throws IOException {
        try {
            advance();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Struct next() {
        Struct row = next;
        if (row == null) {
            throw new NoSuchElementException(name + " has no more rows");
        }
        try {
            advance();
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
        return row;
    }

    /// The failure of a reader of these rows, with the name of the file.
    UncheckedIOException unreadable(Exception cause) {
        IOException unreadable = unreadable(name, cause);
        return new UncheckedIOException(unreadable.getMessage(), unreadable);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void advance() throws IOException {
        next = reader.read();
    }

    private static IOException unreadable(String file, Exception cause) {
        // Parquet's own message says only that it could not read on.
        String reason = Throwables.getRootCause(cause).getMessage();
        return new IOException("%s cannot be read: %s".formatted(file, reason), cause);
    }

    private static final class Builder extends ParquetReader.Builder<Struct> {

        private final Support support;

        Builder(InputFile file, Support support) {
            super(file, new PlainParquetConfiguration());
            this.support = support;
            withCodecFactory(new ZstdCodec());
            usePageChecksumVerification();
        }

        @Override
        protected ReadSupport<Struct> getReadSupport() {
            return support;
        }
    }

    private static final class Support extends ReadSupport<Struct> {

        private final AnnotatedSchema schema;
        private final MessageType columns;
        private int version;

        Support(AnnotatedSchema schema, MessageType columns) {
            this.schema = schema;
            this.columns = columns;
        }

        @Override
        public ReadContext init(InitContext context) {
            version = context.getKeyValueMetadata().getOrDefault(SchemaFileWriter.SCHEMA_VERSION_KEY, Set.of()).stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("it was not written by stsurvey"));
            if (version > schema.version()) {
                throw new IllegalStateException(
                        "its schema version is %d, the last one known here is %d; use the stsurvey that wrote it"
                                .formatted(version, schema.version()));
            }
            return new ReadContext(columns);
        }

        @Override
        public RecordMaterializer<Struct> prepareForRead(
                ParquetConfiguration configuration,
                Map<String, String> metadata,
                MessageType fileSchema,
                ReadContext context) {
            return new StructMaterializer(columns);
        }

        @Override
        @SuppressWarnings("deprecation") // deprecated, and abstract
        public RecordMaterializer<Struct> prepareForRead(
                Configuration configuration,
                Map<String, String> metadata,
                MessageType fileSchema,
                ReadContext context) {
            return new StructMaterializer(columns);
        }
    }
}
