package org.stsurvey.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a zone line by line and names what it delegates: the owners of NS records other than the zone itself.
///
/// Everything else that a zone holds (its own records, glue, DS, the hashed owners of NSEC3, further NS records
/// of the same owner) names no domain and is skipped. Understood are relative names, `@`, `$ORIGIN`, a blank
/// owner (the last one stated), TTL and class in either order or missing, comments, strings in quotes and
/// records that parentheses spread over lines. Nothing is kept but the last owner, the origin and the depth of
/// parentheses.
final class ZoneReading implements ListFormat.Reading {
    private static final Pattern TTL = Pattern.compile("(?i)([0-9]+[smhdw]?)+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Set<String> CLASSES = Set.of("IN", "CH", "HS", "CS");

    /// The types by which a zone is told from other lists; any other is read just as well.
    private static final Set<String> TYPES = Set.of(
            "A",
            "AAAA",
            "CAA",
            "CNAME",
            "DNAME",
            "DNSKEY",
            "DS",
            "HTTPS",
            "MX",
            "NAPTR",
            "NS",
            "NSEC",
            "NSEC3",
            "NSEC3PARAM",
            "PTR",
            "RRSIG",
            "SOA",
            "SRV",
            "SSHFP",
            "SVCB",
            "TLSA",
            "TXT",
            "ZONEMD");

    private String origin = "";
    private Optional<String> firstOrigin = Optional.empty();
    private Optional<String> apex = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private String delegated = "";
    private int depth;
    private long openedAt;

    /// Whether a line could stand in a zone and in no other kind of list: a directive, or a record with its type.
    static boolean looksLike(String line) {
        return isDirective(line) || typeOf(line).filter(TYPES::contains).isPresent();
    }

    /// Whether a line stands at the head of a zone.
    static boolean looksLikeHead(String line) {
        return isDirective(line) || typeOf(line).filter("SOA"::equals).isPresent();
    }

    private static boolean isDirective(String line) {
        return line.startsWith("$ORIGIN") || line.startsWith("$TTL");
    }

    private static Optional<String> typeOf(String line) {
        List<String> words = new ZoneReading().words(line);
        int at = typeAt(words);
        return at > 0 && at + 1 < words.size() ? Optional.of(words.get(at).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    @Override
    public Row read(long number, String text) {
        boolean continued = depth > 0;
        List<String> words = words(text);
        if (depth > 0 && !continued) {
            openedAt = number;
        }
        if (continued || words.isEmpty()) {
            return new Row.Skipped();
        }
        if (words.getFirst().startsWith("$")) {
            return directive(words);
        }
        if (!Character.isWhitespace(text.charAt(0))) {
            owner = Optional.of(absolute(words.getFirst()));
        }
        return record(words, text);
    }

    private Row directive(List<String> words) {
        return switch (words.getFirst().toUpperCase(Locale.ROOT)) {
            case "$ORIGIN" -> {
                if (words.size() < 2) {
                    yield new Malformed(RejectReason.ZONE_SYNTAX, words.getFirst());
                }
                origin = absolute(words.get(1));
                firstOrigin = firstOrigin.or(() -> Optional.of(origin));
                yield new Row.Skipped();
            }
            case "$TTL" -> new Row.Skipped();
            // $INCLUDE and $GENERATE stand for records that are not here.
            default -> new Malformed(RejectReason.ZONE_DIRECTIVE, String.join(" ", words));
        };
    }

    private Row record(List<String> words, String text) {
        int at = typeAt(words);
        if (owner.isEmpty() || at < 0 || !TYPE.matcher(words.get(at)).matches()) {
            return new Malformed(RejectReason.ZONE_SYNTAX, text.strip());
        }
        String name = owner.get();
        switch (words.get(at).toUpperCase(Locale.ROOT)) {
            case "SOA" -> apex = Optional.of(name);
            case "NS" -> {
                if (!isApex(name) && !name.equals(delegated)) {
                    delegated = name;
                    return new Row.Named(ListedName.NO_RANK, name);
                }
            }
            default -> {
                // All other types say something about a name, but delegate none.
            }
        }
        return new Row.Skipped();
    }

    /// Whether a name is the zone's own: the owner of its SOA record; where there is none (a part of a zone), the first
    /// origin or a single label.
    private boolean isApex(String name) {
        return apex.isPresent()
                ? name.equals(apex.get())
                : name.indexOf('.') < 0 || firstOrigin.filter(name::equals).isPresent();
    }

    /// The place of the record's type among the words: after the owner, where one is stated, and after TTL and
    /// class.
    private static int typeAt(List<String> words) {
        int at = 1;
        while (at < words.size()
                && (TTL.matcher(words.get(at)).matches()
                        || CLASSES.contains(words.get(at).toUpperCase(Locale.ROOT)))) {
            at++;
        }
        return at < words.size() ? at : -1;
    }

    @Override
    public void missed() {
        owner = Optional.empty();
    }

    @Override
    public Optional<String> faultAtEnd() {
        return depth > 0
                ? Optional.of(
                        "ends inside of the parentheses that line %d opens, so part of the zone is missing or was taken for that record; fetch it again or close them"
                                .formatted(openedAt))
                : Optional.empty();
    }

    /// A name without its final dot, in lower case; a relative one with the origin.
    private String absolute(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (name.equals("@")) {
            return origin;
        }
        if (name.endsWith(".")) {
            return name.substring(0, name.length() - 1);
        }
        return origin.isEmpty() ? name : name + "." + origin;
    }

    /// The words of a line up to a comment. A line that begins with blank space has an empty first word, the
    /// owner's place. Parentheses are counted, so that it is known what goes on in the next line; a string in
    /// quotes does not.
    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inString = false;
        if (!text.isEmpty() && Character.isWhitespace(text.charAt(0)) && depth == 0) {
            words.add("");
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && i + 1 < text.length()) {
                word.append(character).append(text.charAt(++i));
            } else if (character == '"') {
                inString = !inString;
            } else if (inString) {
                word.append(character);
            } else if (character == ';') {
                break;
            } else if (character == '(') {
                depth++;
                endWord(word, words);
            } else if (character == ')') {
                depth = Math.max(0, depth - 1);
                endWord(word, words);
            } else if (Character.isWhitespace(character)) {
                endWord(word, words);
            } else {
                word.append(character);
            }
        }
        endWord(word, words);
        return words.size() == 1 && words.getFirst().isEmpty() ? List.of() : words;
    }

    private static void endWord(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
