package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.Labels;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListKind;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.ListSource.Several;
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

    private static final String STANDARD_INPUT = "-";

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
            description =
                    "tranco, alexa, umbrella, majestic, crux, plain or zone, or NAME=FORMAT (default: found out from the content)")
    private List<String> formats = List.of();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description =
                    "as-listed or registrable (default: as-listed; registrable for lists of host names, such as CrUX and Umbrella)")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--panel",
            paramLabel = "DATA",
            description = "scan every domain that ever published in this dataset too, outside the list's rates")
    private Optional<Path> panel = Optional.empty();

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "whom not to scan, repeatable; lines \"exact|suffix|cidr VALUE DATE REASON\"")
    private List<Path> exclusions = List.of();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
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

    /// Where the names come from.
    ///
    /// @throws ParameterException if the lists or what is said of them cannot be used
    ListSource source() {
        List<Several.Part> parts = parts();
        return parts.size() == 1 ? parts.getFirst().source() : several(parts);
    }

    /// The name that the run's list has in the dataset.
    String listName() {
        List<Several.Part> parts = parts();
        return parts.size() == 1
                ? parts.getFirst().listName()
                : name.orElseGet(() -> several(parts).usualListName());
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
        List<Several.Part> parts = parts();
        try {
            ListCitation citation = parts.size() == 1
                    ? parts.getFirst().citation()
                    : ListCitation.named(name.orElseGet(() -> several(parts).usualListName()));
            PrepareSettings settings = PrepareSettings.defaults()
                    .withSeed(seed)
                    .withStrict(strict)
                    .withCitation(citation)
                    .withExclusions(excluded)
                    .withWatch(watch);
            if (parts.getFirst().kind().isPresent()) {
                settings = settings.withKind(parts.getFirst().kind().get());
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
            throw refused(String.valueOf(e.getMessage()), e);
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

    private List<Several.Part> parts() {
        List<Named> named = lists.stream().map(this::named).toList();
        if (named.stream().filter(list -> list.file().equals(STANDARD_INPUT)).count() > 1) {
            throw refused("standard input (-) is given twice, and can be read once");
        }
        List<String> names = named.stream().map(this::nameOf).toList();
        Map<String, String> idOf = valuesByList("--list-id", ids, names);
        Map<String, String> dateOf = valuesByList("--list-date", dates, names);
        Map<String, String> urlOf = valuesByList("--list-url", urls, names);
        Map<String, String> formatOf = valuesByList("--format", formats, names);
        List<Several.Part> parts = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            String list = names.get(i);
            try {
                ListCitation citation = new ListCitation(
                        Optional.of(list),
                        Optional.ofNullable(idOf.get(list)),
                        Optional.ofNullable(dateOf.get(list)).map(this::date),
                        Optional.ofNullable(urlOf.get(list)));
                requireCitable(citation, named.get(i));
                parts.add(new Several.Part(
                        named.get(i).source(),
                        citation,
                        Optional.ofNullable(formatOf.get(list)).map(ListKind::ofCode)));
            } catch (IllegalArgumentException e) {
                throw refused(String.valueOf(e.getMessage()), e);
            }
        }
        return parts;
    }

    /// A list as given: its file, and its name if that was given too.
    private record Named(Optional<String> name, String file) {
        ListSource.Single source() {
            return file.equals(STANDARD_INPUT) ? ListSource.standardInput(System.in) : ListSource.of(Path.of(file));
        }
    }

    /// `NAME=FILE`, unless there is a file that is called so.
    private Named named(String list) {
        int equals = list.indexOf('=');
        boolean hasName = equals > 0 && list.substring(0, equals).matches("[a-z0-9][a-z0-9-]*");
        if (!hasName || Files.exists(Path.of(list))) {
            return new Named(lists.size() == 1 ? name : Optional.empty(), list);
        }
        String listName = list.substring(0, equals);
        if (lists.size() == 1 && name.filter(other -> !other.equals(listName)).isPresent()) {
            throw refused("list " + list + " has the name " + listName + ", and --list-name says " + name.get()
                    + "; give one of them");
        }
        return new Named(Optional.of(listName), list.substring(equals + 1));
    }

    private String nameOf(Named list) {
        return list.name().orElseGet(() -> list.source().usualListName());
    }

    /// What an option says of each list: of the only one plainly, of one of several as `NAME=VALUE`.
    private Map<String, String> valuesByList(String option, List<String> values, List<String> names) {
        Map<String, String> valueOf = new HashMap<>();
        for (String value : values) {
            Optional<String> list =
                    names.stream().filter(one -> value.startsWith(one + "=")).findFirst();
            if (list.isEmpty() && names.size() > 1) {
                throw refused(option + " " + value + " does not say of which list; write " + option
                        + " NAME=VALUE, where NAME is one of " + String.join(", ", names));
            }
            String key = list.orElseGet(names::getFirst);
            String said = list.isPresent() ? value.substring(key.length() + 1) : value;
            if (valueOf.put(key, said) != null) {
                throw refused(option + " is given twice for list " + key);
            }
        }
        return valueOf;
    }

    private LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw refused("--list-date " + text + " is no date; write it as 2026-11-01", e);
        }
    }

    /// A name that only comes from the file's may be a coincidence; one that is given is a claim.
    private void requireCitable(ListCitation citation, Named list) {
        Optional<String> gap = citation.gap();
        if (gap.isPresent() && list.name().isPresent() && !uncited && !onlyLookedAt) {
            throw refused(gap.get() + "; add --list-id ID, or --uncited if it shall not be cited");
        }
    }

    private Several several(List<Several.Part> parts) {
        try {
            return new Several(parts);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private ParameterException refused(String message, Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
