package org.stsurvey.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.Exclusions;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.PrepareSettings;
import org.stsurvey.inputs.Unit;
import org.stsurvey.inputs.UnusableListException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The list of a scan and how it is prepared.
final class ListOptions {

    private static final String STANDARD_INPUT = "-";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LIST",
            description =
                    "file of domains, or - for standard input: \"rank,domain\" lines or plain names, plain, .gz or .zip")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String list;

    @Option(
            names = "--list-name",
            paramLabel = "NAME",
            description = "short name of the list, lower case (default: from the file's name)")
    private Optional<String> name = Optional.empty();

    @Option(names = "--list-id", paramLabel = "ID", description = "the publisher's id of this edition, for citing it")
    private Optional<String> id = Optional.empty();

    @Option(names = "--list-date", paramLabel = "DATE", description = "day of this edition, YYYY-MM-DD")
    private Optional<LocalDate> date = Optional.empty();

    @Option(names = "--list-url", paramLabel = "URL", description = "where this edition can be had")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "as-listed or registrable (default: as-listed; registrable for CrUX and Umbrella)")
    private Optional<String> unit = Optional.empty();

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "whom not to scan, repeatable; lines \"exact|suffix|cidr VALUE DATE REASON\"")
    private List<Path> exclusions = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "read only the first N lines of the list")
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

    ListSource source() {
        return list.equals(STANDARD_INPUT) ? ListSource.standardInput(System.in) : ListSource.of(Path.of(list));
    }

    /// The name that the list has in the dataset.
    String listName() {
        return name.orElseGet(() -> source().usualListName());
    }

    /// Whom not to scan.
    Exclusions exclusions() throws UnusableListException {
        return Exclusions.read(exclusions);
    }

    /// How the list is to be prepared.
    ///
    /// @throws ParameterException if an option cannot be used
    PrepareSettings preparation(Exclusions excluded) {
        try {
            PrepareSettings settings = PrepareSettings.defaults()
                    .withSeed(seed)
                    .withStrict(strict)
                    .withCitation(new ListCitation(Optional.of(listName()), id, date, url))
                    .withExclusions(excluded);
            if (unit.isPresent()) {
                settings = settings.withUnit(Unit.ofCode(unit.get()));
            }
            if (limit.isPresent()) {
                settings = settings.withLimit(limit.get());
            }
            return sample.isPresent() ? settings.withSample(sample.get()) : settings;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
