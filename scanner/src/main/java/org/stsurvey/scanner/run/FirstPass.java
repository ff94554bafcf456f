package org.stsurvey.scanner.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.stsurvey.inputs.TargetFile;

/// The pass that asks every target of the list.
///
/// @param chunks of consecutive ordinals
record FirstPass(TargetFile targets, List<Chunk> chunks) implements PassTargets {

    static final int NUMBER = 1;

    static FirstPass of(TargetFile targets, int chunkSize) {
        return new FirstPass(targets, Chunk.of(targets.size(), chunkSize));
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public Duration longestWait() {
        return Duration.ZERO;
    }

    @Override
    public List<Assignment> read(Chunk chunk) throws IOException {
        return targets.read(chunk.from(), chunk.size()).stream()
                .map(Assignment::first)
                .toList();
    }
}
