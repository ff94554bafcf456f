package org.stsurvey.scanner.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.EarlierFailure;

/// Whom one pass of a run asks, chunk by chunk. The same after every resume.
interface PassTargets {

    /// The number of the pass, from 1.
    int number();

    List<Chunk> chunks();

    /// The targets of a chunk, by ordinal.
    List<Assignment> read(Chunk chunk) throws IOException;

    /// A target to be observed.
    ///
    /// @param history what failed in earlier passes
    /// @param notBefore it is not asked before this moment
    record Assignment(Target target, List<EarlierFailure> history, Instant notBefore) {

        static Assignment first(Target target) {
            return new Assignment(target, List.of(), Instant.MIN);
        }
    }
}
