package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Labels;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PreparationWatch;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Unit;
import org.stsurvey.inputs.UnusableListException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The list of a run, or its several lists, and how they are prepared.
final class ListOptions {

    /// What the tab key offers for `--format`.
    private static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("tranco", "alexa", "umbrella", "majestic", "crux", "plain", "zone")
                    .iterator();
        }
    }

    /// What the tab key offers for `--unit`.
    private static final class Units implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("as-listed", "registrable").iterator();
        }
    }

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LIST",
            arity = "1..*",
            description =
                    "file of domains, or - for standard input: Tranco, Alexa, Umbrella, Majestic, CrUX, plain names or a zone file, plain, .gz, .zip or .zst; several lists, named as NAME=FILE, make one run")
    private List<String> lists = List.of();

    @Option(
            names = "--list-name",
            paramLabel = "NAME",
            description = "short name of the list, lower case (default: from the file's name)")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--list-id",
            paramLabel = "ID",
            description =
                    "the publisher's id of this edition, for citing it; of one of several lists: NAME=ID, repeatable")
    private List<String> ids = List.of();

    @Option(names = "--list-date", paramLabel = "DATE", description = "day of this edition, YYYY-MM-DD, or NAME=DATE")
    private List<String> dates = List.of();

    @Option(names = "--list-url", paramLabel = "URL", description = "where this edition can be had, or NAME=URL")
    private List<String> urls = List.of();

    @Option(
            names = "--uncited",
            description = "accept the list name tranco without --list-id; nobody will be able to check the figures")
    private boolean uncited;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description =
                    "tranco, alexa, umbrella, majestic, crux, plain or zone, or NAME=FORMAT (default: found out from the content)")
    private List<String> formats = List.of();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            completionCandidates = Units.class,
            description =
                    "as-listed or registrable (default: as-listed; registrable for lists of host names, such as CrUX and Umbrella)")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--panel",
            paramLabel = "DATA",
            converter = LocationText.class,
            description = "scan every domain that ever published in this dataset too, outside the list's rates")
    private Optional<Path> panel = Optional.empty();

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            converter = LocationText.class,
            description = "whom not to scan, repeatable; lines \"exact|suffix|cidr VALUE DATE REASON\"")
    private List<Path> exclusions = List.of();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            converter = LocationText.class,
            description = "groups of domains for tables by group, repeatable; lines \"DOMAIN-OR-SUFFIX,GROUP\"")
    private List<Path> labels = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "read only the first N lines of each list")
    private Optional<Long> limit = Optional.empty();

    @Option(names = "--sample", paramLabel = "N", description = "scan only N names, drawn by the seed")
    private Optional<Long> sample = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "decides the order of the names and the sample (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--strict", description = "stop at the first malformed line instead of counting it")
    private boolean strict;

    /// Whether the list need not be cited, as when it is only looked at.
    private boolean onlyLookedAt;

    /// The lists are only looked at: no figure will come of it, so none need be cited.
    ListOptions onlyLookedAt() {
        onlyLookedAt = true;
        return this;
    }

    /// Makes a dataset the panel, unless the command line names one.
    void panelUnlessGiven(Path data) {
        panel = panel.or(() -> Optional.of(data));
    }

    /// Where the names come from.
    ///
    /// @throws ParameterException if the lists or what is said of them cannot be used
    ListSource source() {
        return given().source();
    }

    /// The name that the run's list has in the dataset.
    String listName() {
        return given().runListName();
    }

    /// Whom not to scan.
    Exclusions exclusions() throws UnusableListException {
        return Exclusions.read(exclusions);
    }

    /// Whether the unit is what is usual for the list.
    boolean unitIsUsual() {
        return unit.isEmpty();
    }

    /// How the lists are to be prepared.
    ///
    /// @param own the dataset that the run will belong to; as a panel it may still be missing
    /// @throws ParameterException if an option cannot be used
    PrepareSettings preparation(Exclusions excluded, Optional<Path> own, PreparationWatch watch)
            throws UnusableListException, IOException {
        GivenLists given = given();
        try {
            PrepareSettings settings = PrepareSettings.defaults()
                    .withSeed(seed)
                    .withStrict(strict)
                    .withCitation(given.citation())
                    .withExclusions(excluded)
                    .withWatch(watch);
            if (given.kind().isPresent()) {
                settings = settings.withKind(given.kind().get());
            }
            if (unit.isPresent()) {
                settings = settings.withUnit(Unit.ofCode(unit.get()));
            }
            if (limit.isPresent()) {
                settings = settings.withLimit(limit.get());
            }
            if (sample.isPresent()) {
                settings = settings.withSample(sample.get());
            }
            settings = settings.withLabels(Labels.read(labels));
            return panel.isPresent() ? settings.withPanel(PanelNames.of(panel.get(), own)) : settings;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Puts what a manifest keeps of these options.
    void describe(PrepareSettings settings, SortedMap<String, String> manifest) {
        settings.exclusions().sha256().ifPresent(sha256 -> manifest.put("exclusions_sha256", sha256));
        settings.labels().sha256().ifPresent(sha256 -> manifest.put("labels_sha256", sha256));
        limit.ifPresent(lines -> manifest.put("limit", Long.toString(lines)));
        sample.ifPresent(names -> manifest.put("sample", Long.toString(names)));
        panel.ifPresent(data -> manifest.put("panel", data.toString()));
        panel.ifPresent(_ ->
                manifest.put("panel_names", Integer.toString(settings.panel().size())));
        if (uncited) {
            manifest.put("uncited", "true");
        }
    }

    private GivenLists given() {
        return new GivenLists(lists, name, ids, dates, urls, formats, uncited || onlyLookedAt, spec.commandLine());
    }
}
