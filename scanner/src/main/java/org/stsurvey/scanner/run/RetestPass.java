package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.stsurvey.scanner.dataset.ObservationReader;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.Parts;
import org.stsurvey.scanner.observation.EarlierFailure;
import org.stsurvey.scanner.observation.Observation;

/// The pass that asks again; each target with what failed in the first pass, and not too soon after it.
final class RetestPass implements PassTargets {

    static final int NUMBER = 2;

    private final Parts firstPass;
    private final int firstPassChunkSize;
    private final BitSet ordinals;
    private final Duration after;
    private final List<Chunk> chunks;
    private final List<Integer> firstOrdinals = new ArrayList<>();

    RetestPass(Parts firstPass, int chunkSize, RetestPlan plan, Duration after) {
        this(firstPass, chunkSize, plan.ordinals(), after);
    }

    /// @param ordinals whom to ask again
    RetestPass(Parts firstPass, int chunkSize, BitSet ordinals, Duration after) {
        this.firstPass = firstPass;
        this.firstPassChunkSize = chunkSize;
        this.ordinals = ordinals;
        this.after = after;
        this.chunks = Chunk.of(ordinals.cardinality(), chunkSize);
        int position = 0;
        for (int ordinal = ordinals.nextSetBit(0); ordinal >= 0; ordinal = ordinals.nextSetBit(ordinal + 1)) {
            if (position++ % chunkSize == 0) {
                firstOrdinals.add(ordinal);
            }
        }
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public List<Chunk> chunks() {
        return chunks;
    }

    @Override
    public Duration longestWait() {
        return after; // the last attempt of the first pass was over when this pass began
    }

    @Override
    public List<Assignment> read(Chunk chunk) throws IOException {
        List<Assignment> assignments = new ArrayList<>(chunk.size());
        int next = firstOrdinals.get(chunk.index());
        while (assignments.size() < chunk.size()) {
            String part = PartStore.partName(next / firstPassChunkSize);
            try (ObservationReader rows = ObservationReader.open(firstPass, part)) {
                while (rows.hasNext() && assignments.size() < chunk.size()) {
                    Observation row = rows.next();
                    if (row.target().ordinal() == next) {
                        assignments.add(assignment(row));
                        next = ordinals.nextSetBit(next + 1);
                    }
                }
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return assignments;
    }

    private Assignment assignment(Observation earlier) {
        return new Assignment(
                earlier.target(),
                EarlierFailure.of(earlier),
                earlier.observedAt().plus(earlier.took().orElse(Duration.ZERO)).plus(after));
    }
}
