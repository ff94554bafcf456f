package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a sealed target file holds and where it came from: `_targets.seal`, lines of `key value`, the last of
/// them the digest of all before it.
///
/// It is written last, so where it stands, the files it names are whole.
record TargetSeal(
        String targetsSha256,
        String indexSha256,
        Unit unit,
        long seed,
        ListIdentity list,
        List<ListReading> readings,
        boolean labelled,
        Funnel funnel) {
    private static final String FORMAT = "2";

    /// Seals of format 1 have what format 2 has of a run of one list without labels and panel.
    private static final Set<String> READABLE_FORMATS = Set.of("1", FORMAT);

    String text() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("stsurvey-targets", FORMAT);
        lines.put("targets-sha256", targetsSha256);
        lines.put("index-sha256", indexSha256);
        lines.put("unit", unit.code());
        lines.put("seed", Long.toString(seed));
        putIdentity("list", list, lines);
        lines.put("labelled", Boolean.toString(labelled));
        lines.put("lists", Integer.toString(readings.size()));
        for (int i = 0; i < readings.size(); i++) {
            putReading(listKey(i), readings.get(i), lines);
            if (list.sources().isPresent()) {
                putIdentity(listKey(i), list.sources().get().get(i), lines);
            }
        }
        lines.put("read", Long.toString(funnel.read()));
        lines.put("malformed", Long.toString(funnel.malformed()));
        lines.put("duplicate", Long.toString(funnel.duplicate()));
        lines.put("collapsed", Long.toString(funnel.collapsed()));
        lines.put("excluded", Long.toString(funnel.excluded()));
        lines.put("unsampled", Long.toString(funnel.unsampled()));
        lines.put("panel", Long.toString(funnel.panel()));
        lines.put("targets", Long.toString(funnel.targets()));
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        return text + "seal " + digest(text.toString()) + "\n";
    }

    /// The names of the run's lists, in their order.
    List<String> listNames() {
        return readings.stream().map(ListReading::list).toList();
    }

    private static String listKey(int position) {
        return "list-" + (position + 1);
    }

    private static void putIdentity(String key, ListIdentity list, Map<String, String> lines) {
        lines.put(key + "-name", list.name());
        list.id().ifPresent(id -> lines.put(key + "-id", id));
        list.date().ifPresent(date -> lines.put(key + "-date", date.toString()));
        list.url().ifPresent(url -> lines.put(key + "-url", url));
        lines.put(key + "-sha256", list.sha256());
    }

    private static void putReading(String key, ListReading reading, Map<String, String> lines) {
        lines.put(key + "-name", reading.list());
        lines.put(key + "-packing", reading.packing());
        lines.put(key + "-format", reading.format());
        lines.put(key + "-lines", Long.toString(reading.lines()));
        lines.put(key + "-skipped", Long.toString(reading.skipped()));
        lines.put(key + "-read", Long.toString(reading.read()));
        lines.put(key + "-malformed", Long.toString(reading.malformed()));
    }

    /// The seal of a text; empty if it is no seal of ours, or not as it was written.
    static Optional<TargetSeal> parse(String text) {
        int last = text.lastIndexOf("seal ");
        String body = text.substring(0, Math.max(0, last));
        if (last < 0 || !text.equals(body + "seal " + digest(body) + "\n")) {
            return Optional.empty();
        }
        Map<String, String> lines = new LinkedHashMap<>();
        body.lines().forEach(line -> {
            String[] keyAndValue = line.split(" ", 2);
            lines.put(keyAndValue[0], keyAndValue[1]);
        });
        return READABLE_FORMATS.contains(lines.getOrDefault("stsurvey-targets", ""))
                ? Optional.of(of(new Fields(lines)))
                : Optional.empty();
    }

    private static TargetSeal of(Fields fields) {
        Funnel funnel = new Funnel(
                fields.number("read"),
                fields.number("malformed"),
                fields.number("duplicate"),
                fields.number("collapsed"),
                fields.number("excluded"),
                fields.number("unsampled"),
                fields.find("panel").map(Long::parseLong).orElse(0L),
                fields.number("targets"));
        ListIdentity list = identity("list", fields, Optional.empty());
        Optional<Integer> lists = fields.find("lists").map(Integer::parseInt);
        List<ListReading> readings = new ArrayList<>();
        List<ListIdentity> sources = new ArrayList<>();
        for (int i = 0; i < lists.orElse(0); i++) {
            readings.add(reading(listKey(i), fields));
            if (fields.find(listKey(i) + "-sha256").isPresent()) {
                sources.add(identity(listKey(i), fields, Optional.empty()));
            }
        }
        if (lists.isEmpty()) {
            readings.add(readingOfFormat1(fields, funnel));
        }
        return new TargetSeal(
                fields.text("targets-sha256"),
                fields.text("index-sha256"),
                Unit.ofCode(fields.text("unit")),
                fields.number("seed"),
                sources.isEmpty() ? list : identity("list", fields, Optional.of(sources)),
                List.copyOf(readings),
                fields.find("labelled").filter("true"::equals).isPresent(),
                funnel);
    }

    private static ListIdentity identity(String key, Fields fields, Optional<List<ListIdentity>> sources) {
        return new ListIdentity(
                fields.text(key + "-name"),
                fields.find(key + "-id"),
                fields.find(key + "-date").map(LocalDate::parse),
                fields.find(key + "-url"),
                fields.text(key + "-sha256"),
                sources.map(List::copyOf));
    }

    private static ListReading reading(String key, Fields fields) {
        return new ListReading(
                fields.text(key + "-name"),
                fields.text(key + "-packing"),
                fields.text(key + "-format"),
                fields.number(key + "-lines"),
                fields.number(key + "-skipped"),
                fields.number(key + "-read"),
                fields.number(key + "-malformed"));
    }

    private static ListReading readingOfFormat1(Fields fields, Funnel funnel) {
        return new ListReading(
                fields.text("list-name"),
                fields.text("list-packing"),
                fields.text("list-format"),
                fields.number("list-lines"),
                fields.number("list-skipped"),
                funnel.read(),
                funnel.malformed());
    }

    private static String digest(String body) {
        return Hashing.sha256().hashString(body, StandardCharsets.UTF_8).toString();
    }

    /// The seal's lines by their keys.
    private record Fields(Map<String, String> lines) {
        Optional<String> find(String key) {
            return Optional.ofNullable(lines.get(key));
        }

        String text(String key) {
            return find(key).orElseThrow();
        }

        long number(String key) {
            return Long.parseLong(text(key));
        }
    }
}
