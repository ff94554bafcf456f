package org.stsurvey.inputs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads one label file, once. [Labels] describes its lines.
final class LabelReader {
    private static final int MAX_GROUP_LENGTH = 64;
    private static final String EXACT = "exact";
    private static final String SUFFIX = "suffix";
    private static final Set<String> NAME_HEADS = Set.of("domain", "suffix", "name");
    private static final Set<String> GROUP_HEADS = Set.of("group", "label", "sector");

    private final DomainNames names = new DomainNames();
    private final Map<String, SortedSet<String>> exact = new HashMap<>();
    private final Map<String, SortedSet<String>> suffixes = new HashMap<>();
    private boolean begun;

    Labels.Layer read(Path file) throws UnusableListException {
        String sha256 = new RuleFile(
                        file, "label", "domain, group (gov.uk, government), with exact or suffix in front if need be")
                .readTo(this::add);
        return new Labels.Layer(exact, suffixes, sha256);
    }

    private void add(String line) {
        List<String> fields = fields(line);
        String first = fields.getFirst().toLowerCase(Locale.ROOT);
        boolean kind = fields.size() > 2 && (first.equals(EXACT) || first.equals(SUFFIX));
        List<String> label = kind ? fields.subList(1, fields.size()) : fields;
        if (label.size() != 2) {
            throw new IllegalArgumentException(
                    "it has %d fields where a domain and its group are wanted".formatted(label.size()));
        }
        boolean header = !begun && isHeader(label);
        begun = true;
        if (header) {
            return;
        }
        String group = group(label.get(1));
        if (kind && first.equals(EXACT)) {
            exact.computeIfAbsent(names.normalise(label.get(0)), _ -> new TreeSet<>())
                    .add(group);
        } else {
            suffixes.computeIfAbsent(names.requireSuffix(label.get(0)), _ -> new TreeSet<>())
                    .add(group);
        }
    }

    /// The fields of a line. Where blanks separate them, the group is all that is left and may hold some itself.
    private static List<String> fields(String line) {
        for (char separator : new char[] {',', '\t', ';'}) {
            if (line.indexOf(separator) >= 0) {
                return Columns.fields(line, separator).stream()
                        .map(String::strip)
                        .toList();
            }
        }
        String[] words = line.split("\\s+", 2);
        boolean kind = words[0].equalsIgnoreCase(EXACT) || words[0].equalsIgnoreCase(SUFFIX);
        return kind && words.length > 1
                ? Stream.concat(Stream.of(words[0]), Stream.of(words[1].split("\\s+", 2)))
                        .toList()
                : List.of(words);
    }

    private static boolean isHeader(List<String> label) {
        return NAME_HEADS.contains(label.get(0).toLowerCase(Locale.ROOT))
                && GROUP_HEADS.contains(label.get(1).toLowerCase(Locale.ROOT));
    }

    private static String group(String text) {
        boolean printable =
                text.codePoints().noneMatch(character -> Character.isISOControl(character) || character == ',');
        if (text.isBlank() || text.length() > MAX_GROUP_LENGTH || !printable) {
            throw new IllegalArgumentException(
                    "group \"%s\" is not 1 to %d characters without comma or control character"
                            .formatted(Excerpt.of(text), MAX_GROUP_LENGTH));
        }
        return text;
    }
}
