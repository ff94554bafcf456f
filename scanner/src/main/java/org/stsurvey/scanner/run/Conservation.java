package org.stsurvey.scanner.run;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.PublishedPart;

/// Whether the files of a run account for every line of the list and every name of the panel: read + panel =
/// malformed + duplicate + collapsed + excluded + unsampled + rows, the malformed ones are in `_rejects.csv`, and
/// the parts are byte for byte what was published.
final class Conservation {

    private static final String REJECTS = "_rejects.csv";

    private Conservation() {}

    /// What is wrong, a sentence each.
    static List<String> problems(Path runFolder, Funnel funnel, PartStore published) throws IOException {
        List<String> problems = new ArrayList<>();
        long rows =
                published.published().stream().mapToLong(PublishedPart::rows).sum();
        long accounted = funnel.malformed()
                + funnel.duplicate()
                + funnel.collapsed()
                + funnel.excluded()
                + funnel.unsampled()
                + rows;
        long taken = funnel.read() + funnel.panel();
        if (taken != accounted) {
            problems.add("%d lines were read, but %d are accounted for".formatted(taken, accounted));
        }
        long rejected = rejects(runFolder.resolve(REJECTS));
        if (rejected != funnel.malformed()) {
            problems.add("%d malformed lines were counted, but %s holds %d"
                    .formatted(funnel.malformed(), REJECTS, rejected));
        }
        for (PublishedPart part : published.published()) {
            Path file = runFolder.resolve(part.name());
            if (!MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString().equals(part.sha256())) {
                problems.add("%s: it is not byte for byte what was published".formatted(part.name()));
            }
        }
        return problems;
    }

    /// How many lines are in the file, its heading excepted.
    private static long rejects(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() - 1;
        }
    }
}
