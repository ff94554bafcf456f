package org.stsurvey.cli;

import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stsurvey.inputs.ListCitation;
import org.stsurvey.inputs.ListKind;
import org.stsurvey.inputs.ListSource;
import org.stsurvey.inputs.ListSource.Several;
import org.stsurvey.scanner.dataset.remote.Locations;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The lists that a command line gives, and what it says of each: of a single list plainly (`--list-id XK2N`),
/// of one of several by its name (`--list-id tranco=XK2N`).
final class GivenLists {

    private static final String STANDARD_INPUT = "-";

    private final List<String> lists;
    private final Optional<String> name;
    private final List<String> ids;
    private final List<String> dates;
    private final List<String> urls;
    private final List<String> formats;
    private final boolean mayBeUncited;
    private final CommandLine command;
    private final List<Several.Part> parts;

    /// @param name of the run's list
    /// @throws ParameterException if the lists or what is said of them cannot be used
    GivenLists(
            List<String> lists,
            Optional<String> name,
            List<String> ids,
            List<String> dates,
            List<String> urls,
            List<String> formats,
            boolean mayBeUncited,
            CommandLine command) {
        this.lists = lists;
        this.name = name;
        this.ids = ids;
        this.dates = dates;
        this.urls = urls;
        this.formats = formats;
        this.mayBeUncited = mayBeUncited;
        this.command = command;
        this.parts = readParts();
    }

    ListSource source() {
        return parts.size() == 1 ? parts.getFirst().source() : several();
    }

    /// The name that the run's list has in the dataset.
    String runListName() {
        return parts.size() == 1
                ? parts.getFirst().listName()
                : name.orElseGet(() -> several().usualListName());
    }

    /// What the run's list is; several lists have their own citations.
    ListCitation citation() {
        return parts.size() == 1 ? parts.getFirst().citation() : ListCitation.named(runListName());
    }

    /// How a single list is written, if that was said.
    Optional<ListKind> kind() {
        return parts.getFirst().kind();
    }

    private List<Several.Part> readParts() {
        List<Named> named = lists.stream().map(this::named).toList();
        if (named.stream().filter(list -> list.file().equals(STANDARD_INPUT)).count() > 1) {
            throw refused("standard input (-) is given twice, and can be read once");
        }
        List<String> names = named.stream().map(this::nameOf).toList();
        Map<String, String> idOf = valuesByList("--list-id", ids, names);
        Map<String, String> dateOf = valuesByList("--list-date", dates, names);
        Map<String, String> urlOf = valuesByList("--list-url", urls, names);
        Map<String, String> formatOf = valuesByList("--format", formats, names);
        List<Several.Part> read = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            String list = names.get(i);
            try {
                ListCitation citation = new ListCitation(
                        Optional.of(list),
                        Optional.ofNullable(idOf.get(list)),
                        Optional.ofNullable(dateOf.get(list)).map(this::date),
                        Optional.ofNullable(urlOf.get(list)));
                requireCitable(citation, named.get(i));
                read.add(new Several.Part(
                        named.get(i).source(),
                        citation,
                        Optional.ofNullable(formatOf.get(list)).map(ListKind::ofCode)));
            } catch (IllegalArgumentException e) {
                throw refused(String.valueOf(e.getMessage()), e);
            }
        }
        return List.copyOf(read);
    }

    /// A list as given: its file, and its name if that was given too.
    private record Named(Optional<String> name, String file) {
        ListSource.Single source() {
            return file.equals(STANDARD_INPUT)
                    ? ListSource.standardInput(System.in)
                    : ListSource.of(Locations.of(file));
        }
    }

    /// `NAME=FILE`, unless there is a file that is called so.
    private Named named(String list) {
        int equals = list.indexOf('=');
        boolean hasName = equals > 0 && list.substring(0, equals).matches("[a-z0-9][a-z0-9-]*");
        if (!hasName || Files.exists(Locations.of(list))) {
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
        if (gap.isPresent() && list.name().isPresent() && !mayBeUncited) {
            throw refused(gap.get() + "; add --list-id ID, or --uncited if it shall not be cited");
        }
    }

    private Several several() {
        try {
            return new Several(parts);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(command, message);
    }

    private ParameterException refused(String message, Throwable cause) {
        return new ParameterException(command, message, cause);
    }
}
