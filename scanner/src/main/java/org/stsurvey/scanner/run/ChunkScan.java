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

    private final RunFolder folder;
    private final Manifest manifest;
    private final Set<Integer> chunks;
    private final PassTargets pass;

    private ChunkScan(RunFolder folder, Manifest manifest, Set<Integer> chunks, PassTargets pass) {
        this.folder = folder;
        this.manifest = manifest;
        this.chunks = chunks;
        this.pass = pass;
    }

    /// Opens chunks of a run that is begun.
    ///
    /// @param runFolder on storage that is no local disk
    /// @param method everything that can move a published number, as this process would scan
    /// @throws RunRefusedException if it would scan otherwise than the run was begun
    public static ChunkScan open(Path runFolder, int pass, Set<Integer> chunks, SortedMap<String, String> method)
            throws IOException, UnusableListException, RunRefusedException {
        RunFolder folder = RunFolder.at(runFolder);
        Manifest manifest = Manifest.read(runFolder)
                .orElseThrow(() -> new RunRefusedException(
                        "run " + runFolder + " has no " + Manifest.NAME + "; only a scan that is begun has tasks"));
        requireSame(manifest, runFolder, method);
        TargetFile targets = TargetFile.openSealed(runFolder);
        return new ChunkScan(folder, manifest, chunks, targets(pass, folder, manifest, targets));
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

    /// Counts on while the chunks are scanned.
    public Progress progress() {
        return new Progress(Chunk.targets(own()), 0);
    }

    private List<Chunk> own() {
        return pass.chunks().stream()
                .filter(chunk -> chunks.contains(chunk.index()))
                .toList();
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
        Set<String> names = own().stream().map(Chunk::partName).collect(Collectors.toUnmodifiableSet());
        Path parts = pass.number() == FirstPass.NUMBER ? folder.firstPass() : folder.retest();
        RemotePartStore store = RemotePartStore.openFor(parts, names::contains);
        PartPublisher publisher = new PartPublisher(
                rules.judge(),
                PublicSuffixes.bundled(),
                new PartWriter(manifest.origin().toolVersion()),
                store);
        ScanSettings settings =
                new ScanSettings(concurrency, ScanSettings.DEFAULT_AT_FETCH, ScanSettings.DEFAULT_DRAIN);
        ScanRun.Observing observing = pass.number() == FirstPass.NUMBER ? network.first() : network.again();
        return new ScanRun(observing, store, publisher, network.health(), settings, progress, stop, clock)
                .run(new Own(pass, own()));
    }

    /// The part of a pass that this process sees to.
    private record Own(PassTargets pass, List<Chunk> chunks) implements PassTargets {

        @Override
        public int number() {
            return pass.number();
        }

        @Override
        public Duration longestWait() {
            return pass.longestWait();
        }

        @Override
        public List<Assignment> read(Chunk chunk) throws IOException {
            return pass.read(chunk);
        }
    }
}
