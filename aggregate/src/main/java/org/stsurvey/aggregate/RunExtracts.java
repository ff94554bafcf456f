package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the tables need of each run, taken from its parts once and kept with the tables.
///
/// A run's extracts are a function of its files, of the extracts of the run before it in its list, of the SQL
/// of this program and of the reader's provider rules. The key of all these is kept beside them; where it is
/// still the same, the files are taken over (as hard links, where the file system has them) and the run's parts
/// are not read. A run that was judged anew has another manifest and other parts, so it and those after it are
/// read again.
///
/// Two sets of names are in memory at a time: those of the run at hand and of the run before it.
final class RunExtracts {

    /// The folder in the tables that holds them.
    static final String FOLDER = "_runs";

    /// To be raised where code of this module, not its SQL, changes what is extracted.
    private static final String VERSION = "1";

    private static final String KEY = "_key";

    private static final List<String> OF_A_RUN =
            List.of("publisher_rows", "other_counts", "findings", "mx", "host_addresses", "outcomes", "probes");
    private static final List<String> OF_A_PAIR = List.of("watched", "moves", "carried", "removed_mx");

    private static final List<String> NOT_KEPT = List.of("names", "removed_names");

    /// What shows a run.
    private static final List<String> VIEWS = List.of("run-duckdb.sql", "providers-duckdb.sql", "definitions.sql");

    private final Database database;
    private final Path earlier;
    private final Path folder;
    private final ProviderRules providers;
    private final String program;
    private final Map<Path, String> keys = new HashMap<>();

    /// The run whose names the table `names_now` holds.
    private Optional<RunFolder> named = Optional.empty();

    /// @param earlier the tables as they are, perhaps with extracts
    /// @param folder the tables that are being made
    RunExtracts(Database database, Path earlier, Path folder, ProviderRules providers) {
        this.database = database;
        this.earlier = earlier.resolve(FOLDER);
        this.folder = folder.resolve(FOLDER);
        this.providers = providers;
        this.program = program(providers);
    }

    /// Makes what does not depend on a run: macros, terms, and the tables that the flat views look into.
    static void prepare(Database database) throws SQLException {
        for (String file : List.of("dialect-duckdb.sql", "terms.sql", "expected-duckdb.sql")) {
            database.execute(TableScript.text(file));
        }
        ProviderRules.prepare(database);
        database.execute("CREATE TABLE removed_names (domain VARCHAR)");
    }

    private static String program(ProviderRules providers) {
        Digest digest = new Digest().add(VERSION).add(providers.digest());
        List<String> files = new ArrayList<>(VIEWS);
        files.add("dialect-duckdb.sql");
        files.add("expected-duckdb.sql");
        NOT_KEPT.forEach(name -> files.add(file(name)));
        OF_A_RUN.forEach(name -> files.add(file(name)));
        OF_A_PAIR.forEach(name -> files.add(file(name)));
        files.forEach(file -> digest.add(TableScript.text(file)));
        return digest.hex();
    }

    /// All that is kept of a run.
    static List<String> names() {
        List<String> names = new ArrayList<>(OF_A_RUN);
        names.addAll(OF_A_PAIR);
        names.add(EntityKeys.EXTRACT);
        return names;
    }

    /// The SQL file of an extract.
    static String file(String name) {
        return "extracts/" + name + ".sql";
    }

    /// The SQL files of all extracts.
    static List<String> files() {
        List<String> files = new ArrayList<>();
        OF_A_RUN.forEach(name -> files.add(file(name)));
        NOT_KEPT.forEach(name -> files.add(file(name)));
        OF_A_PAIR.forEach(name -> files.add(file(name)));
        return files;
    }

    /// The files of an extract, of all runs seen.
    List<String> parquet(String name) {
        return keys.keySet().stream()
                .sorted()
                .map(each -> RunFolder.literal(folder.resolve(each).resolve(name + ".parquet")))
                .toList();
    }

    /// Makes or takes over the extracts of a run; those of the runs before it in its list must be there.
    ///
    /// @return whether they could be taken over
    boolean of(RunSeries.Member member) throws SQLException, IOException {
        RunFolder run = member.run();
        Path name = Path.of(run.list(), run.date());
        String key = key(member);
        keys.put(name, key);
        Path target = folder.resolve(name);
        Files.createDirectories(target);
        Path source = earlier.resolve(name);
        if (Files.isRegularFile(source.resolve(KEY))
                && Files.readString(source.resolve(KEY)).equals(key)
                && takeOver(source, target)) {
            return true;
        }
        make(member, target);
        Files.writeString(target.resolve(KEY), key);
        return false;
    }

    private String key(RunSeries.Member member) throws IOException {
        Digest digest = new Digest().add(program);
        Path path = member.run().path();
        digest.add(Files.readAllBytes(path.resolve(RunFolder.MANIFEST)));
        List<Path> files = new ArrayList<>(List.of(path.resolve(RunFolder.REGISTRY)));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(path, "part-*.parquet")) {
            parts.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            digest.add(file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
        digest.add(member.previous().map(RunFolder::date).orElse(""));
        digest.add(member.previousInList()
                .map(before -> keys.getOrDefault(Path.of(before.list(), before.date()), ""))
                .orElse(""));
        return digest.hex();
    }

    private static boolean takeOver(Path source, Path target) throws IOException {
        for (String name : names()) {
            if (!Files.isRegularFile(source.resolve(name + ".parquet"))) {
                return false;
            }
        }
        for (String name : names()) {
            link(source.resolve(name + ".parquet"), target.resolve(name + ".parquet"));
        }
        link(source.resolve(KEY), target.resolve(KEY));
        return true;
    }

    private static void link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException | IOException _) {
            Files.copy(source, target);
        }
    }

    private void make(RunSeries.Member member, Path target) throws SQLException, IOException {
        RunFolder run = member.run();
        show(run);
        check(run);
        providers.extend(database);
        for (String name : OF_A_RUN) {
            copy(TableScript.text(file(name)), target.resolve(name + ".parquet"));
        }
        EntityKeys.extract(database, target);
        pair(member, target);
        providers.forget(database);
    }

    /// Makes the flat views for a run: views are bound to the columns that its parts have.
    private void show(RunFolder run) throws SQLException {
        database.execute("SET VARIABLE list = " + Database.literal(run.list()));
        database.execute("SET VARIABLE run = " + Database.literal(run.date()));
        database.execute("SET VARIABLE registry = " + Database.literal(run.registryPattern()));
        showParts(run);
        for (String file : VIEWS) {
            database.execute(TableScript.text(file));
        }
    }

    /// Makes the view `parts`. Fields are read one by one, so no column may be cast to another shape on the
    /// way.
    private void showParts(RunFolder run) throws SQLException {
        String pattern = Database.literal(run.partsPattern());
        // Parts are of one schema as a rule, and to bring hundreds of them to one each time costs more than to look.
        long schemas = database.count("SELECT count(DISTINCT fields) FROM (SELECT file_name,"
                + " string_agg(name || coalesce(type, ''), ',') AS fields FROM parquet_schema(" + pattern
                + ") GROUP BY file_name)");
        String parts = "read_parquet(" + pattern + ", hive_partitioning = false"
                + (schemas == 1 ? "" : ", union_by_name = true") + ")";
        List<String> missing = new ArrayList<>();
        for (List<String> column : database.texts("SELECT column_name, column_type FROM (DESCRIBE expected_parts)"
                + " WHERE column_name NOT IN (SELECT column_name FROM (DESCRIBE SELECT * FROM " + parts + "))")) {
            missing.add(", CAST(NULL AS " + column.get(1) + ") AS " + column.get(0));
        }
        database.execute("CREATE OR REPLACE VIEW parts AS SELECT *" + String.join("", missing) + " FROM " + parts);
    }

    /// Checks the run's rows against its manifest: a lost part must not become a smaller number.
    private void check(RunFolder run) throws SQLException {
        long rows = database.count("SELECT count(*) FROM parts");
        OptionalLong expected = run.manifest().number("rows");
        if (expected.isPresent() && expected.getAsLong() != rows) {
            throw new UnusableDatasetException("run " + run.path() + " holds " + rows + " rows, its manifest says "
                    + expected.getAsLong() + ": a part is missing or foreign; restore the folder or scan again");
        }
    }

    private void pair(RunSeries.Member member, Path target) throws SQLException {
        if (member.previous().isEmpty()) {
            database.execute("DROP TABLE IF EXISTS names_before");
        } else if (member.previous().equals(named)) {
            database.execute("DROP TABLE IF EXISTS names_before");
            database.execute("ALTER TABLE names_now RENAME TO names_before");
        } else {
            show(member.previous().get());
            names("names_before");
            show(member.run());
        }
        names("names_now");
        named = Optional.of(member.run());
        if (member.previous().isEmpty()) {
            database.execute("CREATE TABLE names_before AS SELECT * FROM names_now WHERE false");
        }
        database.execute("CREATE OR REPLACE TABLE removed_names AS " + TableScript.text(file("removed_names")));
        database.execute("CREATE OR REPLACE TABLE this_pair AS SELECT "
                + Database.literal(member.run().list()) + " AS list, "
                + Database.literal(member.run().date()) + " AS run, "
                + member.previous()
                        .map(previous -> Database.literal(previous.date()))
                        .orElse("CAST(NULL AS VARCHAR)")
                + " AS previous_run");
        database.execute("CREATE OR REPLACE TABLE watched_names AS SELECT DISTINCT domain FROM read_parquet("
                + Database.literals(watchedBefore(member, target)) + ", union_by_name = true)");
        for (String name : OF_A_PAIR) {
            copy(TableScript.text(file(name)), target.resolve(name + ".parquet"));
        }
    }

    private List<String> watchedBefore(RunSeries.Member member, Path target) {
        List<String> files = new ArrayList<>(List.of(RunFolder.literal(target.resolve("publisher_rows.parquet"))));
        member.previousInList()
                .ifPresent(before -> files.add(RunFolder.literal(
                        folder.resolve(before.list()).resolve(before.date()).resolve("watched.parquet"))));
        return files;
    }

    private void names(String table) throws SQLException {
        database.execute("CREATE OR REPLACE TABLE " + table + " AS " + TableScript.text(file("names")));
    }

    private void copy(String query, Path file) throws SQLException {
        database.execute(
                "COPY (" + query + ") TO " + Database.literal(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    }
}
