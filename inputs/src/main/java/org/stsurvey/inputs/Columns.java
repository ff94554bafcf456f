package org.stsurvey.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Fields in columns (RFC 4180, or with tab or semicolon for the comma; no line breaks in quotes): Tranco, Umbrella and
/// Alexa (`rank,domain`), Majestic, CrUX (`origin,rank`), Cloudflare Radar and alike.
///
/// @param separator between fields
/// @param rank the field of the rank, from 0; empty if there is none
/// @param name the field of the name, from 0
/// @param origins whether names are written as web origins (`https://www.example.com`)
record Columns(char separator, OptionalInt rank, int name, boolean origins) implements ListFormat {
    private static final int MAX_RANK_DIGITS = 18;

    @Override
    public Row read(String line) {
        List<String> fields = fields(line, separator);
        if (fields.size() <= Math.max(name, rank.orElse(0))) {
            return new Malformed(RejectReason.MISSING_FIELD, line);
        }
        String host = origins ? host(fields.get(name)) : fields.get(name);
        if (rank.isEmpty()) {
            return new Row.Named(ListedName.NO_RANK, host);
        }
        String number = fields.get(rank.getAsInt()).strip();
        return isRank(number)
                ? new Row.Named(Long.parseLong(number), host)
                : new Malformed(RejectReason.BAD_RANK, number);
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
        return !field.isEmpty()
                && field.length() <= MAX_RANK_DIGITS
                && field.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /// The fields of a line without their quotes. An unpaired quote is kept; no domain name holds one, so the name is
    /// rejected.
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
        String host = origin.strip().replaceFirst("^https?://", "");
        return host.replaceFirst(":[0-9]+$", "");
    }
}
