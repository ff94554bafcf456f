package org.stsurvey.scanner.dataset;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/// One column of a file that is made from the rows of others, level by level and value by value.
final class ColumnCopy {

    private final RowGroups.Columns store;
    private final ColumnWriter out;
    private final ColumnDescriptor column;
    private final Optional<UnaryOperator<Binary>> change;

    ColumnCopy(RowGroups.Columns store, ColumnDescriptor column, Optional<UnaryOperator<Binary>> change) {
        this.store = store;
        this.out = store.values().getColumnWriter(column);
        this.column = column;
        this.change = change;
    }

    /// Copies the row that the reader stands at.
    void row(ColumnReader in) {
        copyRow(in);
        store.values().endRecord();
    }

    private void copyRow(ColumnReader in) {
        do {
            if (in.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
                copyValue(in);
            } else {
                out.writeNull(in.getCurrentRepetitionLevel(), in.getCurrentDefinitionLevel());
            }
            in.consume();
        } while (in.getCurrentRepetitionLevel() > 0);
    }

    private void copyValue(ColumnReader in) {
        int repetition = in.getCurrentRepetitionLevel();
        int definition = in.getCurrentDefinitionLevel();
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> {
                Binary value = in.getBinary();
                out.write(change.isPresent() ? change.get().apply(value) : value, repetition, definition);
            }
            case INT32 -> out.write(in.getInteger(), repetition, definition);
            case INT64 -> out.write(in.getLong(), repetition, definition);
            case BOOLEAN -> out.write(in.getBoolean(), repetition, definition);
            case FLOAT, DOUBLE, INT96, FIXED_LEN_BYTE_ARRAY ->
                throw new IllegalStateException("no column of the dataset is of type " + column);
        }
    }

    /// Passes over a row.
    static void pass(ColumnReader in, ColumnDescriptor column) {
        do {
            if (in.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
                in.skip();
            }
            in.consume();
        } while (in.getCurrentRepetitionLevel() > 0);
    }
}
