package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.scanner.dataset.AnnotatedSchema;

/// The manifest of a run that begins, or is gone on with.
record RunBeginning(RunFolder folder, SurveyRun.Plan plan, PreparedList list, Instant now) {

    /// Whom the retest asks depends on it, so it cannot change between two processes of a run.
    static final String NOISE_SAMPLE = "noise_sample";

    /// @param earlier the manifest that an earlier process left
    /// @param repairs what was put right in the folder
    Manifest manifest(Optional<Manifest> earlier, List<String> repairs) {
        RunCourse before = earlier.map(Manifest::course).orElseGet(RunCourse::begun);
        return new Manifest(origin(earlier.map(Manifest::origin)), before.resumed(now, repairs), RunResult.none());
    }

    /// The settings, with those that every resume must have too.
    static SortedMap<String, String> settings(SurveyRun.Plan plan) {
        SortedMap<String, String> settings = new TreeMap<>(plan.settings());
        settings.put(
                NOISE_SAMPLE, plan.retest().publishers() + "," + plan.retest().others());
        return settings;
    }

    private RunOrigin origin(Optional<RunOrigin> earlier) {
        return new RunOrigin(
                Manifest.VERSION,
                earlier.map(RunOrigin::runId).orElseGet(() -> TimeOrderedId.at(now)),
                folder.run(),
                plan.maker().toolVersion(),
                plan.maker().gitSha(),
                System.getProperty("java.version", "unknown"),
                plan.maker().host(),
                AnnotatedSchema.OBSERVATION.version(),
                plan.method().getOrDefault("rulebook", "unknown"),
                plan.method(),
                Manifest.fingerprint(plan.method()),
                settings(plan),
                plan.maker().nonDefault(),
                list.list(),
                list.unit().code(),
                list.seed(),
                list.funnel(),
                chunkSize(earlier),
                plan.resolvers(),
                plan.contact(),
                plan.maker().vantage(),
                plan.maker().commandLine(),
                earlier.map(RunOrigin::started).orElse(now));
    }

    /// Parts are named by their position, so a run keeps the chunk size that it began with.
    private int chunkSize(Optional<RunOrigin> earlier) {
        return earlier.map(RunOrigin::chunkSize)
                .or(plan::chunkSize)
                .orElseGet(() -> Chunk.sizeFor(list.targets().size()));
    }
}
