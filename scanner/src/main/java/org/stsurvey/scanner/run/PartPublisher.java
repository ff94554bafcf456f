package org.stsurvey.scanner.run;

import com.google.common.collect.Iterators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.PartVerifier;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.Row;
import org.stsurvey.scanner.dataset.RowSummary;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;
import org.stsurvey.scanner.recording.PartPublished;

/// Judges the observations of a chunk and makes them a part: written, verified, published.
public final class PartPublisher {

    private static final String JUDGING_FAILED = "judging failed: ";

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

    /// What was published.
    ///
    /// @param incomplete of the rows, those that leave something open
    /// @param outcomes of the rows, by their primary outcome
    record Made(long rows, long incomplete, Map<String, Long> outcomes) {}

    /// Makes the part; observations are taken one at a time.
    ///
    /// @param observations by ordinal
    Made publish(String partName, Iterator<Observation> observations) throws IOException {
        PartPublished recorded = PartPublished.started();
        LongAdder incomplete = new LongAdder();
        Map<String, Long> outcomes = new HashMap<>();
        Path draft = store.draft(partName);
        long rows = writer.write(draft, Iterators.transform(observations, observed -> {
            Row row = row(observed);
            outcomes.merge(row.judgement().primary().code(), 1L, Long::sum);
            if (!RowSummary.isComplete(row.judgement())) {
                incomplete.increment();
            }
            return row;
        }));
        PartVerifier.verify(draft, AnnotatedSchema.OBSERVATION, rows);
        recorded.finish(store.publish(draft, partName, rows));
        return new Made(rows, incomplete.sum(), outcomes);
    }

    private Row row(Observation observed) {
        Observation observation = withoutFailureToJudge(observed);
        Optional<String> registrable =
                suffixes.registrableDomain(observation.target().domain());
        try {
            return new Row(observation, judge.apply(observation), registrable);
        } catch (RuntimeException e) {
            // A rule that fails on one domain must not cost the chunk: the row says that we failed, and is asked again.
            Observation faulty =
                    observation.withFault(new ScanFault(ScanFault.Kind.INTERNAL_ERROR, JUDGING_FAILED + e));
            return new Row(faulty, judge.apply(faulty), registrable);
        }
    }

    /// That a rule failed once is no fact of the domain: where a stored row is judged anew, a better rule gets
    /// its chance, and the same rule fails the same way.
    private static Observation withoutFailureToJudge(Observation observation) {
        boolean failed = observation
                .fault()
                .filter(fault -> fault.kind() == ScanFault.Kind.INTERNAL_ERROR
                        && fault.message().startsWith(JUDGING_FAILED))
                .isPresent();
        return failed ? observation.withoutFault() : observation;
    }
}
