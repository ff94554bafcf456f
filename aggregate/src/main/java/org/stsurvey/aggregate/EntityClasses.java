package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who manages a policy host: a third party, its owner, or we cannot tell. Counted once and frozen in a file.
///
/// The provider table decides first. For the rest stands the count rule of the IMC 2025 survey: a key (see
/// [EntityKeys]) that at least 50 domains share is a third party, one of at most 5 is self-managed, what lies
/// between is unclassified. It is applied to one reference run and written down, because a class that were
/// counted anew each month would move the figures without anybody moving. A key that the file does not know is
/// self-managed while at most 5 domains share it, and unclassified beyond; it never becomes a third party by
/// itself.
final class EntityClasses {

    /// The name of the file in the tables.
    static final String FILE = "entities.tsv";

    static final int THIRD_PARTY_FROM = 50;
    static final int SELF_MANAGED_UP_TO = 5;

    static final String THIRD_PARTY = "third party";
    static final String SELF_MANAGED = "self-managed";
    static final String UNCLASSIFIED = "unclassified";

    private static final String HEADER = "# list\tentity_key\tdomains\tentity";

    private EntityClasses() {}

    /// Reads the frozen classes and freezes those of lists that have none; makes the table `entity_classes`.
    ///
    /// @param file the file, written where lists are added
    /// @param pinned what the reader knows the file as
    /// @param reference date of the run to count on; a list's first run if empty, or if it has no run of that
    ///     date
    /// @return what to tell the reader
    static List<String> fix(Database database, RunSeries series, Path file, Path pinned, Optional<String> reference)
            throws SQLException, IOException {
        database.execute(
                "CREATE TABLE entity_classes (list VARCHAR, entity_key VARCHAR, domains BIGINT, entity VARCHAR)");
        List<List<String>> frozen = Files.isRegularFile(file) ? read(file) : List.of();
        List<List<String>> all = new ArrayList<>(frozen);
        List<String> told = new ArrayList<>();
        for (var run : references(series, reference).entrySet()) {
            if (frozen.stream().noneMatch(row -> row.getFirst().equals(run.getKey()))) {
                all.addAll(count(database, run.getKey(), run.getValue()));
                told.add("managing entities of list " + run.getKey() + " are counted on run " + run.getValue()
                        + " and frozen in " + pinned + "; keep this file, or pin another with --entities");
            } else if (reference.isPresent()) {
                told.add("managing entities of list " + run.getKey() + " stay as " + pinned
                        + " has them; --reference-run counts anew only where the file does not know the list");
            }
        }
        if (all.size() > frozen.size() || !Files.exists(file)) {
            write(file, all);
        }
        try (var rows = database.appender("entity_classes")) {
            for (List<String> row : all) {
                rows.row(row.get(0), row.get(1), Long.parseLong(row.get(2)), row.get(3));
            }
        }
        return told;
    }

    /// The run of each list to count on.
    private static Map<String, String> references(RunSeries series, Optional<String> reference) {
        Map<String, String> chosen = new TreeMap<>();
        boolean found = reference.isEmpty();
        for (RunSeries.Member member : series.runs()) {
            RunFolder run = member.run();
            chosen.putIfAbsent(run.list(), run.date());
            if (reference.isPresent() && reference.get().equals(run.date())) {
                chosen.put(run.list(), run.date());
                found = true;
            }
        }
        if (!found) {
            throw new UnusableDatasetException("--reference-run " + reference.orElse("")
                    + " is no run of this dataset; name the date of one that is");
        }
        return chosen;
    }

    private static List<List<String>> count(Database database, String list, String run) throws SQLException {
        return database
                .texts("SELECT entity_key, count(*) AS domains FROM entity_keys WHERE list = " + Database.literal(list)
                        + " AND run = " + Database.literal(run)
                        + " AND entity_key NOT LIKE 'provider:%' GROUP BY entity_key ORDER BY domains DESC, entity_key")
                .stream()
                .map(row -> List.of(list, row.get(0), row.get(1), entity(Long.parseLong(row.get(1)))))
                .toList();
    }

    private static String entity(long domains) {
        if (domains >= THIRD_PARTY_FROM) {
            return THIRD_PARTY;
        }
        return domains <= SELF_MANAGED_UP_TO ? SELF_MANAGED : UNCLASSIFIED;
    }

    private static List<List<String>> read(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = List.of(line.split("\t", -1));
            if (cells.size() != 4
                    || !cells.get(2).matches("\\d{1,18}")
                    || !List.of(THIRD_PARTY, SELF_MANAGED, UNCLASSIFIED).contains(cells.get(3))) {
                throw new UnusableDatasetException("entities " + file + " line " + number + ": \"" + line
                        + "\" is not list, entity_key, domains and " + THIRD_PARTY + ", " + SELF_MANAGED + " or "
                        + UNCLASSIFIED + ", separated by tabs; correct it, or remove the file to count anew");
            }
            rows.add(cells);
        }
        return rows;
    }

    private static void write(Path file, List<List<String>> rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Who manages policy hosts, counted once on a reference run: at least " + THIRD_PARTY_FROM
                + " domains make a third party, at most " + SELF_MANAGED_UP_TO + " are self-managed.");
        lines.add(HEADER);
        rows.forEach(row -> lines.add(String.join("\t", row)));
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
