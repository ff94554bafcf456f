package org.stsurvey.inputs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds a list's format from its first lines: by the header if there is one, otherwise each line votes for what
/// it looks like, so that a bad line or two at the top change nothing.
final class FormatDetection {
    /// How many lines are looked at, comments and blank lines included.
    static final int LINES = 1_000;

    private static final List<Character> SEPARATORS = List.of(',', '\t', ';');
    private static final Set<String> RANK_HEADS = Set.of("rank", "globalrank", "global_rank", "position");
    private static final Set<String> NAME_HEADS =
            Set.of("domain", "domain_name", "root_domain", "host", "hostname", "fqdn", "name");
    private static final String ORIGIN_HEAD = "origin";

    /// How many lines the head of a zone may spread its SOA record over.
    private static final int ZONE_HEAD_LINES = 10;

    private FormatDetection() {}

    /// @param header whether the first line is a header
    record Detected(ListFormat format, boolean header) {}

    /// @param lines the first lines of a list, without blank lines and comments
    static Detected detect(List<String> lines) {
        if (isZone(lines)) {
            return new Detected(new ZoneFile(), false);
        }
        return lines.stream()
                .findFirst()
                .flatMap(FormatDetection::ofHeader)
                .map(format -> new Detected(format, true))
                .orElseGet(() -> new Detected(vote(lines), false));
    }

    /// Whether the first line of a list in a given format is its header.
    static boolean startsWithHeader(List<String> lines, ListFormat format) {
        return !(format instanceof ZoneFile)
                && lines.stream().findFirst().flatMap(FormatDetection::ofHeader).isPresent();
    }

    /// At least half of the lines of a zone are records; but where one shows by its head that it is a zone, the
    /// SOA record may take many of the first lines.
    private static boolean isZone(List<String> lines) {
        long records = lines.stream().filter(ZoneReading::looksLike).count();
        boolean head = lines.stream().anyMatch(ZoneReading::looksLikeHead);
        return records > 0 && records * 2 >= lines.size() - (head ? ZONE_HEAD_LINES : 0);
    }

    private static Optional<ListFormat> ofHeader(String line) {
        char separator = separator(line).orElse(',');
        List<String> heads = Columns.fields(line, separator).stream()
                .map(head -> head.strip().toLowerCase(Locale.ROOT))
                .toList();
        OptionalInt origin = first(heads, ORIGIN_HEAD::equals);
        OptionalInt name = origin.isPresent() ? origin : first(heads, NAME_HEADS::contains);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                heads.size() == 1 && origin.isEmpty()
                        ? new PlainLines()
                        : new Columns(
                                separator, first(heads, RANK_HEADS::contains), name.getAsInt(), origin.isPresent()));
    }

    /// The format that most lines look like; of two with as many votes the one that says more of a line.
    private static ListFormat vote(List<String> lines) {
        Map<ListFormat, Long> votes = lines.stream()
                .map(FormatDetection::shape)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(shape -> shape, LinkedHashMap::new, Collectors.counting()));
        return votes.entrySet().stream()
                .max(Map.Entry.<ListFormat, Long>comparingByValue()
                        .thenComparingInt(vote -> informationIn(vote.getKey())))
                .map(Map.Entry::getKey)
                .orElseGet(PlainLines::new);
    }

    private static int informationIn(ListFormat format) {
        return switch (format) {
            case PlainLines _, ZoneFile _ -> 0;
            case Columns columns -> columns.rank().isPresent() ? 2 : 1;
        };
    }

    /// What a line looks like; a line in which nothing looks like a name does not vote.
    private static Optional<ListFormat> shape(String line) {
        Optional<Character> separator = separator(line);
        if (separator.isEmpty()) {
            return looksLikeName(line) ? Optional.of(new PlainLines()) : Optional.empty();
        }
        List<String> fields = Columns.fields(line, separator.get());
        OptionalInt rank = first(fields, field -> Columns.isRank(field.strip()));
        OptionalInt name = first(fields, FormatDetection::looksLikeName);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean origin = fields.get(name.getAsInt()).contains("://");
        return Optional.of(new Columns(separator.get(), rank, name.getAsInt(), origin));
    }

    private static boolean looksLikeName(String field) {
        return field.contains(".")
                && field.strip().chars().noneMatch(Character::isWhitespace)
                && field.codePoints().anyMatch(Character::isLetter);
    }

    private static Optional<Character> separator(String line) {
        return SEPARATORS.stream()
                .filter(separator -> line.indexOf(separator) >= 0)
                .findFirst();
    }

    private static OptionalInt first(List<String> fields, Predicate<String> wanted) {
        return IntStream.range(0, fields.size())
                .filter(field -> wanted.test(fields.get(field)))
                .findFirst();
    }
}
