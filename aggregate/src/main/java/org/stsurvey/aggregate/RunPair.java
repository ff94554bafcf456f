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

    /// What is made on the way to them.
    static final List<String> NOT_KEPT = List.of("known_names", "removed_names");

    /// What takes lists apart.
    static final String VIEW = "removed.sql";

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
        showNames("now", names.now());
        if (names.before().isPresent()) {
            showNames("before", names.before().get());
        } else {
            for (String kind : RunReading.NAMES) {
                show(kind + "_before", "SELECT * FROM " + kind + "_now WHERE false");
            }
        }
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
        for (String name : NOT_KEPT) {
            database.execute(
                    "CREATE OR REPLACE TEMP TABLE " + name + " AS " + TableScript.text(RunExtracts.file(name)));
        }
        RunReading.select(database, member.run());
        show("parts", names.parts());
        database.execute(TableScript.text(VIEW));
        Path target = RunExtracts.folder(folder, member.run());
        for (String name : EXTRACTS) {
            database.write(TableScript.text(RunExtracts.file(name)), RunExtracts.parquet(target, name));
        }
    }

    private void showNames(String when, String run) throws SQLException {
        for (String kind : RunReading.NAMES) {
            show(kind + "_" + when, "SELECT * FROM " + kind + run);
        }
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
