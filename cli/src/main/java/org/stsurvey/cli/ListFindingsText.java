package org.stsurvey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stsurvey.inputs.Fate;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.inputs.ListIdentity;
import org.stsurvey.inputs.ListReading;
import org.stsurvey.inputs.PreparedList;
import org.stsurvey.inputs.Target;
import org.stsurvey.inputs.Unit;

/// What `inputs check` found, for people.
final class ListFindingsText {

    private final PreparedList prepared;
    private final ListFindings findings;
    private final boolean unitIsUsual;
    private final List<String> lines = new ArrayList<>();

    ListFindingsText(PreparedList prepared, ListFindings findings, boolean unitIsUsual) {
        this.prepared = prepared;
        this.findings = findings;
        this.unitIsUsual = unitIsUsual;
    }

    List<String> lines() {
        lists();
        lines.add("unit    " + unit());
        lines.add("");
        funnel(prepared.funnel()).forEach(lines::add);
        if (findings.wantsFates()) {
            notScanned();
            scanned();
        }
        return List.copyOf(lines);
    }

    private void lists() {
        ListIdentity list = prepared.list();
        List<ListIdentity> sources = list.sources().orElseGet(() -> List.of(list));
        for (int i = 0; i < sources.size(); i++) {
            ListReading reading = prepared.readings().get(i);
            lines.add("list    " + citation(sources.get(i)));
            lines.add("sha256  " + sources.get(i).sha256());
            lines.add("read    " + (reading.packing().equals("none") ? "" : reading.packing() + ", ") + reading.format()
                    + number("; %,d lines", reading.lines())
                    + number(
                            ", %,d of them skipped (blank, comment, header, or naming nothing new)",
                            reading.skipped()));
            if (reading.malformed() * 2 > reading.read()) {
                lines.add(number(
                        "        more than half of its lines (%,d) name no domain: is it read rightly? --format reads it otherwise",
                        reading.malformed()));
            }
        }
        if (sources.size() > 1) {
            lines.add("as      " + list.name() + ", sha256 " + list.sha256());
        }
    }

    private static String citation(ListIdentity list) {
        return list.name()
                + list.id().map(id -> ", id " + SafeText.of(id)).orElse("")
                + list.date().map(date -> ", of " + date).orElse("")
                + list.url().map(url -> ", " + SafeText.of(url)).orElse("");
    }

    private String unit() {
        String unit = prepared.unit().code();
        if (!unitIsUsual || prepared.unit() == Unit.AS_LISTED) {
            return unit;
        }
        return unit + ", since this is a list of host names; --unit as-listed scans each of them";
    }

    /// The funnel from the lines read to the targets, one count a line.
    static List<String> funnel(Funnel funnel) {
        List<String> lines = new ArrayList<>(ScanText.untilTargets(funnel));
        lines.add(ScanText.count(funnel.targets(), "names to scan"));
        return lines;
    }

    private void notScanned() {
        findings.rejected().forEach((reason, some) -> {
            heading(number("malformed, %,d lines: ", some.count()) + reason.code() + ", " + reason.explanation());
            some.first().forEach(line -> lines.add("  " + place(line.at()) + ": " + line.why()));
        });
        show(
                "duplicate: another line has the name",
                findings.duplicates(),
                line -> place(line.at()) + ": " + line.name());
        show(
                "below a registrable domain, and counted as that",
                findings.collapsed(),
                name -> place(name.at()) + ": " + name.name() + " as " + name.into());
        show(
                "excluded (" + counts(findings.excludedByKind(), kind -> kind.code()) + ")",
                findings.excluded(),
                name -> name.name() + ": " + FateText.because(name.by()));
    }

    private void scanned() {
        show("scanned, in this order", findings.scanned(), ListFindingsText::target);
        show("scanned too, for the panel and outside the list's rates", findings.panel(), ListFindingsText::target);
        if (!findings.sections().isEmpty()) {
            heading("public suffixes: " + counts(findings.sections(), section -> section.code()));
        }
        if (findings.internationalised() > 0) {
            lines.add(number("internationalised names: %,d", findings.internationalised()));
        }
        if (!findings.groups().isEmpty() || findings.withoutGroup() > 0) {
            lines.add("groups: " + counts(findings.groups(), SafeText::of)
                    + number("; without group %,d", findings.withoutGroup()));
        }
    }

    private static String target(Target target) {
        return (target.domain() + "  " + FateText.details(target)).stripTrailing();
    }

    private <T> void show(String heading, ListFindings.Some<T> some, Function<T, String> text) {
        if (some.count() > 0) {
            heading(heading + number(", %,d", some.count()));
            some.first().forEach(one -> lines.add("  " + text.apply(one)));
            if (some.count() > some.first().size()) {
                lines.add("  ...");
            }
        }
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private String place(Fate.At at) {
        return (prepared.readings().size() > 1 ? at.list() + " " : "") + "line " + at.line();
    }

    private static <K> String counts(Map<K, Long> counts, Function<K, String> name) {
        return counts.entrySet().stream()
                .map(entry -> name.apply(entry.getKey()) + number(" %,d", entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }
}
