package org.stsurvey.scanner.dataset;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.MessageType;

/// Takes rows apart into the columns of one row group.
///
/// Levels and nulls are Dremel's (Melnik et al., 2010): each column gets a value or a null for each row. Most
/// rows are of domains that publish nothing and leave most columns null, so a column that is null for whole rows
/// is left behind, which costs nothing, and is caught up in one go when it has a value or a page may end.
final class RowShredder {

    /// How often the columns are asked whether a page is full; at these rows every column is caught up.
    static final int ROWS_BETWEEN_PAGE_CHECKS = 100;

    private final ColumnWriteStore store;
    private final ColumnWriter[] columns;
    private final int[] reached;
    private int row;

    RowShredder(MessageType schema, ColumnWriteStore store) {
        this.store = store;
        this.columns = schema.getColumns().stream()
                .map((ColumnDescriptor column) -> store.getColumnWriter(column))
                .toArray(ColumnWriter[]::new);
        this.reached = new int[columns.length];
    }

    /// The column that takes the next value of the row.
    ///
    /// @param repetition 0 for the first value of the row
    ColumnWriter column(int leaf, int repetition) {
        if (repetition == 0) {
            catchUp(leaf);
            reached[leaf] = row + 1;
        }
        return columns[leaf];
    }

    /// Says that there is nothing at a place, whose columns then are null.
    ///
    /// @param definition how many of the types from the root to the place are there all the same
    void nulls(SchemaPlace place, int repetition, int definition) {
        if (definition == 0) {
            return;
        }
        int end = place.firstLeaf() + place.leaves();
        for (int leaf = place.firstLeaf(); leaf < end; leaf++) {
            column(leaf, repetition).writeNull(repetition, definition);
        }
    }

    void endRow() {
        row++;
        if (row % ROWS_BETWEEN_PAGE_CHECKS == 0) {
            catchUp();
        }
        store.endRecord();
    }

    /// Brings every column to the same row, as whoever writes the columns needs them.
    void catchUp() {
        for (int leaf = 0; leaf < columns.length; leaf++) {
            catchUp(leaf);
        }
    }

    private void catchUp(int leaf) {
        ColumnWriter column = columns[leaf];
        for (int missing = row - reached[leaf]; missing > 0; missing--) {
            column.writeNull(0, 0);
        }
        reached[leaf] = Math.max(reached[leaf], row);
    }
}
