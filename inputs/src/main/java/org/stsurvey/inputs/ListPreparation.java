package org.stsurvey.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.ListSource.Several.Part;
import org.stsurvey.inputs.TargetFileWriter.Written;

/// Prepares the list of a run, or its several lists: reads each once from end to end and leaves the sealed
/// [TargetFile], `_rejects.csv`, `_excluded.csv` and `_excluded_networks.csv` in the run folder.
///
/// ```
///                                                    panel
///                                                      |
/// list -> lines -> names -> distinct names -> in the unit -> exclusions -> sample -> target file, sealed
///           |        |            |               |              |           |
///        skipped  malformed   duplicate       collapsed       excluded   unsampled
/// ```
///
/// What leaves on the way is counted in the [Funnel]. Exclusions and sample come last, so that what they count are
/// distinct names.
///
/// The seal is written last of all: a preparation that was killed leaves an unsealed folder and can simply be done
/// again.
public final class ListPreparation {
    private final PrepareSettings settings;
    private final PublicSuffixes suffixes;

    /// Prepares with the public suffix list that this build carries.
    public ListPreparation(PrepareSettings settings) {
        this(settings, PublicSuffixes.bundled());
    }

    /// Prepares with a public suffix list.
    public ListPreparation(PrepareSettings settings, PublicSuffixes suffixes) {
        this.settings = settings;
        this.suffixes = suffixes;
    }

    /// Prepares one list or several.
    ///
    /// @param runFolder made if it does not exist; must hold no sealed targets yet
    /// @throws IOException if the run folder cannot be written or read
    /// @throws UnusableListException if a list cannot be read or names no domain at all, or, in strict settings,
    /// has a malformed line
    public PreparedList prepare(ListSource source, Path runFolder) throws IOException, UnusableListException {
        requireUnsealed(runFolder);
        List<Part> parts = parts(source);
        try (Scratch scratch = new Scratch(runFolder)) {
            DistinctNames listed = distinctNames("listed", scratch);
            ListsReader.Result read = new ListsReader(settings, suffixes, listed).readAll(parts, scratch);
            TargetSelection selection = new TargetSelection(settings, read);
            ExcludedFile.writeNetworks(scratch, settings.exclusions().networks());
            Written written = selection.write(listed, distinctNames("in-unit", scratch), scratch);
            seal(
                    scratch,
                    new TargetSeal(
                            written.targetsSha256(),
                            written.indexSha256(),
                            read.unit(),
                            settings.seed(),
                            identity(source, read.identities()),
                            read.readings(),
                            !settings.labels().isEmpty(),
                            selection.funnel()));
        }
        return PreparedList.of(TargetFile.unverified(runFolder));
    }

    private List<Part> parts(ListSource source) {
        return switch (source) {
            case ListSource.Single single -> List.of(new Part(single, settings.citation(), settings.kind()));
            case ListSource.Several several -> several.parts();
        };
    }

    private ListIdentity identity(ListSource source, List<ListIdentity> identities) {
        if (source instanceof ListSource.Single) {
            return identities.getFirst();
        }
        StringBuilder digests = new StringBuilder();
        identities.forEach(identity -> digests.append(identity.sha256()).append('\n'));
        return new ListIdentity(
                settings.citation().name().orElseGet(source::usualListName),
                settings.citation().id(),
                settings.citation().date(),
                settings.citation().url(),
                ListSource.Several.digestOf(digests.toString()),
                Optional.of(identities));
    }

    private static void seal(Scratch scratch, TargetSeal seal) throws IOException {
        if (!seal.funnel().balances()) {
            throw new IllegalStateException("the lines of list %s do not add up, which is a fault of this program: %s"
                    .formatted(seal.list().name(), seal.funnel()));
        }
        Files.writeString(scratch.file(TargetFile.SEAL_NAME), seal.text());
        for (String name : List.of(
                RejectsFile.NAME,
                ExcludedFile.NAME,
                ExcludedFile.NETWORKS_NAME,
                TargetFile.NAME,
                TargetFile.INDEX_NAME,
                TargetFile.SEAL_NAME)) {
            scratch.publish(name);
        }
    }

    private DistinctNames distinctNames(String purpose, Scratch scratch) {
        return new DistinctNames(scratch.folder(), purpose, settings.seed(), settings.limits());
    }

    private static void requireUnsealed(Path runFolder) throws UnusableListException {
        if (TargetFile.isSealed(runFolder)) {
            throw new UnusableListException(
                    "run folder %s: it holds sealed targets already, and its rows belong to them; resume that run or start anew with --restart"
                            .formatted(runFolder));
        }
    }
}
