package org.stsurvey.scanner.run;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.scanner.dataset.PartStore;

/// The parts of a run: those of each pass, and the published ones that are merged from them.
record RunStores(PartStore firstPass, PartStore retest, PartStore published) {

    static RunStores open(RunFolder folder) throws IOException {
        return new RunStores(
                PartStore.open(folder.firstPass()), PartStore.open(folder.retest()), PartStore.open(folder.path()));
    }

    /// What was out of order and was put right.
    List<String> repairs() {
        return Stream.of(firstPass, retest, published)
                .flatMap(store -> store.repairs().stream())
                .toList();
    }
}
