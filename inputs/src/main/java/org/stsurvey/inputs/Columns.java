package org.stsurvey.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Fields in columns (RFC 4180, or with tab or semicolon for the comma; no line breaks in quotes): Tranco,
/// Umbrella and Alexa (`rank,domain`), Majestic, CrUX (`origin,rank`), Cloudflare Radar and alike.
///
/// @param separator between fields
/// @param rank the field of the rank, from 0; empty if there is none
/// @param name the field of the name, from 0
/// @param origins whether names are written as web origins (`https://www.example.com`)
record Columns(char separator, OptionalInt rank, int name, boolean origins) implements ListFormat {
    private static final int MAX_RANK_DIGITS = 18;
    private static final Pattern SCHEME = Pattern.compile("^https?://");
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    @Override
    public Reading begin() {
        return (_, line) -> read(line);
    }

    Row read(String line) {
        Optional<String> written = field(line, name);
        Optional<String> position = rank.isPresent() ? field(line, rank.getAsInt()) : Optional.empty();
        if (written.isEmpty() || (rank.isPresent() && position.isEmpty())) {
            return new Malformed(RejectReason.MISSING_FIELD, line);
        }
        String host = origins ? host(written.get()) : written.get();
        if (position.isEmpty()) {
            return new Row.Named(ListedName.NO_RANK, host);
        }
        String number = position.get().strip();
        return isRank(number)
                ? new Row.Named(Long.parseLong(number), host)
                : new Malformed(RejectReason.BAD_RANK, number);
    }

    /// One field of a line; lines without quotes, which are nearly all of a long list, are not taken apart for it.
    private Optional<String> field(String line, int wanted) {
        if (line.indexOf('"') >= 0) {
            List<String> fields = fields(line, separator);
            return wanted < fields.size() ? Optional.of(fields.get(wanted)) : Optional.empty();
        }
        int start = 0;
        for (int field = 0; field < wanted; field++) {
            start = line.indexOf(separator, start) + 1;
            if (start == 0) {
                return Optional.empty();
            }
        }
        int end = line.indexOf(separator, start);
        return Optional.of(line.substring(start, end < 0 ? line.length() : end));
    }

    @Override
    public String description() {
        String between = switch (separator) {
            case ',' -> "comma";
            case '\t' -> "tab";
            default -> "semicolon";
        };
        String ranked = rank.isPresent() ? "rank in field %d, ".formatted(rank.getAsInt() + 1) : "";
        return "%s-separated, %s%s in field %d".formatted(between, ranked, origins ? "origin" : "name", name + 1);
    }

    @Override
    public boolean listsOrigins() {
        return origins;
    }

    /// Whether a field is a rank: ASCII digits and not more of them than a `long` surely holds.
    static boolean isRank(String field) {
        if (field.isEmpty() || field.length() > MAX_RANK_DIGITS) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) < '0' || field.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// The fields of a line without their quotes. An unpaired quote is kept; no domain name holds one, so the
    /// name is rejected.
    static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                fields.add(unquoted(line.substring(start, i)));
                start = i + 1;
            }
        }
        fields.add(unquoted(line.substring(start)));
        return fields;
    }

    private static String unquoted(String field) {
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }

    /// The host of an origin, RFC 6454 §6.1: scheme "://" host [ ":" port ].
    private static String host(String origin) {
        return PORT.matcher(SCHEME.matcher(origin.strip()).replaceFirst("")).replaceFirst("");
    }
}
