package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.Exclusion;
import org.stsurvey.inputs.Fate;
import org.stsurvey.inputs.PreparationWatch;
import org.stsurvey.inputs.PublicSuffix;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.inputs.RejectReason;
import org.stsurvey.inputs.Target;

/// What `inputs check` gathers while a list is prepared: counts by reason, and of each kind the first few.
final class ListFindings implements PreparationWatch {

    private final int examples;
    private final PreparationWatch progress;
    private final Consumer<Fate> each;
    private final boolean all;
    private final PublicSuffixes suffixes = PublicSuffixes.bundled();
    private final DomainNames names = new DomainNames();

    private final Map<RejectReason, Some<Fate.Rejected>> rejected = new EnumMap<>(RejectReason.class);
    private final Map<Exclusion.Kind, Long> excludedByKind = new EnumMap<>(Exclusion.Kind.class);
    private final Map<PublicSuffix.Section, Long> sections = new EnumMap<>(PublicSuffix.Section.class);
    private final TreeMap<String, Long> groups = new TreeMap<>();
    private final Some<Fate.Duplicate> duplicates = new Some<>();
    private final Some<Fate.Collapsed> collapsed = new Some<>();
    private final Some<Fate.Excluded> excluded = new Some<>();
    private final Some<Target> scanned = new Some<>();
    private final Some<Target> panel = new Some<>();
    private long internationalised;
    private long withoutGroup;

    /// The first few of many, and how many they are.
    final class Some<T> {
        private final List<T> first = new ArrayList<>();
        private long count;

        private void add(T one) {
            count++;
            if (first.size() < examples) {
                first.add(one);
            }
        }

        List<T> first() {
            return first;
        }

        long count() {
            return count;
        }
    }

    /// @param examples how many to keep of each kind
    /// @param progress is told how far the preparation is
    /// @param each is told what became of each line and name, if `all`
    ListFindings(int examples, PreparationWatch progress, Consumer<Fate> each, boolean all) {
        this.examples = examples;
        this.progress = progress;
        this.each = each;
        this.all = all;
    }

    @Override
    public boolean wantsFates() {
        return all || examples > 0;
    }

    @Override
    public void reached(long lines, long targets) {
        progress.reached(lines, targets);
    }

    @Override
    public void became(Fate fate) {
        if (all) {
            each.accept(fate);
        }
        switch (fate) {
            case Fate.Rejected line ->
                rejected.computeIfAbsent(line.reason(), _ -> new Some<>()).add(line);
            case Fate.Duplicate line -> duplicates.add(line);
            case Fate.Collapsed name -> collapsed.add(name);
            case Fate.Excluded name -> {
                excluded.add(name);
                excludedByKind.merge(name.by().kind(), 1L, Long::sum);
            }
            case Fate.Unsampled _ -> {
                // Its number is in the funnel, and there is no more to say.
            }
            case Fate.Scanned(Target target) -> scanned(target);
        }
    }

    private void scanned(Target target) {
        (target.panel() ? panel : scanned).add(target);
        sections.merge(suffixes.suffixOf(target.domain()).section(), 1L, Long::sum);
        internationalised += names.display(target.domain()).isPresent() ? 1 : 0;
        target.groups().ifPresent(own -> {
            own.forEach(group -> groups.merge(group, 1L, Long::sum));
            withoutGroup += own.isEmpty() ? 1 : 0;
        });
    }

    Map<RejectReason, Some<Fate.Rejected>> rejected() {
        return rejected;
    }

    Some<Fate.Duplicate> duplicates() {
        return duplicates;
    }

    Some<Fate.Collapsed> collapsed() {
        return collapsed;
    }

    Some<Fate.Excluded> excluded() {
        return excluded;
    }

    Map<Exclusion.Kind, Long> excludedByKind() {
        return excludedByKind;
    }

    Map<PublicSuffix.Section, Long> sections() {
        return sections;
    }

    Map<String, Long> groups() {
        return groups;
    }

    long withoutGroup() {
        return withoutGroup;
    }

    long internationalised() {
        return internationalised;
    }

    Some<Target> scanned() {
        return scanned;
    }

    Some<Target> panel() {
        return panel;
    }
}
