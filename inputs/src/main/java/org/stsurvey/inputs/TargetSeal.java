package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a sealed target file holds and where it came from: `_targets.seal`, lines of `key value`, the last of them the
/// digest of all before it.
///
/// It is written last, so where it stands, the files it names are whole.
record TargetSeal(
        String targetsSha256,
        String indexSha256,
        Unit unit,
        long seed,
        ListIdentity list,
        ListShape shape,
        Funnel funnel) {
    private static final String FORMAT = "1";

    String text() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("stsurvey-targets", FORMAT);
        lines.put("targets-sha256", targetsSha256);
        lines.put("index-sha256", indexSha256);
        lines.put("unit", unit.code());
        lines.put("seed", Long.toString(seed));
        lines.put("list-name", list.name());
        list.id().ifPresent(id -> lines.put("list-id", id));
        list.date().ifPresent(date -> lines.put("list-date", date.toString()));
        list.url().ifPresent(url -> lines.put("list-url", url));
        lines.put("list-sha256", list.sha256());
        lines.put("list-packing", shape.packing());
        lines.put("list-format", shape.format());
        lines.put("list-lines", Long.toString(shape.lines()));
        lines.put("list-skipped", Long.toString(shape.skipped()));
        lines.put("read", Long.toString(funnel.read()));
        lines.put("malformed", Long.toString(funnel.malformed()));
        lines.put("duplicate", Long.toString(funnel.duplicate()));
        lines.put("collapsed", Long.toString(funnel.collapsed()));
        lines.put("excluded", Long.toString(funnel.excluded()));
        lines.put("unsampled", Long.toString(funnel.unsampled()));
        lines.put("targets", Long.toString(funnel.targets()));
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        return text + "seal " + digest(text.toString()) + "\n";
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
        return FORMAT.equals(lines.get("stsurvey-targets")) ? Optional.of(of(new Fields(lines))) : Optional.empty();
    }

    private static TargetSeal of(Fields fields) {
        return new TargetSeal(
                fields.text("targets-sha256"),
                fields.text("index-sha256"),
                Unit.ofCode(fields.text("unit")),
                fields.number("seed"),
                new ListIdentity(
                        fields.text("list-name"),
                        fields.find("list-id"),
                        fields.find("list-date").map(LocalDate::parse),
                        fields.find("list-url"),
                        fields.text("list-sha256")),
                new ListShape(
                        fields.text("list-packing"),
                        fields.text("list-format"),
                        fields.number("list-lines"),
                        fields.number("list-skipped")),
                new Funnel(
                        fields.number("read"),
                        fields.number("malformed"),
                        fields.number("duplicate"),
                        fields.number("collapsed"),
                        fields.number("excluded"),
                        fields.number("unsampled"),
                        fields.number("targets")));
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
