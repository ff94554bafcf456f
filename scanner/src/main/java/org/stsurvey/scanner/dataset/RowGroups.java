package org.stsurvey.scanner.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/// A Parquet file while its row groups are written, and how all files of the dataset are laid out.
///
/// A row group is begun, takes the columns of one or several stores, and is ended; whoever writes says when.
final class RowGroups implements Closeable {

    /// How a file is laid out; `PartBench` measures what each of these does.
    ///
    /// @param groupBytes what a writer may hold in memory before it begins another row group. A part of 10,000
    ///     rows holds a few MiB and so is one row group, unless most of its domains publish
    /// @param dictionaryBytes past this size a dictionary is given up and every repetition is stored. Policy
    ///     bodies and intermediate certificates repeat across domains; the leaf certificates of a part's
    ///     hundred publishers, in the same column, take some 200 KiB of it
    /// @param pageRows after so many rows a column begins another page
    /// @param zstdLevel of compression
    record Layout(long groupBytes, int dictionaryBytes, int pageRows, int zstdLevel) {

        Layout {
            if (pageRows % RowShredder.ROWS_BETWEEN_PAGE_CHECKS != 0) {
                throw new IllegalArgumentException("a page ends where pages are checked, each %d rows: not after %d"
                        .formatted(RowShredder.ROWS_BETWEEN_PAGE_CHECKS, pageRows));
            }
        }

        static final Layout DEFAULT = new Layout(64L << 20, 4 << 20, ParquetProperties.DEFAULT_PAGE_ROW_COUNT_LIMIT, 3);
    }

    /// What Parquet takes for the size of a row group is the size of the buffer of a local file, and nothing
    /// else: at the real size, a small heap would be collected as a whole for every part.
    private static final int WRITE_BUFFER_BYTES = 1 << 20;

    /// Columns whose values never repeat: building a dictionary of them is lost work.
    private static final Set<String> UNIQUE_COLUMNS =
            Set.of("ordinal", "rank", "line", "domain", "registrable_domain", "observed_at");

    private final MessageType schema;
    private final ParquetProperties layout;
    private final ZstdCodec codec;
    private final ParquetFileWriter file;

    private RowGroups(MessageType schema, ParquetProperties layout, ZstdCodec codec, ParquetFileWriter file) {
        this.schema = schema;
        this.layout = layout;
        this.codec = codec;
        this.file = file;
    }

    /// Begins a local file, over any that is there.
    static RowGroups open(Path path, MessageType schema, Layout asked) throws IOException {
        ParquetProperties layout = layout(schema, asked);
        var file = new ParquetFileWriter(
                new LocalOutputFile(path),
                schema,
                ParquetFileWriter.Mode.OVERWRITE,
                WRITE_BUFFER_BYTES,
                0,
                null,
                layout);
        file.start();
        return new RowGroups(schema, layout, new ZstdCodec(asked.zstdLevel()), file);
    }

    private static ParquetProperties layout(MessageType schema, Layout asked) {
        var layout = ParquetProperties.builder()
                .withDictionaryPageSize(asked.dictionaryBytes())
                .withPageRowCountLimit(asked.pageRows())
                // Each column by itself decides where its pages end, so that a part which is copied column by column
                // has
                // the same bytes as one that was written row by row.
                .estimateRowCountForPageSizeCheck(false)
                .withMinRowCountForPageSizeCheck(RowShredder.ROWS_BETWEEN_PAGE_CHECKS)
                .withPageWriteChecksumEnabled(true)
                // Readers skip row groups by columns such as rank; nobody does by a column inside the evidence.
                .withSizeStatisticsEnabled(false)
                .withStatisticsEnabled(false);
        for (Type field : schema.getFields()) {
            if (field.isPrimitive()) {
                layout.withStatisticsEnabled(field.getName(), true);
                if (UNIQUE_COLUMNS.contains(field.getName())) {
                    layout.withDictionaryEncoding(field.getName(), false);
                }
            }
        }
        return layout.build();
    }

    /// Columns of one row group in memory.
    final class Columns {

        private final ColumnChunkPageWriteStore pages;
        private final ColumnWriteStore values;

        private Columns(MessageType columns) {
            pages = new ColumnChunkPageWriteStore(
                    codec.getCompressor(CompressionCodecName.ZSTD),
                    columns,
                    HeapByteBufferAllocator.getInstance(),
                    layout.getColumnIndexTruncateLength(),
                    layout.getPageWriteChecksumEnabled());
            values = layout.newColumnWriteStore(columns, pages, pages);
        }

        ColumnWriteStore values() {
            return values;
        }

        /// Writes the columns into the row group that was begun.
        void flush() throws IOException {
            values.flush();
            pages.flushToFileWriter(file);
            values.close();
            pages.close();
        }
    }

    /// All columns, for a row group that is filled row by row.
    Columns columns() {
        return new Columns(schema);
    }

    /// Some of the columns.
    Columns columns(MessageType some) {
        return new Columns(some);
    }

    void begin(long rows) throws IOException {
        file.startBlock(rows);
    }

    void end() throws IOException {
        file.endBlock();
    }

    /// Completes the file.
    void complete(Map<String, String> metadata) throws IOException {
        file.end(metadata);
    }

    @Override
    public void close() throws IOException {
        codec.release();
        file.close();
    }
}
