package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.inputs.UnusableListException;
import org.stsurvey.scanner.dataset.AnnotatedSchema;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.dataset.PartWriter;
import org.stsurvey.scanner.dataset.RemotePartStore;

/// Some chunks of one pass of a run, seen to by a process that is one of several: what a task of a cluster
/// does.
///
/// It runs the same [ScanRun] that a scan on one machine runs, takes its targets from the same sealed files and
/// publishes the same parts; lock, manifest, merge and check are the business of whoever started the tasks.
public final class ChunkScan {

    /// The setting of the method that says how long after its last attempt a target is asked again.
    private static final String RETEST_AFTER = "retest_after";

    private final Manifest manifest;
    private final Own pass;
    private final RemotePartStore store;

    private ChunkScan(Manifest manifest, Own pass, RemotePartStore store) {
        this.manifest = manifest;
        this.pass = pass;
        this.store = store;
    }

    /// Opens chunks of a run that is begun.
    ///
    /// @param runFolder on storage that is no local disk
    /// @param method everything that can move a published number, as this process would scan
    /// @throws RunRefusedException if it would scan otherwise than the run was begun, or at another time
    public static ChunkScan open(
            Path runFolder, int pass, Set<Integer> chunks, SortedMap<String, String> method, Clock clock)
            throws IOException, UnusableListException, RunRefusedException {
        RunFolder folder = RunFolder.at(runFolder);
        Manifest manifest = Manifest.read(runFolder)
                .orElseThrow(() -> new RunRefusedException(
                        "run " + runFolder + " has no " + Manifest.NAME + "; only a scan that is begun has tasks"));
        requireSame(manifest, runFolder, method);
        ClockCheck.requireRight(runFolder, clock);
        Own own = new Own(targets(pass, folder, manifest, TargetFile.openSealed(runFolder)), chunks);
        Set<String> names = own.chunks().stream().map(Chunk::partName).collect(Collectors.toUnmodifiableSet());
        Path parts = pass == FirstPass.NUMBER ? folder.firstPass() : folder.retest();
        return new ChunkScan(manifest, own, RemotePartStore.openFor(parts, names::contains));
    }

    private static void requireSame(Manifest manifest, Path runFolder, SortedMap<String, String> method)
            throws RunRefusedException {
        List<String> changed = manifest.changesTo(method);
        int schema = AnnotatedSchema.OBSERVATION.version();
        if (!changed.isEmpty() || manifest.origin().schemaVersion() != schema) {
            throw new RunRefusedException("this machine would not scan as run " + runFolder + " was begun: "
                    + (changed.isEmpty() ? "another stsurvey writes another schema" : String.join("; ", changed))
                    + "; all machines must scan alike, and so must the one that starts the scan");
        }
    }

    private static PassTargets targets(int pass, RunFolder folder, Manifest manifest, TargetFile targets)
            throws IOException {
        if (pass == FirstPass.NUMBER) {
            return FirstPass.of(targets, manifest.chunkSize());
        }
        return new RetestPass(
                new PartFolder(folder.firstPass()),
                manifest.chunkSize(),
                RetestList.read(folder),
                Duration.parse(manifest.method().getOrDefault(RETEST_AFTER, Duration.ZERO.toString())));
    }

    /// Counts on while the chunks are scanned; what an earlier try has published is counted already, as Hadoop
    /// forgets what that has counted.
    public Progress progress() throws IOException {
        long all = Chunk.targets(pass.chunks());
        return new Progress(all, all - Chunk.targets(Chunk.missing(pass.chunks(), store)));
    }

    /// Scans those of the chunks that have no part yet.
    ///
    /// @return true if all of them are published
    public boolean execute(
            SurveyRun.Network network,
            SurveyRun.Rules rules,
            int concurrency,
            Progress progress,
            StopRequest stop,
            Clock clock)
            throws IOException, InterruptedException {
        PartPublisher publisher = new PartPublisher(
                rules.judge(),
                PublicSuffixes.bundled(),
                new PartWriter(manifest.origin().toolVersion()),
                store);
        ScanSettings settings =
                new ScanSettings(concurrency, ScanSettings.DEFAULT_AT_FETCH, ScanSettings.DEFAULT_DRAIN);
        ScanRun.Observing observing = pass.number() == FirstPass.NUMBER ? network.first() : network.again();
        return new ScanRun(observing, store, publisher, network.health(), settings, progress, stop, clock).run(pass);
    }

    /// The part of a pass that this process sees to.
    private record Own(PassTargets whole, Set<Integer> numbers) implements PassTargets {

        @Override
        public List<Chunk> chunks() {
            return whole.chunks().stream()
                    .filter(chunk -> numbers.contains(chunk.index()))
                    .toList();
        }

        @Override
        public int number() {
            return whole.number();
        }

        @Override
        public Duration longestWait() {
            return whole.longestWait();
        }

        @Override
        public List<Assignment> read(Chunk chunk) throws IOException {
            return whole.read(chunk);
        }
    }
}
