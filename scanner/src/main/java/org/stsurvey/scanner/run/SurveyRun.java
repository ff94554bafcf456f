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
import java.util.function.Consumer;
import java.util.function.Function;
import org.stsurvey.inputs.ListPreparation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.RunCheck;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.observation.Observation;

/// One run of a dataset from the list to the checked parts: prepare, scan, ask again, merge, check.
///
/// Whatever ends a run early leaves a folder that the same call resumes: the targets are sealed before the
/// first question is asked, and a part is published whole or not at all. This class decides whether there is
/// anything to do and with which settings; [RunStages] does it.
public final class SurveyRun {

    private final RunFolder folder;
    private final Plan plan;
    private final Rules rules;
    private final Network network;
    private final Clock clock;
    private final Optional<Cluster> cluster;

    /// What a run is asked to do.
    ///
    /// @param list the domain list
    /// @param concurrency how many domains may be at their questions at once
    /// @param chunkSize targets per part, for a run that is new; by default it grows with the list
    /// @param method settings that can move a published number, by name
    /// @param settings all other settings, by name
    /// @param restart discards an unfinished or finished run of the same name
    public record Plan(
            ListSource list,
            PrepareSettings preparation,
            int concurrency,
            Optional<Integer> chunkSize,
            RetestSettings retest,
            SortedMap<String, String> method,
            SortedMap<String, String> settings,
            List<String> resolvers,
            String contact,
            Maker maker,
            boolean restart) {}

    /// Who makes a run, with what, and from where.
    ///
    /// @param toolVersion of the program
    /// @param gitSha the commit that it was built from
    /// @param host a label of the machine
    /// @param vantage where from the network is asked, by name, as far as it is known
    /// @param commandLine as it was given
    /// @param nonDefault names of the options that were given
    public record Maker(
            String toolVersion,
            String gitSha,
            String host,
            SortedMap<String, String> vantage,
            List<String> commandLine,
            List<String> nonDefault) {}

    /// What observations are judged by.
    ///
    /// @param registry every outcome there is; stored with the run as `_outcomes.parquet`
    /// @param rootsPem the trusted roots; stored with the run as `_roots.pem`, so that it can be judged again
    public record Rules(
            Function<Observation, Judgement> judge, Collection<? extends Outcome> registry, String rootsPem) {}

    /// The run's view of the network.
    ///
    /// @param first observes in the first pass
    /// @param again observes in the retest, with more patience
    public record Network(ScanRun.Observing first, ScanRun.Observing again, NetworkHealth health) {

        /// A network that is observed in the same way in both passes, and whose health nobody looks at.
        public static Network of(ScanRun.Observing observing) {
            return new Network(observing, observing, NetworkHealth.unknown());
        }

        /// The same, its health told by somebody else.
        public Network withHealth(NetworkHealth other) {
            return new Network(first, again, other);
        }
    }

    /// How a run ended.
    public sealed interface End {

        /// Every target has its row.
        record Finished(Manifest manifest, RunCheck check) implements End {}

        /// The run was finished before; nothing was done.
        record AlreadyFinished(Manifest manifest) implements End {}

        /// Stopped on request; the same call goes on.
        ///
        /// @param left what was under way, and how far it had come
        record Stopped(Manifest manifest, String why, Progress.Snapshot left) implements End {}
    }

    /// A run that this process scans.
    public SurveyRun(RunFolder folder, Plan plan, Rules rules, Network network, Clock clock) {
        this(folder, plan, rules, network, clock, Optional.empty());
    }

    /// A run that this process scans, or has a cluster scan.
    ///
    /// @param network tells how it did; on a cluster, the tasks observe through their own
    public SurveyRun(
            RunFolder folder, Plan plan, Rules rules, Network network, Clock clock, Optional<Cluster> cluster) {
        this.folder = folder;
        this.plan = plan;
        this.rules = rules;
        this.network = network;
        this.clock = clock;
        this.cluster = cluster;
    }

    /// What a starting run knows about itself.
    ///
    /// @param resumed an earlier process has begun it
    /// @param repairs what was out of order in its folder and was put right, a sentence each
    /// @param progress counts on while it runs
    /// @param runId the UUID that the manifest has
    public record Started(
            PreparedList list, Path folder, boolean resumed, List<String> repairs, Progress progress, String runId) {}

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
            folder.finishDiscarding();
            Optional<Manifest> earlier = Manifest.read(folder.path());
            boolean resumed = TargetFile.isSealed(folder.path());
            PreparedList list = resumed ? new Resumption(folder, plan).open(earlier) : prepare();
            if (earlier.filter(Manifest::isFinished).isPresent()) {
                return new End.AlreadyFinished(earlier.get());
            }
            RunStores stores = RunStores.open(folder);
            Manifest begun = new RunBeginning(folder, plan, list, now()).manifest(earlier, stores.repairs());
            begun.write(folder.path());
            return new RunStages(folder, plan, rules, network, clock, stores, cluster)
                    .run(
                            list,
                            begun,
                            stop,
                            progress -> onStart.accept(new Started(
                                    list,
                                    folder.path(),
                                    resumed,
                                    stores.repairs(),
                                    progress,
                                    begun.origin().runId())));
        }
    }

    private PreparedList prepare() throws IOException, UnusableListException, RunRefusedException {
        if (folder.holdsParts()) {
            throw new RunRefusedException(
                    "run " + folder.path() + " holds parts, but not the sealed list that their rows "
                            + "belong to (_targets.seal); restore it, give another --run, or discard the run with --restart");
        }
        ListPreparation preparation = new ListPreparation(plan.preparation());
        if (!Locations.isRemote(folder.path())) {
            return preparation.prepare(plan.list(), folder.path());
        }
        // Names beyond memory go through many small files, which are a local disk's business.
        Path work = Files.createTempDirectory("stsurvey-prepare");
        try {
            preparation.prepare(plan.list(), work);
            folder.carryOver(work);
        } finally {
            RunFolder.deleteTree(work);
        }
        return PreparedList.open(folder.path());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
