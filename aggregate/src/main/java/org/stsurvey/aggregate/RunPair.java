package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A run compared with the run before it in its series, name by name.
final class RunPair {

    /// What is kept of a comparison.
    static final List<String> EXTRACTS = List.of("watched", "moves", "carried", "removed_mx");

    static final String REMOVED = "removed_names";

    private static final String WATCHED = "watched";

    /// What takes lists apart.
    static final String VIEW = "removed-duckdb.sql";

    private final Database database;
    private final Path folder;

    /// @param folder of the extracts that are being made
    RunPair(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /// Writes the extracts; the extracts of the run itself, and those of the run before it in its list, are
    /// there.
    void compare(RunSeries.Member member, RunReading.Names names) throws SQLException, IOException {
        show("names_now", "SELECT * FROM " + names.now());
        show(
                "names_before",
                names.before().map(table -> "SELECT * FROM " + table).orElse("SELECT * FROM names_now WHERE false"));
        show(
                "this_pair",
                "SELECT " + Database.literal(member.run().list()) + " AS list, "
                        + Database.literal(member.run().date()) + " AS run, "
                        + member.previous()
                                .map(previous -> Database.literal(previous.date()))
                                .orElse("CAST(NULL AS VARCHAR)")
                        + " AS previous_run");
        database.execute("CREATE OR REPLACE TEMP TABLE watched_names AS SELECT DISTINCT domain FROM read_parquet("
                + Database.literals(watchedBefore(member)) + ", union_by_name = true)");
        keep(WATCHED);
        keep(REMOVED);
        RunReading.select(database, member.run());
        show("parts", names.parts());
        database.execute(TableScript.text(VIEW));
        Path target = RunExtracts.folder(folder, member.run());
        for (String name : EXTRACTS) {
            String query = name.equals(WATCHED)
                    ? "SELECT * FROM watched_here ORDER BY domain NULLS LAST"
                    : TableScript.text(RunExtracts.file(name));
            database.write(query, RunExtracts.parquet(target, name));
        }
    }

    private void keep(String name) throws SQLException {
        database.execute("CREATE OR REPLACE TEMP TABLE " + name + "_here AS " + TableScript.text(RunExtracts.file(name)));
    }

    private void show(String view, String query) throws SQLException {
        database.execute("CREATE OR REPLACE TEMP VIEW " + view + " AS " + query);
    }

    private List<String> watchedBefore(RunSeries.Member member) {
        List<String> files = new ArrayList<>(List.of(watched(member.run(), "publisher_rows")));
        member.previousInList().ifPresent(before -> files.add(watched(before, "watched")));
        return files;
    }

    private String watched(RunFolder run, String extract) {
        return RunFolder.literal(RunExtracts.parquet(RunExtracts.folder(folder, run), extract));
    }
}
