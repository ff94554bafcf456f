package org.stsurvey.scanner.dataset;

import com.google.common.hash.Hashing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.stsurvey.scanner.dataset.remote.Locations;

/// The rows of a run's publishers once more, in one file beside the parts: `_publishers.parquet`.
///
/// One row in a hundred publishes, and what is asked about publishers lies in two hundred columns; who reads
/// this file need not decode those of all other rows. It has the columns of the parts, and names in its metadata
/// the parts that it was made of, so that a reader sees whether it still is what they hold. The parts remain the
/// dataset: the file may be missing, and is made from nothing else.
public final class PublisherRows {

    public static final String FILE_NAME = "_publishers.parquet";

    /// In the metadata: the SHA-256 of the lines that `sha256sum` prints for the parts, in their order.
    static final String PARTS_KEY = "stsurvey.parts";

    private static final String PUBLISHED = "published";

    /// So many bytes of parts are read for a row group, or so many parts.
    private static final long BATCH_BYTES = 32L << 20;

    private static final int BATCH_PARTS = 64;

    private final Parts parts;
    private final List<PublishedPart> published;

    private PublisherRows(Parts parts, List<PublishedPart> published) {
        this.parts = parts;
        this.published = published;
    }

    /// Writes the file, over any that is there. On a storage that is no disk nothing is written: whoever aggregates
    /// copies the parts from there.
    ///
    /// @param published the run's parts, in their order
    /// @return how many rows it has
    public static long write(Parts parts, List<PublishedPart> published, Path folder) throws IOException {
        Path draft = folder.resolve(FolderFiles.DRAFT_PREFIX + FILE_NAME);
        if (published.isEmpty() || Locations.isRemote(folder)) {
            return 0;
        }
        long rows;
        FileMetaData original;
        try {
            original = footer(parts, published.getFirst());
            rows = new PublisherRows(parts, published).write(draft, original);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw FolderFiles.failed("file", folder.resolve(FILE_NAME), e);
        } catch (RuntimeException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        PartVerifier.verifyCopy(draft, original, rows);
        FolderFiles.sync(draft);
        FolderFiles.rename(draft, folder.resolve(FILE_NAME));
        return rows;
    }

    private static FileMetaData footer(Parts parts, PublishedPart part) throws IOException {
        try (ParquetFileReader file = PartCopy.open(parts.open(part.name()))) {
            return file.getFooter().getFileMetaData();
        }
    }

    private long write(Path draft, FileMetaData footer) throws IOException {
        Map<String, String> metadata = new TreeMap<>(PartCopy.ours(footer));
        metadata.put(PARTS_KEY, identity());
        long rows = 0;
        try (RowGroups groups = RowGroups.open(draft, footer.getSchema(), RowGroups.Layout.DEFAULT)) {
            for (List<PublishedPart> batch : batches()) {
                try (Batch read = Batch.read(parts, batch, footer.getSchema())) {
                    rows += read.write(groups, footer.getSchema());
                }
            }
            groups.complete(metadata);
        }
        return rows;
    }

    private String identity() {
        StringBuilder sums = new StringBuilder();
        for (PublishedPart part : published) {
            sums.append(part.sha256()).append("  ").append(part.name()).append('\n');
        }
        return Hashing.sha256().hashString(sums, StandardCharsets.UTF_8).toString();
    }

    private List<List<PublishedPart>> batches() {
        List<List<PublishedPart>> batches = new ArrayList<>();
        List<PublishedPart> batch = new ArrayList<>();
        long bytes = 0;
        for (PublishedPart part : published) {
            if (!batch.isEmpty() && (bytes + part.bytes() > BATCH_BYTES || batch.size() == BATCH_PARTS)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(part);
            bytes += part.bytes();
        }
        batches.add(batch);
        return batches;
    }

    /// Parts whose publishers become one row group.
    private static final class Batch implements Closeable {

        private final List<ParquetFileReader> files = new ArrayList<>();
        private final List<Selection> selections = new ArrayList<>();

        /// A row group and the positions of its publishers, ascending.
        private record Selection(ColumnReadStoreImpl columns, List<Integer> rows) {}

        static Batch read(Parts parts, List<PublishedPart> batch, MessageType schema) throws IOException {
            Batch read = new Batch();
            try {
                for (PublishedPart part : batch) {
                    read.add(parts, part.name(), schema);
                }
                return read;
            } catch (IOException | RuntimeException e) {
                read.close();
                throw e;
            }
        }

        private void add(Parts parts, String name, MessageType schema) throws IOException {
            List<List<Integer>> publishers = publishers(parts, name, schema);
            ParquetFileReader file = PartCopy.open(parts.open(name));
            files.add(file);
            FileMetaData footer = file.getFooter().getFileMetaData();
            if (!footer.getSchema().equals(schema)) {
                throw new IOException("%s has not the columns of the run's first part".formatted(name));
            }
            for (List<Integer> rows : publishers) {
                selections.add(new Selection(PartCopy.readers(file.readNextRowGroup(), footer), rows));
            }
        }

        /// The positions of publishers in each row group of a part. A column can be read once, hence a reader of its
        /// own.
        private static List<List<Integer>> publishers(Parts parts, String name, MessageType schema) throws IOException {
            ColumnDescriptor column = schema.getColumnDescription(new String[] {PUBLISHED});
            List<List<Integer>> publishers = new ArrayList<>();
            try (ParquetFileReader file = PartCopy.open(parts.open(name))) {
                FileMetaData footer = file.getFooter().getFileMetaData();
                file.setRequestedSchema(PartCopy.only(schema, column));
                for (PageReadStore group = file.readNextRowGroup(); group != null; group = file.readNextRowGroup()) {
                    ColumnReader in = PartCopy.readers(group, footer).getColumnReader(column);
                    List<Integer> rows = new ArrayList<>();
                    for (int row = 0; row < group.getRowCount(); row++) {
                        if (in.getBoolean()) {
                            rows.add(row);
                        }
                        in.consume();
                    }
                    publishers.add(rows);
                }
            }
            return publishers;
        }

        long write(RowGroups groups, MessageType schema) throws IOException {
            long rows = selections.stream()
                    .mapToLong(selection -> selection.rows().size())
                    .sum();
            if (rows == 0) {
                return 0;
            }
            groups.begin(rows);
            for (ColumnDescriptor column : schema.getColumns()) {
                RowGroups.Columns out = groups.columns(PartCopy.only(schema, column));
                ColumnCopy copied = new ColumnCopy(out, column, Optional.empty());
                for (Selection selection : selections) {
                    copy(copied, column, selection);
                }
                out.flush();
            }
            groups.end();
            return rows;
        }

        private static void copy(ColumnCopy out, ColumnDescriptor column, Selection selection) {
            if (selection.rows().isEmpty()) {
                return;
            }
            ColumnReader in = selection.columns().getColumnReader(column);
            int position = 0;
            for (int row : selection.rows()) {
                for (; position < row; position++) {
                    ColumnCopy.pass(in, column);
                }
                out.row(in);
                position++;
            }
        }

        @Override
        public void close() throws IOException {
            for (ParquetFileReader file : files) {
                file.close();
            }
        }
    }
}
