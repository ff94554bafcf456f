package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.stsurvey.scanner.dataset.PartStore;

/// One pass of a run on a cluster: the counterpart of [ScanRun], which every task runs on its chunks.
///
/// Chunks without a part are dealt out in groups of consecutive ones. There are more groups than tasks at once,
/// so that tasks which end early get more, and a task that fails has less to lose; what it has published is
/// never done again.
record ClusterPass(Cluster cluster, RunFolder folder, PartStore store) {

    private static final int GROUPS_PER_TASK = 4;

    /// Runs until all parts of the pass are published or the run is stopped.
    ///
    /// @return true if every chunk of the pass is published
    boolean run(PassTargets pass, Progress progress, StopRequest stop) throws IOException, InterruptedException {
        List<Chunk> missing = Chunk.missing(pass.chunks(), store);
        if (missing.isEmpty()) {
            return true;
        }
        cluster.scan(new Cluster.Work(folder.path(), pass.number(), groups(missing)), progress.countsOfOthers(), stop);
        store.refresh();
        return Chunk.missing(pass.chunks(), store).isEmpty();
    }

    /// Groups of about the same size.
    private List<List<Integer>> groups(List<Chunk> missing) {
        int count = Math.min(missing.size(), GROUPS_PER_TASK * cluster.tasks());
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) missing.size() * i / count);
            int to = (int) ((long) missing.size() * (i + 1) / count);
            groups.add(missing.subList(from, to).stream().map(Chunk::index).toList());
        }
        return groups;
    }
}
