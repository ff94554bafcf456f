package org.stsurvey.reports;

import java.util.List;
import java.util.Optional;
import org.stsurvey.aggregate.RunManifest;
import org.stsurvey.aggregate.TableIndex;

/// The tables of one list, as of one run.
record RunTables(TableFolder folder, String list, String run) {

    /// The newest run of each list; the list with the newest run first, and of those the longest.
    static List<RunTables> newestOfEachList(TableFolder folder) {
        return folder.index().runs().stream()
                .map(TableIndex.RunEntry::list)
                .distinct()
                .map(list -> runsOf(folder, list).getLast())
                .sorted(java.util.Comparator.comparing(TableIndex.RunEntry::run)
                        .thenComparingLong(TableIndex.RunEntry::rows)
                        .reversed()
                        .thenComparing(TableIndex.RunEntry::list))
                .map(entry -> new RunTables(folder, entry.list(), entry.run()))
                .toList();
    }

    private static List<TableIndex.RunEntry> runsOf(TableFolder folder, String list) {
        return folder.index().runs().stream()
                .filter(each -> each.list().equals(list))
                .sorted(java.util.Comparator.comparing(TableIndex.RunEntry::run))
                .toList();
    }

    /// Rows of this run.
    List<Row> rows(String table) {
        return rowsOfAllRuns(table).stream()
                .filter(row -> row.text("run").equals(run))
                .toList();
    }

    /// Rows of this list, whatever the run.
    List<Row> rowsOfAllRuns(String table) {
        List<Row> all = folder.rows().get(table);
        if (all == null) {
            throw new IllegalStateException("table " + table + " is not in the index");
        }
        return all.stream().filter(row -> row.text("list").equals(list)).toList();
    }

    TableIndex.Table description(String table) {
        return folder.index().table(table).orElseThrow(() -> new IllegalStateException("no table " + table));
    }

    /// Dates of the list's runs, oldest first.
    List<String> runs() {
        return runsOf(folder, list).stream().map(TableIndex.RunEntry::run).toList();
    }

    /// The run that this one is compared with: its neighbour in the series, if it has one.
    Optional<String> previousRun() {
        return Optional.of(facts().text("previous_run")).filter(run -> !run.isEmpty());
    }

    /// What the table of runs says of this one.
    Row facts() {
        return rows("runs").stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("table runs lacks run " + run + " of list " + list));
    }

    /// What changed in the method before this run, in words.
    List<String> methodChanges() {
        return facts().holds("break_before") ? changedComponents(run) : List.of();
    }

    /// What changed in the method before a run, in words; a setting and its digest are one thing.
    List<String> changedComponents(String ofRun) {
        List<String> components = rowsOfAllRuns("method_changes").stream()
                .filter(row -> row.text("run").equals(ofRun))
                .map(row -> component(row.text("component")))
                .distinct()
                .toList();
        return components.isEmpty() ? List.of("method") : components;
    }

    /// A setting of the method as a reader would call it.
    static String component(String key) {
        return switch (key) {
            case "roots_sha256", "roots_count" -> "trusted roots";
            case "public_suffix_list" -> "public suffix list";
            case "tls_profile" -> "TLS profile";
            default -> key.replace('_', ' ');
        };
    }

    TableIndex.RunEntry entry() {
        return runsOf(folder, list).stream()
                .filter(each -> each.run().equals(run))
                .findFirst()
                .orElseThrow();
    }

    RunManifest manifest() {
        return manifest(run);
    }

    RunManifest manifest(String ofRun) {
        return Optional.ofNullable(folder.manifests().get(list + "/" + ofRun)).orElseThrow();
    }

    /// The row of the headline table for a numerator and a denominator.
    Row headline(String ofRun, String numerator, String denominator) {
        return rowsOfAllRuns("headline").stream()
                .filter(row -> row.text("run").equals(ofRun)
                        && row.text("numerator").equals(numerator)
                        && row.text("denominator").equals(denominator))
                .findFirst()
                .orElseThrow();
    }
}
