package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.OutcomesWriter;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.PublisherRows;
import org.stsurvey.scanner.dataset.RunCheck;

/// The stages of a run whose list is prepared.
///
/// ```
/// list -> first pass -> _pass1/  -> retest plan -> retest -> _pass2/
///                         |                                    |
///                         +---------------> merge <------------+ -> part-*.parquet -> check -> manifest
/// ```
///
/// Each stage does what its published parts do not hold yet, and takes nothing from the stage before but published
/// parts; so whatever ends the process, the stages can be gone through again from the start.
final class RunStages {

    private final RunFolder folder;
    private final SurveyRun.Plan plan;
    private final SurveyRun.Rules rules;
    private final SurveyRun.Network network;
    private final Clock clock;
    private final RunStores stores;
    private final Optional<Cluster> cluster;

    RunStages(
            RunFolder folder,
            SurveyRun.Plan plan,
            SurveyRun.Rules rules,
            SurveyRun.Network network,
            Clock clock,
            RunStores stores,
            Optional<Cluster> cluster) {
        this.folder = folder;
        this.plan = plan;
        this.rules = rules;
        this.network = network;
        this.clock = clock;
        this.stores = stores;
        this.cluster = cluster;
    }

    /// Goes through the stages.
    ///
    /// @param begun as written when the run began
    SurveyRun.End run(PreparedList list, Manifest begun, StopRequest stop, Consumer<Progress> onStart)
            throws IOException, InterruptedException {
        new OutcomesWriter(plan.maker().toolVersion())
                .write(folder.path().resolve(OutcomesWriter.FILE_NAME), rules.registry());
        FolderFiles.replace(
                folder.path().resolve(RunFolder.ROOTS_NAME), rules.rootsPem().getBytes(StandardCharsets.UTF_8));
        FirstPass first = FirstPass.of(list.targets(), begun.chunkSize());
        Progress progress = new Progress(list.targets().size(), published(first, stores.firstPass()));
        onStart.accept(progress);
        try (StatusFile status = new StatusFile(folder.path(), progress, network.health(), clock)) {
            try {
                SurveyRun.End end = run(list, first, begun, progress, stop);
                status.ended(state(end), stop.reason().orElse(""));
                return end;
            } catch (IOException | RuntimeException e) {
                failed(begun, e);
                status.ended(RunStatus.FAILED, String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    private SurveyRun.End run(PreparedList list, FirstPass first, Manifest begun, Progress progress, StopRequest stop)
            throws IOException, InterruptedException {
        if (!scan(first, network.first(), stores.firstPass(), progress, stop)) {
            return stopped(begun, progress, stop);
        }
        RetestPlan retest = RetestPlan.of(stores.firstPass(), list.seed(), plan.retest());
        RetestPass again = new RetestPass(
                stores.firstPass(), begun.chunkSize(), retest, plan.retest().after());
        Manifest asked = begun.with(begun.course()
                .withPasses(List.of(
                        new RunCourse.Pass(FirstPass.NUMBER, list.targets().size(), 0, 0),
                        new RunCourse.Pass(
                                RetestPass.NUMBER,
                                retest.openRows() + retest.sampledRows(),
                                retest.openRows(),
                                retest.sampledRows()))));
        if (cluster.isPresent()) {
            RetestList.write(folder, retest.ordinals());
        }
        progress.undetermined(retest.openRows());
        progress.begin(Phase.RETEST, Chunk.targets(again.chunks()), published(again, stores.retest()));
        if (!scan(again, network.again(), stores.retest(), progress, stop)) {
            return stopped(asked, progress, stop);
        }
        progress.begin(Phase.MERGE, Chunk.targets(first.chunks()), published(first, stores.published()));
        Merging merging = new Merging(folder.firstPass(), stores.retest(), stores.published(), retest);
        if (!merging.run(first.chunks(), progress, stop)) {
            return stopped(asked, progress, stop);
        }
        progress.begin(Phase.CHECK, list.targets().size(), 0);
        return finished(list, asked, retest);
    }

    /// Has a pass scanned: by this process, or on the cluster if there is one.
    private boolean scan(
            PassTargets pass, ScanRun.Observing observing, PartStore store, Progress progress, StopRequest stop)
            throws IOException, InterruptedException {
        if (cluster.isPresent()) {
            return new ClusterPass(cluster.get(), folder, store).run(pass, progress, stop);
        }
        PartPublisher publisher = new PartPublisher(
                rules.judge(),
                PublicSuffixes.bundled(),
                new PartWriter(plan.maker().toolVersion()),
                store);
        ScanSettings settings =
                new ScanSettings(plan.concurrency(), ScanSettings.DEFAULT_AT_FETCH, ScanSettings.DEFAULT_DRAIN);
        return new ScanRun(observing, store, publisher, network.health(), settings, progress, stop, clock).run(pass);
    }

    private static long published(PassTargets pass, PartStore store) throws IOException {
        return Chunk.targets(pass.chunks()) - Chunk.targets(Chunk.missing(pass.chunks(), store));
    }

    private SurveyRun.End finished(PreparedList list, Manifest asked, RetestPlan retest)
            throws IOException, InterruptedException {
        // What any reader of the folder sees, not what the store believes to be there.
        RunCheck check = RunCheck.of(
                        new PartFolder(folder.path()), list.targets().size())
                .and(Conservation.problems(folder.path(), list.funnel(), stores.published()));
        NoiseFloor floor = NoiseFloor.of(retest, stores.retest());
        network.health().lookAgain();
        // Of this process alone: one that found no resolver well has asked nothing that could be wrong.
        Quality quality =
                Quality.of(folder.path(), folder.run(), check, network.health().samples());
        List<RunResult.PartFile> files = stores.published().published().stream()
                .map(RunResult.PartFile::of)
                .toList();
        PublisherRows.write(new PartFolder(folder.path()), stores.published().published(), folder.path());
        Manifest finished = asked.with(asked.course().finished(now(), network.health()))
                .with(asked.result()
                        .with(Optional.of(quality), Optional.of(floor))
                        .checked(check, files));
        finished.write(folder.path());
        return new SurveyRun.End.Finished(finished, check);
    }

    private SurveyRun.End stopped(Manifest begun, Progress progress, StopRequest stop) throws IOException {
        String why = stop.reason().orElse("it was asked to");
        Manifest stopped = begun.with(begun.course().stopped(now(), why, network.health()));
        stopped.write(folder.path());
        return new SurveyRun.End.Stopped(stopped, why, progress.snapshot());
    }

    /// Notes in the manifest why the run ended, if it can still be written; if not, it goes on saying `running`,
    /// which is what a killed run says too.
    private void failed(Manifest begun, Exception failure) {
        try {
            begun.with(begun.course().stopped(now(), "failed: " + failure.getMessage(), network.health()))
                    .write(folder.path());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static String state(SurveyRun.End end) {
        return switch (end) {
            case SurveyRun.End.Finished _, SurveyRun.End.AlreadyFinished _ -> Manifest.FINISHED;
            case SurveyRun.End.Stopped _ -> Manifest.STOPPED;
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
