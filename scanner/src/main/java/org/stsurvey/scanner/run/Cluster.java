package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Machines that scan chunks of a run: each task a process that publishes the parts of its chunks by itself.
///
/// What is not published when all tasks have ended was not seen to; whoever asks looks at the parts.
public interface Cluster {

    /// Has chunks of one pass scanned, and waits until every task has ended.
    ///
    /// A pass that tasks of an earlier process still work at is waited for instead.
    ///
    /// @param work what is to be done
    /// @param counts is told how far the tasks are
    /// @param stop ends the tasks early; what they have published stays
    /// @throws IOException if the tasks cannot be started, or have failed for good
    void scan(Work work, Progress.Counts counts, StopRequest stop) throws IOException, InterruptedException;

    /// Chunks to be scanned.
    ///
    /// @param runFolder the folder of the run, which all tasks reach
    /// @param pass the number of the pass
    /// @param groups the indexes of the chunks, a group for each task
    record Work(Path runFolder, int pass, List<List<Integer>> groups) {}

    /// How many tasks run at once at most.
    int tasks();
}
