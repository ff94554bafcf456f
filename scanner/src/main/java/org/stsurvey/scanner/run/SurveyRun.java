package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.LocalPartStore;
import org.stsurvey.scanner.dataset.OutcomesWriter;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.RunCheck;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.observation.Observation;

/// One run of a dataset from the list to the checked parts: prepare, scan, check.
///
/// Whatever ends a run early leaves a folder that the same call resumes: the targets are sealed before the
/// first question
/// is asked, and a part is published whole or not at all.
public final class SurveyRun {

    private final RunFolder folder;
    private final Plan plan;
    private final Rules rules;
    private final ScanRun.Observing observing;
    private final Clock clock;

    /// What a run is asked to do.
    ///
    /// @param list the domain list
    /// @param concurrency domains in flight
    /// @param chunkSize targets per part, for a run that is new; by default it grows with the list
    /// @param method settings that can move a published number, by name
    /// @param settings all other settings, by name
    /// @param restart discards an unfinished or finished run of the same name
    public record Plan(
            ListSource list,
            PrepareSettings preparation,
            int concurrency,
            Optional<Integer> chunkSize,
            SortedMap<String, String> method,
            SortedMap<String, String> settings,
            List<String> resolvers,
            String contact,
            List<String> commandLine,
            String toolVersion,
            boolean restart) {}

    /// What observations are judged by.
    ///
    /// @param registry every outcome there is; stored with the run as `_outcomes.parquet`
    /// @param rootsPem the trusted roots; stored with the run as `_roots.pem`, so that it can be judged again
    public record Rules(
            Function<Observation, Judgement> judge, Collection<? extends Outcome> registry, String rootsPem) {}

    /// How a run ended.
    public sealed interface End {

        /// Every target has its row.
        record Finished(Manifest manifest, RunCheck check) implements End {}

        /// The run was finished before; nothing was done.
        record AlreadyFinished(Manifest manifest) implements End {}

        /// Stopped on request; the same call goes on.
        ///
        /// @param published targets whose rows are published
        record Stopped(Manifest manifest, String why, long published) implements End {}
    }

    public SurveyRun(RunFolder folder, Plan plan, Rules rules, ScanRun.Observing observing, Clock clock) {
        this.folder = folder;
        this.plan = plan;
        this.rules = rules;
        this.observing = observing;
        this.clock = clock;
    }

    /// Runs, or goes on with a run that was stopped.
    ///
    /// @param stop ends the run early
    /// @param onStart is told what the run is about before the first question is asked
    /// @throws IOException if the run folder cannot be written; what is published stays
    /// @throws RunRefusedException if the folder holds a run of another list or method
    public End execute(StopRequest stop, Consumer<Started> onStart)
            throws IOException, UnusableListException, RunRefusedException, RunLock.RunLockedException,
                    InterruptedException {
        try (RunLock _ = RunLock.acquire(folder.path())) {
            if (plan.restart()) {
                folder.discard();
            }
            Optional<Manifest> earlier = Manifest.read(folder.path());
            if (earlier.flatMap(Manifest::rejudged).isPresent()) {
                throw new RunRefusedException("run " + folder.path() + " holds stored observations that were judged "
                        + "anew; scan into another dataset, or give another --run");
            }
            boolean resumed = TargetFile.isSealed(folder.path());
            PreparedList list = resumed ? resume(earlier) : prepare();
            if (earlier.filter(Manifest::isFinished).isPresent()) {
                return new End.AlreadyFinished(earlier.get());
            }
            Manifest manifest = manifest(list, earlier);
            manifest.write(folder.path());
            new OutcomesWriter(plan.toolVersion())
                    .write(folder.path().resolve(OutcomesWriter.FILE_NAME), rules.registry());
            Files.writeString(folder.path().resolve(RunFolder.ROOTS_NAME), rules.rootsPem());
            return scan(list, manifest, resumed, stop, onStart);
        }
    }

    /// What a starting run knows about itself.
    ///
    /// @param resumed an earlier process has begun it
    /// @param progress counts on while it runs
    public record Started(PreparedList list, Path folder, boolean resumed, Progress progress) {}

    private PreparedList prepare() throws IOException, UnusableListException {
        return new ListPreparation(plan.preparation()).prepare(plan.list(), folder.path());
    }

    private PreparedList resume(Optional<Manifest> earlier)
            throws IOException, UnusableListException, RunRefusedException {
        PreparedList list = PreparedList.open(folder.path());
        Optional<String> sha256 = plan.list().sha256();
        if (sha256.isPresent() && !sha256.get().equals(list.list().sha256())) {
            throw new RunRefusedException("run " + folder.path() + " was prepared from a list with sha256 "
                    + list.list().sha256() + ", but " + plan.list().name() + " now has " + sha256.get()
                    + "; restore the list to resume, give another --run, or discard the run with --restart");
        }
        if (earlier.isPresent()) {
            requireSameMethod(earlier.get());
        }
        return list;
    }

    private void requireSameMethod(Manifest earlier) throws RunRefusedException {
        List<String> changed = earlier.changesTo(plan.method());
        if (!changed.isEmpty()) {
            throw new RunRefusedException("run " + folder.path() + " was begun with another method: "
                    + String.join("; ", changed)
                    + "; rows of two methods cannot be mixed, so resume with the same settings, give another --run, or "
                    + "discard the run with --restart");
        }
    }

    private End scan(PreparedList list, Manifest manifest, boolean resumed, StopRequest stop, Consumer<Started> onStart)
            throws IOException, InterruptedException {
        LocalPartStore store = LocalPartStore.open(folder.path());
        long targets = list.targets().size();
        int chunkSize = manifest.chunkSize();
        Progress progress = new Progress(targets, Chunk.published(store, targets, chunkSize));
        onStart.accept(new Started(list, folder.path(), resumed, progress));
        PartPublisher publisher =
                new PartPublisher(rules.judge(), PublicSuffixes.bundled(), new PartWriter(plan.toolVersion()), store);
        ScanSettings settings = new ScanSettings(plan.concurrency(), chunkSize, ScanSettings.DEFAULT_DRAIN);
        boolean complete = new ScanRun(observing, store, publisher, settings, progress, stop).run(list.targets());
        if (!complete) {
            Manifest stopped = manifest.stopped();
            stopped.write(folder.path());
            return new End.Stopped(
                    stopped,
                    stop.reason().orElse("it was asked to"),
                    progress.snapshot().published());
        }
        RunCheck check = RunCheck.of(store, targets);
        Manifest finished =
                manifest.finished(now(), check.rows(), check.outcomes(), check.deploymentStatuses(), check.problems());
        finished.write(folder.path());
        return new End.Finished(finished, check);
    }

    private Manifest manifest(PreparedList list, Optional<Manifest> earlier) {
        return new Manifest(
                Manifest.VERSION,
                folder.run(),
                Manifest.RUNNING,
                plan.toolVersion(),
                System.getProperty("java.version", "unknown"),
                AnnotatedSchema.OBSERVATION.version(),
                plan.method().getOrDefault("rulebook", "unknown"),
                plan.method(),
                Manifest.fingerprint(plan.method()),
                plan.settings(),
                list.list(),
                list.unit().code(),
                list.seed(),
                list.funnel(),
                chunkSize(list, earlier),
                plan.resolvers(),
                plan.contact(),
                plan.commandLine(),
                earlier.map(Manifest::started).orElseGet(this::now),
                Optional.empty(),
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Optional.empty());
    }

    /// Parts are named by their position, so a run keeps the chunk size that it began with.
    private int chunkSize(PreparedList list, Optional<Manifest> earlier) {
        return earlier.map(Manifest::chunkSize)
                .or(plan::chunkSize)
                .orElseGet(() -> Chunk.sizeFor(list.targets().size()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
