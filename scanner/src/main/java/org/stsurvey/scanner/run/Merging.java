package org.stsurvey.scanner.run;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.stsurvey.scanner.dataset.PartMerge;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.Parts;
import org.stsurvey.scanner.dataset.RowSummary;

/// Makes the published parts from those of the two passes: one row for each ordinal.
///
/// A row of the retest replaces the row of the first pass that left something open, unless it tells less: where
/// the first pass knew the status and the retest does not, the first row stands. Rows that were asked again as a
/// sample stand as they were, so that they are measured like all others.
final class Merging {

    private final Path firstPassFolder;
    private final Parts retest;
    private final PartStore published;
    private final RetestPlan plan;

    Merging(Path firstPassFolder, Parts retest, PartStore published, RetestPlan plan) {
        this.firstPassFolder = firstPassFolder;
        this.retest = retest;
        this.published = published;
        this.plan = plan;
    }

    /// Publishes what is not published yet.
    ///
    /// @param chunks of the first pass
    /// @return false if asked to stop before all is published
    boolean run(List<Chunk> chunks, Progress progress, StopRequest stop) throws IOException {
        try (RetestRows rows = new RetestRows(retest)) {
            PeekingIterator<RetestRow> next = Iterators.peekingIterator(rows);
            for (Chunk chunk : chunks) {
                if (stop.made()) {
                    return false;
                }
                List<PartMerge.Replacement> replacements = replacements(chunk, next);
                if (!chunk.isPublished(published)) {
                    publish(chunk, replacements);
                    progress.merged(chunk.size());
                }
            }
        }
        return true;
    }

    private List<PartMerge.Replacement> replacements(Chunk chunk, PeekingIterator<RetestRow> rows) {
        List<PartMerge.Replacement> replacements = new ArrayList<>();
        while (rows.hasNext() && rows.peek().summary().ordinal() < chunk.from() + chunk.size()) {
            RetestRow row = rows.next();
            if (replaces(row.summary())) {
                int position = (int) (row.summary().ordinal() - chunk.from());
                replacements.add(new PartMerge.Replacement(position, row.part(), row.row()));
            }
        }
        return replacements;
    }

    private boolean replaces(RowSummary retested) {
        return plan.isOpen(retested.ordinal()) && (plan.isUndecided(retested.ordinal()) || retested.isDeterminate());
    }

    private void publish(Chunk chunk, List<PartMerge.Replacement> replacements) throws IOException {
        Path draft = published.draft(chunk.partName());
        long rows = PartMerge.merge(draft, firstPassFolder.resolve(chunk.partName()), retest, replacements);
        published.publish(draft, chunk.partName(), rows);
    }

    /// A row of the retest and where it stands.
    private record RetestRow(RowSummary summary, String part, int row) {}

    /// All rows of the retest, by ordinal.
    private static final class RetestRows implements Iterator<RetestRow>, Closeable {

        private final Parts parts;
        private final Iterator<String> names;
        private String name = "";
        private int row;
        private Optional<RowSummary.Reader> open = Optional.empty();

        RetestRows(Parts parts) throws IOException {
            this.parts = parts;
            this.names = parts.names().iterator();
        }

        @Override
        public boolean hasNext() {
            while (open.filter(Iterator::hasNext).isEmpty() && names.hasNext()) {
                advance();
            }
            return open.filter(Iterator::hasNext).isPresent();
        }

        private void advance() {
            try {
                close();
                name = names.next();
                row = 0;
                open = Optional.of(RowSummary.read(parts, name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RetestRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the retest has no more rows");
            }
            return new RetestRow(open.orElseThrow().next(), name, row++);
        }

        @Override
        public void close() throws IOException {
            if (open.isPresent()) {
                open.get().close();
            }
        }
    }
}
