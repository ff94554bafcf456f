package org.stsurvey.scanner.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/// Makes a part from the rows of other parts: some of them replaced by rows from elsewhere, some of their
/// values changed.
///
/// Rows are never put together. A row is a run of values and nulls in each column, told apart by repetition
/// level 0; so it is copied, passed over or replaced in one column after the other, which for two hundred
/// columns that are mostly null is several times as fast as reading and writing records. The file keeps the
/// schema and the metadata of the part that it is made from. The same parts make the same bytes.
final class PartCopy {

    /// Rows that stand in for rows of the part that is copied.
    ///
    /// @param file a part of the same schema
    /// @param rows their positions in it, ascending
    record Substitutes(InputFile file, List<Integer> rows) {}

    /// How values of a column are changed; they are asked for by the column's path, such as
    /// `tlsrpt.rua.list.element`.
    interface Changes {

        /// Empty where the column is copied as it is.
        Optional<UnaryOperator<Binary>> of(String path);

        Changes NONE = _ -> Optional.empty();
    }

    private final Path target;
    private final Changes changes;

    PartCopy(Path target, Changes changes) {
        this.target = target;
        this.changes = changes;
    }

    /// Copies a part; what cannot be completed is deleted.
    ///
    /// @param replaced positions of the rows that are replaced, ascending
    /// @param substitutes as many rows in all, in the same order
    /// @return how many rows it has
    long copy(InputFile part, List<Integer> replaced, List<Substitutes> substitutes) throws IOException {
        try (ParquetFileReader base = open(part);
                Sources others = new Sources()) {
            FileMetaData footer = base.getFooter().getFileMetaData();
            for (Substitutes these : substitutes) {
                others.add(these, footer.getSchema());
            }
            return copy(base, footer, replaced, others);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private long copy(ParquetFileReader base, FileMetaData footer, List<Integer> replaced, Sources others)
            throws IOException {
        MessageType schema = footer.getSchema();
        long first = 0;
        int done = 0;
        try (RowGroups groups = RowGroups.open(target, schema, RowGroups.Layout.DEFAULT)) {
            for (PageReadStore rows = base.readNextRowGroup(); rows != null; rows = base.readNextRowGroup()) {
                boolean[] isReplaced = new boolean[Math.toIntExact(rows.getRowCount())];
                int from = done;
                while (done < replaced.size() && replaced.get(done) < first + isReplaced.length) {
                    isReplaced[(int) (replaced.get(done++) - first)] = true;
                }
                groups.begin(rows.getRowCount());
                var readers = readers(rows, footer);
                for (ColumnDescriptor column : schema.getColumns()) {
                    RowGroups.Columns out = groups.columns(only(schema, column));
                    ColumnCopy copied = new ColumnCopy(out, column, changes.of(String.join(".", column.getPath())));
                    copy(copied, readers.getColumnReader(column), column, isReplaced, others.column(column, from));
                    out.flush();
                }
                groups.end();
                rows.close();
                first += isReplaced.length;
            }
            groups.complete(new TreeMap<>(ours(footer)));
        } catch (IOException e) {
            throw FolderFiles.failed("file", target, e);
        }
        return first;
    }

    private static void copy(
            ColumnCopy out, ColumnReader in, ColumnDescriptor column, boolean[] isReplaced, Substitution substitution) {
        for (boolean replaced : isReplaced) {
            if (replaced) {
                ColumnCopy.pass(in, column);
                out.row(substitution.next());
            } else {
                out.row(in);
            }
        }
    }

    static Map<String, String> ours(FileMetaData footer) {
        Map<String, String> metadata = new TreeMap<>(footer.getKeyValueMetaData());
        metadata.keySet().removeIf(key -> !key.startsWith("stsurvey."));
        return metadata;
    }

    static ParquetFileReader open(InputFile file) throws IOException {
        return ParquetFileReader.open(
                file,
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new ZstdCodec())
                        .withPageChecksumVerification(true)
                        .build());
    }

    static ColumnReadStoreImpl readers(PageReadStore rows, FileMetaData footer) {
        return new ColumnReadStoreImpl(
                rows,
                new StructMaterializer(footer.getSchema()).getRootConverter(),
                footer.getSchema(),
                footer.getCreatedBy());
    }

    /// The schema with nothing but one column.
    static MessageType only(MessageType schema, ColumnDescriptor column) {
        return new MessageType(schema.getName(), restricted(schema, column.getPath(), 0));
    }

    private static Type restricted(GroupType group, String[] path, int depth) {
        Type field = group.getType(path[depth]);
        return field.isPrimitive()
                ? field
                : field.asGroupType().withNewFields(restricted(field.asGroupType(), path, depth + 1));
    }

    /// The substitutes, opened.
    private static final class Sources implements Closeable {

        private final List<Source> sources = new ArrayList<>();

        private record Source(
                ParquetFileReader reader, FileMetaData footer, List<PageReadStore> groups, List<Integer> rows) {}

        void add(Substitutes substitutes, MessageType schema) throws IOException {
            ParquetFileReader reader = open(substitutes.file());
            List<PageReadStore> groups = new ArrayList<>();
            FileMetaData footer = reader.getFooter().getFileMetaData();
            sources.add(new Source(reader, footer, groups, substitutes.rows()));
            if (!footer.getSchema().equals(schema)) {
                throw new IOException(
                        "%s has not the columns of the part whose rows it is to replace".formatted(substitutes.file()));
            }
            for (PageReadStore rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
                groups.add(rows);
            }
        }

        /// The substitutes' values of a column, from the n-th substitute on.
        Substitution column(ColumnDescriptor column, int from) {
            List<SelectedRows> selected = new ArrayList<>();
            int skipped = from;
            for (Source source : sources) {
                int passed = Math.min(skipped, source.rows().size());
                skipped -= passed;
                selected.add(new SelectedRows(
                        source,
                        column,
                        source.rows().subList(passed, source.rows().size())));
            }
            return new Substitution(selected);
        }

        @Override
        public void close() throws IOException {
            for (Source source : sources) {
                source.reader().close();
            }
        }
    }

    /// One column of the selected rows of one source; nothing is decoded before the first of them is asked for.
    private static final class SelectedRows {

        private final Sources.Source source;
        private final ColumnDescriptor column;
        private final List<Integer> rows;
        private int taken;
        private int group = -1;
        private long groupStart;
        private long position;
        private Optional<ColumnReader> reader = Optional.empty();

        SelectedRows(Sources.Source source, ColumnDescriptor column, List<Integer> rows) {
            this.source = source;
            this.column = column;
            this.rows = rows;
        }

        boolean hasNext() {
            return taken < rows.size();
        }

        /// A reader that stands at the first value of the next row.
        ColumnReader next() {
            long wanted = rows.get(taken++);
            while (reader.isEmpty()
                    || wanted >= groupStart + source.groups().get(group).getRowCount()) {
                groupStart += group < 0 ? 0 : source.groups().get(group).getRowCount();
                group++;
                position = groupStart;
                reader = Optional.of(
                        readers(source.groups().get(group), source.footer()).getColumnReader(column));
            }
            for (; position < wanted; position++) {
                ColumnCopy.pass(reader.get(), column);
            }
            position++;
            return reader.get();
        }
    }

    /// One column of all substitutes, in their order.
    private record Substitution(List<SelectedRows> selected) {

        ColumnReader next() {
            for (SelectedRows rows : selected) {
                if (rows.hasNext()) {
                    return rows.next();
                }
            }
            throw new IllegalStateException("there are fewer substitutes than rows to replace");
        }
    }
}
