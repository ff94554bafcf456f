package org.stsurvey.inputs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stsurvey.inputs.DistinctNames.Repeats;
import org.stsurvey.inputs.ListedName.Place;
import org.stsurvey.inputs.Target.ListRank;
import org.stsurvey.inputs.TargetFileWriter.Written;

/// Merges the names that were read down to the unit, adds the panel, leaves out who is excluded or not in the
/// sample, and writes the rest as targets, in the run's order.
///
/// The order is random with respect to everything but the name, so its first names are a fair sample.
final class TargetSelection {
    /// Every how many targets whoever looks on is told.
    private static final int WATCH_STEP = 100_000;

    private final PrepareSettings settings;
    private final ListsReader.Result read;
    private final boolean wantsFates;
    private long distinct;
    private long inUnit;
    private long excluded;
    private long unsampled;
    private long panel;
    private long sampled;
    private long targets;

    TargetSelection(PrepareSettings settings, ListsReader.Result read) {
        this.settings = settings;
        this.read = read;
        this.wantsFates = settings.watch().wantsFates();
    }

    /// Writes the targets.
    ///
    /// @param listed the names as they were listed, by registrable domain as [CountedName]s; empty afterwards
    /// @param merged for names in the unit, if that is another one
    Written write(DistinctNames listed, DistinctNames merged, Scratch scratch) throws IOException {
        TargetLine lines = new TargetLine(
                read.readings().stream().map(ListReading::list).toList(),
                !settings.labels().isEmpty());
        try (TargetFileWriter writer = new TargetFileWriter(scratch, lines);
                ExcludedFile excludedFile = new ExcludedFile(scratch)) {
            DistinctNames.Sink select = name -> select(name, writer, excludedFile);
            switch (read.unit()) {
                case AS_LISTED -> {
                    addPanel(listed);
                    listed.drainTo(select, duplicates());
                    distinct = inUnit;
                }
                case REGISTRABLE -> {
                    listed.drainTo(name -> merge(name, merged), duplicates());
                    // Looked at again is the very name that published, whatever the unit of this run.
                    addPanel(merged);
                    merged.drainTo(select, Repeats.IGNORED);
                }
            }
            return writer.finish();
        }
    }

    Funnel funnel() {
        return new Funnel(
                read.read(),
                read.malformed(),
                read.read() - read.malformed() - distinct,
                distinct - inUnit,
                excluded,
                unsampled,
                panel,
                targets);
    }

    private void addPanel(DistinctNames names) throws IOException {
        for (String name : settings.panel()) {
            names.add(Place.ON_PANEL, name);
        }
    }

    private Repeats duplicates() {
        if (!wantsFates) {
            return Repeats.IGNORED;
        }
        return (name, place) -> {
            if (place.list() != ListedName.PANEL) {
                settings.watch().became(new Fate.Duplicate(at(place), CountedName.name(name)));
            }
        };
    }

    private void merge(ListedName name, DistinctNames merged) throws IOException {
        distinct++;
        String domain = CountedName.domain(name.name());
        for (Place place : name.places()) {
            merged.add(place, domain);
        }
        if (wantsFates && !domain.equals(name.name())) {
            settings.watch().became(new Fate.Collapsed(at(name.place()), CountedName.name(name.name()), domain));
        }
    }

    private void select(ListedName name, TargetFileWriter writer, ExcludedFile excludedFile) throws IOException {
        if (name.isListed()) {
            inUnit++;
        }
        Optional<Exclusion> exclusion = settings.exclusions().covering(name.name());
        if (exclusion.isPresent()) {
            excluded += name.isListed() ? 1 : 0;
            excludedFile.add(name.name(), exclusion.get());
            if (wantsFates) {
                Optional<Fate.At> at = name.isListed() ? Optional.of(at(name.place())) : Optional.empty();
                settings.watch().became(new Fate.Excluded(at, name.name(), exclusion.get()));
            }
            return;
        }
        if (!name.isListed()) {
            panel++;
            scan(panelTarget(name), writer);
        } else if (sampled < settings.sample().orElse(Long.MAX_VALUE)) {
            sampled++;
            scan(listedTarget(name), writer);
        } else {
            unsampled++;
            if (name.onPanel()) {
                panel++;
                scan(panelTarget(name), writer);
            } else if (wantsFates) {
                settings.watch().became(new Fate.Unsampled(at(name.place()), name.name()));
            }
        }
    }

    private void scan(Target target, TargetFileWriter writer) throws IOException {
        writer.add(target);
        targets++;
        if (wantsFates) {
            settings.watch().became(new Fate.Scanned(target));
        }
        if (targets % WATCH_STEP == 0) {
            settings.watch()
                    .reached(
                            read.readings().stream()
                                    .mapToLong(ListReading::lines)
                                    .sum(),
                            targets);
        }
    }

    private Target listedTarget(ListedName name) {
        List<ListRank> lists = read.readings().size() == 1
                ? List.of()
                : name.places().stream()
                        .map(place -> new ListRank(read.nameOf(place), rank(place)))
                        .toList();
        return new Target(targets, rank(name.place()), name.place().line(), name.name(), lists, groups(name.name()));
    }

    private Target panelTarget(ListedName name) {
        return new Target(targets, OptionalLong.empty(), Target.NO_LINE, name.name(), List.of(), groups(name.name()));
    }

    private Optional<List<String>> groups(String name) {
        return settings.labels().isEmpty()
                ? Optional.empty()
                : Optional.of(settings.labels().groupsOf(name));
    }

    private Fate.At at(Place place) {
        return new Fate.At(read.nameOf(place), place.line());
    }

    private static OptionalLong rank(Place place) {
        return place.rank() == ListedName.NO_RANK ? OptionalLong.empty() : OptionalLong.of(place.rank());
    }
}
