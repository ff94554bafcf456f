package org.stsurvey.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stsurvey.inputs.Fate;
import org.stsurvey.inputs.Funnel;
import org.stsurvey.inputs.ListIdentity;
import org.stsurvey.inputs.ListReading;
import org.stsurvey.inputs.PreparedList;

/// What `inputs check` found, as one line of JSON; the shape is part of the command's contract.
final class ListFindingsJson {

    private ListFindingsJson() {}

    static String of(PreparedList prepared, ListFindings findings, boolean unitIsUsual) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("list", identity(prepared.list()));
        object.put(
                "readings",
                prepared.readings().stream().map(ListFindingsJson::reading).toList());
        object.put("unit", prepared.unit().code());
        object.put("unit_is_usual", unitIsUsual);
        object.put("seed", prepared.seed());
        object.put("funnel", funnel(prepared.funnel()));
        if (findings.wantsFates()) {
            putDetails(findings, object);
        }
        return JsonLine.of(object);
    }

    private static Map<String, Object> identity(ListIdentity list) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", list.name());
        list.id().ifPresent(id -> object.put("id", id));
        list.date().ifPresent(date -> object.put("date", date.toString()));
        list.url().ifPresent(url -> object.put("url", url));
        object.put("sha256", list.sha256());
        list.sources()
                .ifPresent(sources -> object.put(
                        "sources",
                        sources.stream().map(ListFindingsJson::identity).toList()));
        return object;
    }

    private static Map<String, Object> reading(ListReading reading) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("list", reading.list());
        object.put("packing", reading.packing());
        object.put("format", reading.format());
        object.put("lines", reading.lines());
        object.put("skipped", reading.skipped());
        object.put("read", reading.read());
        object.put("malformed", reading.malformed());
        return object;
    }

    private static Map<String, Object> funnel(Funnel funnel) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("read", funnel.read());
        object.put("malformed", funnel.malformed());
        object.put("duplicate", funnel.duplicate());
        object.put("collapsed", funnel.collapsed());
        object.put("excluded", funnel.excluded());
        object.put("unsampled", funnel.unsampled());
        object.put("panel", funnel.panel());
        object.put("targets", funnel.targets());
        return object;
    }

    private static void putDetails(ListFindings findings, Map<String, Object> object) {
        Map<String, Object> malformed = new LinkedHashMap<>();
        findings.rejected().forEach((reason, lines) -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("lines", lines.count());
            of.put("explanation", reason.explanation());
            of.put("examples", fates(lines.first()));
            malformed.put(reason.code(), of);
        });
        object.put("malformed", malformed);
        object.put("duplicate", fates(findings.duplicates().first()));
        object.put("collapsed", fates(findings.collapsed().first()));
        Map<String, Object> excluded = new LinkedHashMap<>();
        findings.excludedByKind().forEach((kind, names) -> excluded.put(kind.code(), names));
        excluded.put("examples", fates(findings.excluded().first()));
        object.put("excluded", excluded);
        Map<String, Object> suffixes = new LinkedHashMap<>();
        findings.sections().forEach((section, names) -> suffixes.put(section.code(), names));
        object.put("public_suffixes", suffixes);
        object.put("internationalised", findings.internationalised());
        object.put("groups", findings.groups());
        object.put("without_group", findings.withoutGroup());
        object.put(
                "targets",
                findings.scanned().first().stream()
                        .map(target -> FateText.object(new Fate.Scanned(target)))
                        .toList());
        object.put(
                "panel",
                findings.panel().first().stream()
                        .map(target -> FateText.object(new Fate.Scanned(target)))
                        .toList());
    }

    private static List<Map<String, Object>> fates(List<? extends Fate> fates) {
        return fates.stream().map(FateText::object).toList();
    }
}
