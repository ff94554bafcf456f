package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Writes values to local Parquet files of one schema; equal values make equal bytes.
final class SchemaFileWriter<V> {

    /// The key of the schema's version in the file metadata.
    static final String SCHEMA_VERSION_KEY = "stsurvey.schema.version";

    /// The key of the writing program's version in the file metadata.
    static final String PROGRAM_VERSION_KEY = "stsurvey.version";

    /// What a writer may hold in memory before it begins another row group. A part of 10,000 rows holds a few
    /// MiB and so is one row group, unless most of its domains publish.
    private static final long ROW_GROUP_BYTES = 64L << 20;

    /// Policy bodies and intermediate certificates repeat across domains. Past this size a dictionary is given
    /// up and every repetition is stored; the leaf certificates of a part's hundred publishers, in the same
    /// column, take some 200 KiB of it.
    private static final int DICTIONARY_PAGE_BYTES = 4 << 20;

    /// Columns whose values never repeat: building a dictionary of them is lost work.
    private static final Set<String> UNIQUE_COLUMNS =
            Set.of("ordinal", "rank", "line", "domain", "registrable_domain", "observed_at");

    private final AnnotatedSchema schema;
    private final Fields<V> fields;
    private final Map<String, String> metadata;

    SchemaFileWriter(AnnotatedSchema schema, Consumer<Fields<V>> declaration, String programVersion) {
        this.schema = schema;
        this.fields = Fields.declare(schema.message(), declaration);
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
        try (ParquetWriter<V> writer = new Builder(new LocalOutputFile(file)).build()) {
            while (values.hasNext()) {
                writer.write(values.next());
                count++;
            }
        } catch (IOException | RuntimeException | Error e) {
            // Parquet may have given what it had a valid footer (its issue 3706).
            Files.deleteIfExists(file);
            throw e;
        }
        return count;
    }

    @SuppressWarnings("deprecation") // the method that takes Hadoop's Configuration is deprecated, and abstract
    private final class Builder extends ParquetWriter.Builder<V, Builder> {

        Builder(OutputFile file) {
            super(file);
            withConf(new PlainParquetConfiguration());
            withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
            withCompressionCodec(CompressionCodecName.ZSTD);
            withCodecFactory(new ZstdCodec());
            withRowGroupSize(ROW_GROUP_BYTES);
            withDictionaryPageSize(DICTIONARY_PAGE_BYTES);
            // Readers skip row groups by columns such as rank; nobody does by a column inside the evidence.
            withSizeStatisticsEnabled(false);
            withStatisticsEnabled(false);
            topLevelColumns().forEach(column -> withStatisticsEnabled(column, true));
            topLevelColumns().filter(UNIQUE_COLUMNS::contains).forEach(column -> withDictionaryEncoding(column, false));
        }

        private Stream<String> topLevelColumns() {
            return schema.message().getFields().stream()
                    .filter(Type::isPrimitive)
                    .map(Type::getName);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<V> getWriteSupport(ParquetConfiguration configuration) {
            return new Support();
        }

        @Override
        protected WriteSupport<V> getWriteSupport(Configuration configuration) {
            return new Support();
        }
    }

    @SuppressWarnings("deprecation") // as above
    private final class Support extends WriteSupport<V> {

        private @Nullable RecordConsumer consumer;

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema.message(), metadata);
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema.message(), metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(V value) {
            var out = Objects.requireNonNull(consumer, "prepareForWrite comes first");
            out.startMessage();
            fields.write(value, out);
            out.endMessage();
        }
    }
}
