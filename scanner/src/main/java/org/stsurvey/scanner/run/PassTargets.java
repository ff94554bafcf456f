package org.stsurvey.scanner.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.observation.EarlierFailure;

/// Whom one pass of a run asks, chunk by chunk. The same after every resume.
interface PassTargets {

    /// The number of the pass, from 1.
    int number();

    List<Chunk> chunks();

    /// How long to wait for any target at most: by then the moment before which none is asked has passed, whatever
    /// the clock of the machine says, which may have been set back meanwhile.
    Duration longestWait();

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
