package org.stsurvey.scanner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.ObservationReader;
import org.stsurvey.scanner.dataset.OutcomesWriter;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.dataset.PartStore;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.Parts;
import org.stsurvey.scanner.dataset.PublishedPart;
import org.stsurvey.scanner.dataset.PublisherRows;
import org.stsurvey.scanner.dataset.RunCheck;
import org.stsurvey.scanner.dataset.VerdictChanges;

/// Judges the stored observations of a finished run anew: the same run in another dataset, part for part,
/// without the network.
///
/// ```
/// DATA/.../part-00007.parquet -> read -> judge -> write, verify, publish -> DATA2/.../part-00007.parquet
/// ```
///
/// A part is made from the part of the same name and from nothing else, so what ends the judging early leaves a
/// folder that the same call goes on with, and the same rules give the same bytes. What changed is counted from
/// the published files of both runs, whoever published them. The registry of outcomes comes after the last
/// part: until then, readers of the dataset take the run for unfinished.
public final class RejudgeRun {

    private final FinishedRun source;
    private final RunFolder folder;
    private final Rules rules;
    private final Made made;
    private final Clock clock;

    /// Today's rules.
    ///
    /// @param method the settings that name the rules, by name; they replace those of the source's method
    public record Rules(SurveyRun.Rules judging, SortedMap<String, String> method) {}

    /// Who judges anew.
    public record Made(String toolVersion, List<String> commandLine) {}

    /// @param folder where the run judged anew goes
    public RejudgeRun(FinishedRun source, RunFolder folder, Rules rules, Made made, Clock clock) {
        this.source = source;
        this.folder = folder;
        this.rules = rules;
        this.made = made;
        this.clock = clock;
    }

    /// Judges all parts, or those that an earlier call has left.
    ///
    /// @param stop ends the judging after the part under way
    /// @param onStart is told what is about to be judged
    /// @throws IOException if a part cannot be written; what is published stays
    /// @throws RunRefusedException if the folder holds anything but the beginning of this very run, or the
    ///     source cannot be read
    public SurveyRun.End execute(StopRequest stop, Consumer<SurveyRun.Started> onStart)
            throws IOException, UnusableListException, RunRefusedException, RunLock.RunLockedException {
        if (Files.isSameFile(source.path(), folder.path())) {
            throw new RunRefusedException("run " + source.path() + " would be judged into itself, and stored verdicts "
                    + "are never replaced; give the folder of another dataset to --out");
        }
        try (RunLock _ = RunLock.acquire(folder.path())) {
            Manifest begun = source.manifest()
                    .judgedAnew(
                            rules.method(), Rejudged.begun(source.manifest(), made.toolVersion(), made.commandLine()));
            Optional<Manifest> earlier = Manifest.read(folder.path());
            if (earlier.isPresent()) {
                requireSameRun(earlier.get(), begun);
            } else {
                requireNothingElse();
            }
            if (earlier.filter(Manifest::isFinished).isPresent()) {
                return new SurveyRun.End.AlreadyFinished(earlier.get());
            }
            PreparedList list = PreparedList.open(source.path());
            begun.write(folder.path());
            folder.carryOver(source.path());
            Files.writeString(
                    folder.path().resolve(RunFolder.ROOTS_NAME), rules.judging().rootsPem());
            return judge(list, begun, earlier.isPresent(), stop, onStart);
        }
    }

    private void requireNothingElse() throws IOException, RunRefusedException {
        if (!folder.isUnused()) {
            throw new RunRefusedException("run " + folder.path() + " holds files, but no " + Manifest.NAME
                    + " that says what they are; give another folder to --out, or remove them");
        }
    }

    private void requireSameRun(Manifest earlier, Manifest begun) throws RunRefusedException {
        Rejudged before = earlier.rejudged()
                .orElseThrow(
                        () -> new RunRefusedException("run " + folder.path() + " was scanned, not judged anew, and "
                                + "what is scanned is never replaced; give the folder of another dataset to --out"));
        if (!earlier.hasObservationsOf(begun)
                || !before.fromMethodFingerprint().equals(source.manifest().methodFingerprint())) {
            throw new RunRefusedException("run " + folder.path() + " was begun from another run than " + source.path()
                    + " (observed from " + earlier.started() + " on, method "
                    + before.fromMethodFingerprint() + "); give another folder to --out");
        }
        List<String> changed = earlier.changesTo(begun.method());
        if (!changed.isEmpty()) {
            throw new RunRefusedException("run " + folder.path() + " was begun with another method: "
                    + String.join("; ", changed)
                    + "; rows of two methods cannot be mixed, so go on with the same rules, or give another folder to "
                    + "--out");
        }
    }

    private SurveyRun.End judge(
            PreparedList list, Manifest begun, boolean resumed, StopRequest stop, Consumer<SurveyRun.Started> onStart)
            throws IOException, RunRefusedException {
        long targets = list.targets().size();
        Parts stored = new PartFolder(source.path());
        PartStore store = PartStore.open(folder.path());
        Progress progress = new Progress(targets, published(store));
        progress.begin(Phase.REJUDGE, targets, published(store));
        onStart.accept(new SurveyRun.Started(
                list,
                folder.path(),
                resumed,
                store.repairs(),
                progress,
                begun.origin().runId()));
        if (!judgeParts(stored, store, progress, stop)) {
            Manifest stopped = begun.with(begun.course().stopped(now(), "stopped", NetworkHealth.unknown()));
            stopped.write(folder.path());
            return new SurveyRun.End.Stopped(stopped, stop.reason().orElse("it was asked to"), progress.snapshot());
        }
        RunCheck check = RunCheck.of(new PartFolder(folder.path()), targets)
                .and(Conservation.problems(folder.path(), list.funnel(), store));
        List<RunResult.PartFile> files =
                store.published().stream().map(RunResult.PartFile::of).toList();
        PublisherRows.write(new PartFolder(folder.path()), store.published(), folder.path());
        Manifest finished = begun.with(begun.course()
                        .finished(source.manifest().ended().orElseGet(this::now), NetworkHealth.unknown()))
                .with(begun.result().checked(check, files))
                .withDifferences(now(), VerdictChanges.of(stored, store));
        new OutcomesWriter(made.toolVersion())
                .write(
                        folder.path().resolve(OutcomesWriter.FILE_NAME),
                        rules.judging().registry());
        finished.write(folder.path());
        return new SurveyRun.End.Finished(finished, check);
    }

    private static long published(PartStore store) {
        return store.published().stream().mapToLong(PublishedPart::rows).sum();
    }

    /// False if asked to stop before all parts were published.
    private boolean judgeParts(Parts stored, PartStore store, Progress progress, StopRequest stop)
            throws IOException, RunRefusedException {
        PartPublisher publisher = new PartPublisher(
                rules.judging().judge(), PublicSuffixes.bundled(), new PartWriter(made.toolVersion()), store);
        for (String part : stored.names()) {
            if (store.find(part).isPresent()) {
                continue;
            }
            if (stop.made()) {
                return false;
            }
            try (ObservationReader observations = read(stored, part)) {
                progress.rejudged(publisher.publish(part, observations).rows());
            } catch (UncheckedIOException e) {
                throw unreadable(e); // only the reader wraps; a writer's failure comes as it is
            }
        }
        return true;
    }

    private ObservationReader read(Parts stored, String part) throws RunRefusedException {
        try {
            return ObservationReader.open(stored, part);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RunRefusedException unreadable(Exception reason) {
        return new RunRefusedException("run " + source.path() + " cannot be judged anew: " + reason.getMessage()
                + "; restore the part from a copy, then repeat the command");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
