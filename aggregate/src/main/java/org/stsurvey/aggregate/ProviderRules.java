package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A reader's own rules for who runs a policy host or an MX host, on top of the table that the runs were judged
/// by.
///
/// A tab-separated text with the columns `kind` (`policy_host` or `mx`), `suffix` and `provider`, as the
/// scanner's own table; further columns are ignored, lines that begin with `#` are comments. A suffix matches
/// whole labels from the right, a label `*` in it any one label; the suffix with the most labels wins, and of
/// two equal ones the later. A rule that matches decides over what the run says, in all runs alike, so that a
/// trend does not move when a provider is added.
final class ProviderRules {

    private static final String HOST = "policy_host";
    private static final String MX = "mx";

    /// By kind and suffix, labels from right to left.
    private final Map<String, Map<List<String>, String>> rules =
            new HashMap<>(Map.of(HOST, new HashMap<>(), MX, new HashMap<>()));

    private final String digest;

    private ProviderRules(String text) {
        this.digest = text.isEmpty() ? "" : new Digest().add(text).hex();
    }

    static ProviderRules none() {
        return new ProviderRules("");
    }

    /// Reads a file of rules.
    ///
    /// @throws UnusableDatasetException if a line is no rule
    static ProviderRules read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableDatasetException("provider rules " + file
                    + " are no file; name a file with lines of kind, suffix and provider, separated by tabs");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (MalformedInputException e) {
            throw new UnusableDatasetException("provider rules " + file + " are not UTF-8; save the file as UTF-8", e);
        }
        ProviderRules read = new ProviderRules(text);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                read.add(line, "provider rules " + file + " line " + number + ": ");
            }
        }
        return read;
    }

    private void add(String line, String where) {
        List<String> columns =
                Arrays.stream(line.split("\t", -1)).map(String::strip).toList();
        if (columns.size() < 3 || columns.subList(0, 3).contains("")) {
            throw new UnusableDatasetException(
                    where + "\"" + line
                            + "\" has not the three columns kind, suffix and provider; add the missing ones, separated by tabs");
        }
        Map<List<String>, String> ofKind = rules.get(columns.getFirst());
        if (ofKind == null) {
            throw new UnusableDatasetException(
                    where + "kind \"" + columns.getFirst() + "\" is neither " + HOST + " nor " + MX + "; correct it");
        }
        ofKind.put(labels(columns.get(1)), columns.get(2));
    }

    /// The identity of these rules; empty if there are none.
    String digest() {
        return digest;
    }

    /// The provider that a policy host's or a record's alias names.
    Optional<String> ofPolicyHost(String name) {
        return provider(HOST, name);
    }

    /// The provider that an MX host names.
    Optional<String> ofMx(String name) {
        return provider(MX, name);
    }

    private Optional<String> provider(String kind, String name) {
        List<String> labels = labels(name);
        Optional<String> found = Optional.empty();
        int longest = 0;
        for (Map.Entry<List<String>, String> rule :
                rules.getOrDefault(kind, Map.of()).entrySet()) {
            if (rule.getKey().size() > longest && matches(rule.getKey(), labels)) {
                longest = rule.getKey().size();
                found = Optional.of(rule.getValue());
            }
        }
        return found;
    }

    private static boolean matches(List<String> suffix, List<String> labels) {
        if (suffix.size() > labels.size()) {
            return false;
        }
        for (int i = 0; i < suffix.size(); i++) {
            if (!suffix.get(i).equals("*") && !suffix.get(i).equals(labels.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> labels(String name) {
        return List.of(name.strip().toLowerCase(Locale.ROOT).split("\\.", -1)).reversed();
    }

    /// Makes the tables `extended_hosts` and `extended_mx` that the flat views look into, without rows.
    static void prepare(Database database) throws SQLException {
        database.execute("CREATE OR REPLACE TABLE extended_hosts (ordinal BIGINT, provider VARCHAR);"
                + " CREATE OR REPLACE TABLE extended_mx (ordinal BIGINT, provider VARCHAR)");
    }

    /// Fills these tables for the run that the flat views show.
    void extend(Database database) throws SQLException {
        if (!rules.getOrDefault(HOST, Map.of()).isEmpty()) {
            extendHosts(database);
        }
        if (!rules.getOrDefault(MX, Map.of()).isEmpty()) {
            extendMx(database);
        }
    }

    /// Empties them again.
    void forget(Database database) throws SQLException {
        if (!digest.isEmpty()) {
            prepare(database);
        }
    }

    private void extendHosts(Database database) throws SQLException {
        List<List<String>> aliases =
                database.texts("SELECT ordinal, coalesce(host_cnames, ''), coalesce(record_cnames, '')"
                        + " FROM publisher_network WHERE host_cnames <> '' OR record_cnames <> ''");
        try (var rows = database.appender("extended_hosts")) {
            for (List<String> row : aliases) {
                // As the scanner has it: the chain of the policy host first, then that of the record; in each, the
                // first
                // name that is known.
                Optional<String> provider = Arrays.stream(
                                (row.get(1) + " " + row.get(2)).strip().split(" +"))
                        .map(this::ofPolicyHost)
                        .flatMap(Optional::stream)
                        .findFirst();
                if (provider.isPresent()) {
                    rows.row(Long.parseLong(row.getFirst()), provider.get());
                }
            }
        }
    }

    /// The rules are put to every different name once: there are far fewer than domains.
    private void extendMx(Database database) throws SQLException {
        database.execute(
                "CREATE OR REPLACE TABLE best_mx AS SELECT ordinal, list_transform(list_filter(mx_lookup.records,"
                        + " lambda r: r.preference = list_min(list_transform(mx_lookup.records, lambda q: q.preference))),"
                        + " lambda r: r.exchange) AS hosts FROM parts WHERE len(mx_lookup.records) > 0");
        database.execute("CREATE OR REPLACE TABLE known_mx (host VARCHAR, provider VARCHAR)");
        List<List<String>> hosts = database.texts("SELECT DISTINCT unnest(hosts) AS host FROM best_mx");
        try (var rows = database.appender("known_mx")) {
            for (List<String> row : hosts) {
                Optional<String> provider = ofMx(row.getFirst());
                if (provider.isPresent()) {
                    rows.row(row.getFirst(), provider.get());
                }
            }
        }
        database.execute(
                "CREATE OR REPLACE TABLE extended_mx AS SELECT b.ordinal, arg_min(k.provider, b.place) AS provider"
                        + " FROM (SELECT ordinal, unnest(hosts) AS host, generate_subscripts(hosts, 1) AS place FROM best_mx) b"
                        + " JOIN known_mx k ON k.host = b.host GROUP BY b.ordinal");
        database.execute("DROP TABLE best_mx; DROP TABLE known_mx");
    }
}
