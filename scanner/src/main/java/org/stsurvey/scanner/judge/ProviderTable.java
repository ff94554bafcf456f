package org.stsurvey.scanner.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who runs a policy host or an MX host, told from its name.
///
/// A tab-separated text with the columns `kind` (`policy_host` or `mx`), `suffix` and `provider`; lines that
/// begin with `#` are comments. A suffix matches whole labels from the right, a label `*` in it any one label;
/// the suffix with the most labels wins.
public final class ProviderTable {

    /// What a host does.
    public enum Kind {
        POLICY_HOST,
        MX
    }

    private record Rule(List<String> labels, String provider) {

        boolean matches(List<String> host) {
            if (host.size() < labels.size()) {
                return false;
            }
            for (var i = 0; i < labels.size(); i++) {
                if (!labels.get(i).equals("*") && !labels.get(i).equals(host.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /// By kind and last label; in each list the rules with the most labels come first.
    private final Map<Kind, Map<String, List<Rule>>> rules;

    private ProviderTable(Map<Kind, Map<String, List<Rule>>> rules) {
        this.rules = rules;
    }

    /// A table that knows nobody.
    public static ProviderTable empty() {
        return new ProviderTable(Map.of());
    }

    /// The table that comes with this version.
    public static ProviderTable builtIn() {
        try (var in = ProviderTable.class.getResourceAsStream("providers.tsv")) {
            return empty().with("providers.tsv", text(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// This table and the rules of another text; of two rules with the same suffix the added one wins.
    ///
    /// @param name what the text is called in messages
    /// @throws IllegalArgumentException if a line is not kind, suffix and provider
    public ProviderTable with(String name, String text) {
        var all = new HashMap<Kind, Map<String, List<Rule>>>();
        rules.forEach((kind, byLast) -> byLast.forEach(
                (last, list) -> all.computeIfAbsent(kind, k -> new HashMap<>()).put(last, new ArrayList<>(list))));
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var columns = List.of(line.split("\t", -1));
            if (columns.size() < 3 || columns.stream().limit(3).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        "providers " + name + " line " + number + ": \"" + line
                                + "\" has not the three columns kind, suffix, provider; add the missing ones, separated by tabs");
            }
            var labels = labels(columns.get(1));
            all.computeIfAbsent(kind(columns.getFirst(), name, number), k -> new HashMap<>())
                    .computeIfAbsent(labels.getFirst(), last -> new ArrayList<>())
                    .addFirst(new Rule(labels, columns.get(2).strip()));
        }
        var mostLabelsFirst =
                Comparator.<Rule>comparingInt(rule -> rule.labels().size()).reversed();
        all.values().forEach(byLast -> byLast.values().forEach(list -> list.sort(mostLabelsFirst)));
        return new ProviderTable(all);
    }

    private static Kind kind(String text, String name, int number) {
        return switch (text) {
            case "policy_host" -> Kind.POLICY_HOST;
            case "mx" -> Kind.MX;
            default ->
                throw new IllegalArgumentException("providers " + name + " line " + number + ": kind \"" + text
                        + "\" is neither policy_host nor mx; correct it");
        };
    }

    /// The provider of a host; empty if no suffix matches.
    ///
    /// @param host a name without final dot
    public Optional<String> provider(Kind kind, String host) {
        var labels = labels(host);
        return rules.getOrDefault(kind, Map.of()).getOrDefault(labels.getFirst(), List.of()).stream()
                .filter(rule -> rule.matches(labels))
                .map(Rule::provider)
                .findFirst();
    }

    /// The labels from right to left.
    private static List<String> labels(String name) {
        return List.of(name.strip().toLowerCase(Locale.ROOT).split("\\.", -1)).reversed();
    }
}
