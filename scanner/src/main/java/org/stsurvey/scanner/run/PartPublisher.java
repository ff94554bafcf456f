package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.PartVerifier;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.Row;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;

/// Judges the observations of a chunk and makes them a part: written, verified, published.
public final class PartPublisher {

    private final Function<Observation, Judgement> judge;
    private final PublicSuffixes suffixes;
    private final PartWriter writer;
    private final PartStore store;

    public PartPublisher(
            Function<Observation, Judgement> judge, PublicSuffixes suffixes, PartWriter writer, PartStore store) {
        this.judge = judge;
        this.suffixes = suffixes;
        this.writer = writer;
        this.store = store;
    }

    void publish(String partName, List<Observation> observations) throws IOException {
        Path draft = store.draft(partName);
        writer.write(draft, observations.stream().map(this::row).iterator());
        PartVerifier.verify(draft, AnnotatedSchema.OBSERVATION, observations.size());
        store.publish(draft, partName);
    }

    private Row row(Observation observation) {
        Optional<String> registrable =
                suffixes.registrableDomain(observation.target().domain());
        try {
            return new Row(observation, judge.apply(observation), registrable);
        } catch (RuntimeException e) {
            // A rule that fails on one domain must not cost the chunk: the row says that we failed, and is asked again.
            Observation faulty =
                    observation.withFault(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, "judging failed: " + e));
            return new Row(faulty, judge.apply(faulty), registrable);
        }
    }
}
