package org.stsurvey.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.ListReader.ListLine;
import org.stsurvey.inputs.TargetFileWriter.Written;

/// Prepares a domain list for a scan: reads it once from end to end and leaves the sealed [TargetFile] and
/// `_rejects.csv` in the run folder.
///
/// ```
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
    private final DomainNames names = new DomainNames();

    /// Prepares with the public suffix list that this build carries.
    public ListPreparation(PrepareSettings settings) {
        this(settings, PublicSuffixes.bundled());
    }

    /// Prepares with a public suffix list.
    public ListPreparation(PrepareSettings settings, PublicSuffixes suffixes) {
        this.settings = settings;
        this.suffixes = suffixes;
    }

    /// Prepares one list.
    ///
    /// @param runFolder made if it does not exist; must hold no sealed targets yet
    /// @throws IOException if the run folder cannot be written or read
    /// @throws UnusableListException if the list cannot be read or names no domain at all, or, in strict settings,
    ///     has a malformed line
    public PreparedList prepare(ListSource source, Path runFolder) throws IOException, UnusableListException {
        requireUnsealed(runFolder);
        try (Scratch scratch = new Scratch(runFolder);
                ListReader list = ListReader.open(source, settings.limits())) {
            String listName = settings.citation().name().orElseGet(source::usualListName);
            Unit unit = settings.unit().orElseGet(() -> Unit.usualFor(list.format(), listName));
            Tally tally = new Tally();

            DistinctNames listed = distinctNames("listed", scratch);
            readNames(list, unit, listed, scratch, tally);
            Written written = writeTargets(listed, unit, scratch, tally);

            seal(
                    scratch,
                    new TargetSeal(
                            written.targetsSha256(),
                            written.indexSha256(),
                            unit,
                            settings.seed(),
                            settings.citation().identify(listName, list.sha256()),
                            list.shape(tally.skipped),
                            tally.funnel()));
        }
        return PreparedList.open(runFolder);
    }

    /// Reads the list up to its end or the limit: its names go to `listed`, its malformed lines to `_rejects.csv`.
    private void readNames(ListReader list, Unit unit, DistinctNames listed, Scratch scratch, Tally tally)
            throws IOException, UnusableListException {
        Optional<String> firstFault = Optional.empty();
        try (RejectsFile rejects = new RejectsFile(scratch)) {
            while (tally.read < settings.limit().orElse(Long.MAX_VALUE)) {
                Optional<ListLine> next = list.next();
                if (next.isEmpty()) {
                    break;
                }
                RawLine line = next.get().raw();
                switch (normalised(next.get().row(), unit)) {
                    case Row.Skipped _ -> tally.skipped++;
                    case Row.Named(long rank, String name) -> {
                        tally.read++;
                        listed.add(rank, line.number(), name);
                    }
                    case Malformed malformed -> {
                        tally.read++;
                        tally.malformed++;
                        if (settings.strict()) {
                            throw malformedLine(list.name(), fault(line, malformed));
                        }
                        firstFault = firstFault.or(() -> Optional.of(fault(line, malformed)));
                        rejects.add(line, malformed.reason());
                    }
                }
            }
        }
        if (tally.read == tally.malformed) {
            throw namesNothing(list.name(), firstFault);
        }
    }

    /// The row with its name in normal form, or why there is none.
    private Row normalised(Row row, Unit unit) {
        if (!(row instanceof Row.Named(long rank, String written))) {
            return row;
        }
        return switch (names.read(written)) {
            case Malformed malformed -> malformed;
            case NameReading.DomainName(String name) ->
                unit == Unit.REGISTRABLE && suffixes.registrableDomain(name).isEmpty()
                        ? new Malformed(RejectReason.PUBLIC_SUFFIX, name)
                        : new Row.Named(rank, name);
        };
    }

    /// Merges the names down to the unit and writes those that are targets, in the run's order.
    private Written writeTargets(DistinctNames listed, Unit unit, Scratch scratch, Tally tally) throws IOException {
        try (TargetFileWriter writer = new TargetFileWriter(scratch)) {
            DistinctNames.Sink select = name -> select(name, writer, tally);
            switch (unit) {
                case AS_LISTED -> tally.duplicate = listed.drainTo(select);
                case REGISTRABLE -> {
                    DistinctNames registrable = distinctNames("registrable", scratch);
                    tally.duplicate = listed.drainTo(name -> registrable.add(
                            name.rank(),
                            name.line(),
                            suffixes.registrableDomain(name.name()).orElseThrow()));
                    tally.collapsed = registrable.drainTo(select);
                }
            }
            return writer.finish();
        }
    }

    /// Makes a name a target unless it is excluded or the sample is complete. The order is random with respect to
    /// everything but the name, so its first names are a fair sample.
    private void select(ListedName name, TargetFileWriter writer, Tally tally) throws IOException {
        if (settings.exclusions().contains(name.name())) {
            tally.excluded++;
        } else if (tally.targets >= settings.sample().orElse(Long.MAX_VALUE)) {
            tally.unsampled++;
        } else {
            tally.targets++;
            writer.add(name);
        }
    }

    private static void seal(Scratch scratch, TargetSeal seal) throws IOException {
        if (!seal.funnel().balances()) {
            throw new IllegalStateException("the lines of list %s do not add up, which is a fault of this program: %s"
                    .formatted(seal.list().name(), seal.funnel()));
        }
        Files.writeString(scratch.file(TargetFile.SEAL_NAME), seal.text());
        for (String name : List.of(RejectsFile.NAME, TargetFile.NAME, TargetFile.INDEX_NAME, TargetFile.SEAL_NAME)) {
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

    private static String fault(RawLine line, Malformed malformed) {
        return "line %d: %s".formatted(line.number(), malformed.sentence());
    }

    private static UnusableListException malformedLine(String list, String fault) {
        return new UnusableListException(
                "list %s %s; correct the line, or leave out --strict to skip such lines and count them"
                        .formatted(list, fault));
    }

    private static UnusableListException namesNothing(String list, Optional<String> firstFault) {
        return new UnusableListException(firstFault
                .map(fault ->
                        "list %s: none of its lines names a domain, %s; is it a domain list?".formatted(list, fault))
                .orElseGet(
                        () -> "list %s: it is empty, or all blank lines and comments; a list needs at least one domain"
                                .formatted(list)));
    }

    /// The funnel while it is counted.
    private static final class Tally {
        long read;
        long skipped;
        long malformed;
        long duplicate;
        long collapsed;
        long excluded;
        long unsampled;
        long targets;

        Funnel funnel() {
            return new Funnel(read, malformed, duplicate, collapsed, excluded, unsampled, targets);
        }
    }
}
