package org.stsurvey.inputs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stsurvey.inputs.ListReader.ListLine;
import org.stsurvey.inputs.ListSource.Several.Part;
import org.stsurvey.inputs.ListedName.Place;

/// Reads the lists of a run one after the other: their names go to the distinct names, their malformed lines to
/// `_rejects.csv`.
///
/// The unit must be known before the first name is read, since only then is it known whether a public suffix is
/// malformed; so the heads of all lists are looked at first, and each list stays open from then on.
final class ListsReader {
    /// Every how many lines whoever looks on is told.
    private static final int WATCH_STEP = 100_000;

    private final PrepareSettings settings;
    private final PublicSuffixes suffixes;
    private final DistinctNames listed;
    private final DomainNames names = new DomainNames();
    private final boolean wantsFates;
    private long linesOfAll;

    ListsReader(PrepareSettings settings, PublicSuffixes suffixes, DistinctNames listed) {
        this.settings = settings;
        this.suffixes = suffixes;
        this.listed = listed;
        this.wantsFates = settings.watch().wantsFates();
    }

    /// What was read.
    record Result(Unit unit, List<ListReading> readings, List<ListIdentity> identities) {
        long read() {
            return readings.stream().mapToLong(ListReading::read).sum();
        }

        long malformed() {
            return readings.stream().mapToLong(ListReading::malformed).sum();
        }

        String nameOf(Place place) {
            return readings.get(place.list()).list();
        }
    }

    Result readAll(List<Part> parts, Scratch scratch) throws IOException, UnusableListException {
        List<ListReader> readers = new ArrayList<>();
        try (RejectsFile rejects = new RejectsFile(scratch, parts.size() > 1)) {
            for (Part part : parts) {
                readers.add(ListReader.open(part.source(), part.kind(), settings.limits()));
            }
            Unit unit = settings.unit().orElseGet(() -> usualUnit(parts, readers));
            List<ListReading> readings = new ArrayList<>();
            List<ListIdentity> identities = new ArrayList<>();
            for (int list = 0; list < parts.size(); list++) {
                Part part = parts.get(list);
                readings.add(read(list, part.listName(), readers.get(list), unit, rejects));
                identities.add(part.citation()
                        .identify(part.listName(), readers.get(list).sha256()));
            }
            return new Result(unit, List.copyOf(readings), List.copyOf(identities));
        } finally {
            closeAll(readers);
        }
    }

    /// Registrable domains if one of the lists is one of host names.
    private Unit usualUnit(List<Part> parts, List<ListReader> readers) {
        for (int list = 0; list < parts.size(); list++) {
            Part part = parts.get(list);
            ListReader reader = readers.get(list);
            boolean hosts = part.kind()
                    .map(ListKind::listsHosts)
                    .orElseGet(() -> HostLists.isOne(part.listName(), reader.format(), reader.firstRows(), suffixes));
            if (hosts) {
                return Unit.REGISTRABLE;
            }
        }
        return Unit.AS_LISTED;
    }

    /// Reads one list up to its end or the limit.
    private ListReading read(int list, String listName, ListReader reader, Unit unit, RejectsFile rejects)
            throws IOException, UnusableListException {
        long read = 0;
        long malformedLines = 0;
        long noText = 0;
        Optional<String> firstFault = Optional.empty();
        while (read < settings.limit().orElse(Long.MAX_VALUE)) {
            Optional<ListLine> next = reader.next();
            if (next.isEmpty()) {
                break;
            }
            tellProgress();
            RawLine line = next.get().raw();
            switch (normalised(next.get().row(), unit)) {
                case Row.Skipped _ -> {
                    // What was given and not read is what was skipped.
                }
                case Row.Named(long rank, String name) -> {
                    read++;
                    listed.add(new Place(list, rank, line.number()), name);
                }
                case Malformed malformed -> {
                    read++;
                    malformedLines++;
                    noText += malformed.reason().isOfWholeLine() ? 1 : 0;
                    if (settings.strict()) {
                        throw malformedLine(reader.name(), fault(line, malformed));
                    }
                    if (firstFault.isEmpty()) {
                        firstFault = Optional.of(fault(line, malformed));
                    }
                    rejects.add(listName, line, malformed.reason());
                    if (wantsFates) {
                        settings.watch()
                                .became(new Fate.Rejected(
                                        new Fate.At(listName, line.number()),
                                        malformed.reason(),
                                        why(line, malformed)));
                    }
                }
            }
        }
        if (read == malformedLines) {
            throw namesNothing(reader, firstFault);
        }
        if (noText * 2 > read) {
            throw noText(reader, noText, read, firstFault.orElseThrow());
        }
        return reader.result(listName, read, malformedLines);
    }

    private void tellProgress() {
        if (++linesOfAll % WATCH_STEP == 0) {
            settings.watch().reached(linesOfAll, 0);
        }
    }

    /// The row with its name in normal form, by registrable domain as a [CountedName], or why there is none.
    private Row normalised(Row row, Unit unit) {
        if (!(row instanceof Row.Named(long rank, String written))) {
            return row;
        }
        return switch (names.read(written)) {
            case Malformed malformed -> malformed;
            case NameReading.DomainName(String name) ->
                switch (unit) {
                    case AS_LISTED -> new Row.Named(rank, name);
                    case REGISTRABLE ->
                        suffixes.registeredDomain(name)
                                .<Row>map(domain -> new Row.Named(rank, CountedName.of(name, domain)))
                                .orElseGet(() -> new Malformed(RejectReason.PUBLIC_SUFFIX, name));
                };
        };
    }

    private static void closeAll(List<ListReader> readers) throws UnusableListException {
        for (ListReader reader : readers) {
            reader.close();
        }
    }

    private static String fault(RawLine line, Malformed malformed) {
        return "line %d: %s".formatted(line.number(), why(line, malformed));
    }

    /// Of a line that could not be read at all, its own excerpt says more: bytes that are no text, and its true length.
    private static String why(RawLine line, Malformed malformed) {
        return malformed.reason().isOfWholeLine()
                ? malformed.reason().explainShown(Excerpt.of(line))
                : malformed.sentence();
    }

    private static UnusableListException malformedLine(String list, String fault) {
        return new UnusableListException(
                "list %s %s; correct the line, or leave out --strict to skip such lines and count them"
                        .formatted(list, fault));
    }

    /// A few lines of junk are malformed lines; where most are, the file is damaged and what is left of it no list.
    private static UnusableListException noText(ListReader list, long noText, long read, String firstFault) {
        return new UnusableListException(
                "list %s: %,d of its %,d lines are no text, from %s; the file is damaged, fetch it again"
                        .formatted(list.name(), noText, read, firstFault));
    }

    private static UnusableListException namesNothing(ListReader list, Optional<String> firstFault) {
        if (firstFault.isPresent()) {
            return new UnusableListException(
                    "list %s: none of its lines names a domain, %s; is it a domain list? It was read as: %s (--format reads it otherwise)"
                            .formatted(
                                    list.name(), firstFault.get(), list.format().description()));
        }
        return new UnusableListException(
                list.format() instanceof ZoneFile
                        ? "list %s: this zone delegates no name (it has no NS record below its own name); a list needs at least one domain"
                                .formatted(list.name())
                        : "list %s: it is empty, or all blank lines and comments; a list needs at least one domain"
                                .formatted(list.name()));
    }
}
