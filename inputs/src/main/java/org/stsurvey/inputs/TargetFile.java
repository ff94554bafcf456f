package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The targets of one run, sealed on disk, read by ordinal.
///
/// `_targets.tsv` has one target a line: ordinal, rank (empty if there is none), line of the list (0 for a
/// domain of the panel), domain, the lists that have it, its groups, separated by tabs; `TargetLine` has the
/// details. `_targets.index` has the byte offset of every 1,000th of these lines. `_targets.seal` has the
/// digests of both and where the targets came from. Instances are immutable, hold no file open and may be used
/// by many threads.
public final class TargetFile {
    static final String NAME = "_targets.tsv";
    static final String INDEX_NAME = "_targets.index";
    static final String SEAL_NAME = "_targets.seal";

    /// Every how many targets the index has an offset.
    static final int INDEX_STEP = 1_000;

    private final Path runFolder;
    private final TargetSeal seal;
    private final TargetLine lines;
    private final long[] offsets;

    private TargetFile(Path runFolder, TargetSeal seal, long[] offsets) {
        this.runFolder = runFolder;
        this.seal = seal;
        this.lines = new TargetLine(seal.listNames(), seal.labelled());
        this.offsets = offsets;
    }

    /// Opens a run's target file after reading all of it once to [#verify()] it.
    ///
    /// @throws UnusableListException if it is not sealed or not as it was sealed
    public static TargetFile open(Path runFolder) throws IOException, UnusableListException {
        TargetSeal seal = readSeal(runFolder);
        verify(runFolder, seal);
        return unverified(runFolder);
    }

    /// Opens a run's target file without reading all of it, for a process that reads a part of it beside one that
    /// has verified it. What is read must still be the lines of the ordinals asked for.
    ///
    /// @throws UnusableListException if it is not sealed
    public static TargetFile openSealed(Path runFolder) throws IOException, UnusableListException {
        return unverified(runFolder);
    }

    /// Opens a target file whose bytes this process has just written and digested.
    static TargetFile unverified(Path runFolder) throws IOException, UnusableListException {
        TargetSeal seal = readSeal(runFolder);
        long[] offsets = Files.readAllLines(runFolder.resolve(INDEX_NAME)).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        return new TargetFile(runFolder, seal, offsets);
    }

    /// Whether a run folder holds a sealed target file.
    public static boolean isSealed(Path runFolder) {
        return Files.exists(runFolder.resolve(SEAL_NAME));
    }

    /// How many targets there are.
    public long size() {
        return seal.funnel().targets();
    }

    /// Digest of the file of targets, in lower-case hexadecimal.
    public String sha256() {
        return seal.targetsSha256();
    }

    TargetSeal seal() {
        return seal;
    }

    /// The targets from an ordinal on: as many as asked, or those there are up to the end.
    ///
    /// @throws IndexOutOfBoundsException if the ordinal is none of 0 to [#size()]
    public List<Target> read(long fromOrdinal, int count) throws IOException {
        Objects.checkFromToIndex(0, fromOrdinal, size());
        long end = Math.min(size(), fromOrdinal + count);
        List<Target> targets = new ArrayList<>((int) (end - fromOrdinal));
        if (fromOrdinal < end) {
            int step = (int) (fromOrdinal / INDEX_STEP);
            try (SeekableByteChannel channel = Files.newByteChannel(runFolder.resolve(NAME))) {
                channel.position(offsets[step]);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
                for (long ordinal = (long) step * INDEX_STEP; ordinal < end; ordinal++) {
                    Optional<String> line = Optional.ofNullable(in.readLine());
                    if (ordinal >= fromOrdinal) {
                        targets.add(parse(line, ordinal));
                    }
                }
            }
        }
        return targets;
    }

    /// Checks that targets and index are byte for byte what was sealed.
    ///
    /// @throws UnusableListException if they are not
    public void verify() throws IOException, UnusableListException {
        verify(runFolder, seal);
    }

    private static void verify(Path runFolder, TargetSeal seal) throws IOException, UnusableListException {
        requireDigest(runFolder.resolve(NAME), seal.targetsSha256());
        requireDigest(runFolder.resolve(INDEX_NAME), seal.indexSha256());
    }

    private static void requireDigest(Path file, String sealed) throws IOException, UnusableListException {
        try {
            String found = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
            if (!found.equals(sealed)) {
                throw altered("target file %s: its sha256 is %s, sealed was %s".formatted(file, found, sealed));
            }
        } catch (NoSuchFileException missing) {
            throw altered("target file %s: it is sealed but missing".formatted(file));
        }
    }

    private static TargetSeal readSeal(Path runFolder) throws IOException, UnusableListException {
        Path file = runFolder.resolve(SEAL_NAME);
        if (!isSealed(runFolder)) {
            throw new UnusableListException(
                    "run folder %s: it holds no sealed target file (%s), so its list was never prepared to the end; start the scan again"
                            .formatted(runFolder, SEAL_NAME));
        }
        return TargetSeal.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                .orElseThrow(() -> altered("target file seal %s: it is not as it was written".formatted(file)));
    }

    private static UnusableListException altered(String problem) {
        return new UnusableListException(
                problem
                        + "; the rows of this run belong to the sealed targets, so restore the file or start anew with --restart");
    }

    private Target parse(Optional<String> line, long ordinal) throws IOException {
        return line.flatMap(lines::parse)
                .filter(target -> target.ordinal() == ordinal)
                .orElseThrow(() ->
                        new IOException("target file changed since it was opened: line of ordinal %d is \"%s\""
                                .formatted(ordinal, line.map(Excerpt::of).orElse("missing"))));
    }
}
