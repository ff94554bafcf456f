package org.stsurvey.aggregate;

import com.google.common.collect.Iterators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A run's parts read, through the flat views: its own extracts, and its names for the comparison with other
/// runs.
///
/// Everything that is kept of a run but does not depend on another run is made here. The views are those of one
/// run at a time; variables and views belong to this object's connection.
final class RunReading {

    /// What depends on no other run.
    static final List<String> EXTRACTS =
            List.of("publisher_rows", "other_counts", "findings", "mx", "host_addresses", "outcomes", "probes");

    /// What shows a run.
    static final List<String> VIEWS = List.of("run.sql", "providers.sql", "definitions.sql");

    /// The tables of names that are made for a comparison: of all, and of those of which there is more to tell.
    static final List<String> NAMES = List.of("names", "told");

    /// The file beside the parts that holds the rows of all publishers once more.
    private static final String PUBLISHERS = "_publishers.parquet";

    private static final Pattern PART = Pattern.compile("part-\\d+\\.parquet");

    private final Database database;
    private final ProviderRules providers;
    private final Path folder;
    private Optional<RunFolder> lastRead = Optional.empty();
    private Optional<String> lastNames = Optional.empty();
    private int runs;

    /// @param folder of the extracts that are being made
    RunReading(Database database, ProviderRules providers, Path folder) {
        this.database = database;
        this.providers = providers;
        this.folder = folder;
    }

    /// What is left in the database of a run that was read.
    ///
    /// @param now what the tables of its names end with
    /// @param before the same of the run before it in its series
    /// @param parts a query for its parts
    record Names(String now, Optional<String> before, String parts) {}

    /// Writes the extracts of a run and makes tables of its names and of those of the run before it.
    ///
    /// The run read last stays in its table, so that it need not be read again where it is the one before.
    Names read(RunSeries.Member member) throws SQLException, IOException {
        Optional<String> before = member.previous().equals(lastRead) ? lastNames : Optional.empty();
        if (member.previous().isPresent() && before.isEmpty()) {
            show(member.previous().get());
            before = Optional.of(names());
        }
        String parts = show(member.run());
        providers.extend(database);
        Path target = RunExtracts.folder(folder, member.run());
        for (String name : EXTRACTS) {
            database.write(TableScript.text(RunExtracts.file(name)), RunExtracts.parquet(target, name));
        }
        EntityKeys.extract(database, target);
        String now = names();
        providers.forget(database);
        lastRead = Optional.of(member.run());
        lastNames = Optional.of(now);
        return new Names(now, before, parts);
    }

    /// Makes the tables of names of the run that is shown; returns what their names end with.
    private String names() throws SQLException {
        String run = "_" + ++runs;
        database.execute("CREATE TABLE names" + run + " AS " + TableScript.text(RunExtracts.file("names")));
        database.execute("CREATE TABLE told" + run + " AS " + TableScript.text(RunExtracts.file("told_names")));
        return run;
    }

    /// Drops tables of names.
    static void drop(Database database, String run) throws SQLException {
        for (String kind : NAMES) {
            database.execute("DROP TABLE " + kind + run);
        }
    }

    /// Makes the flat views for a run.
    ///
    /// @return the query for its parts
    private String show(RunFolder run) throws SQLException, IOException {
        select(database, run);
        database.execute("SET VARIABLE registry = " + Database.literal(run.registryPattern()));
        Optional<String> listed = listedParts(run);
        String parts = parts(run, listed.isPresent());
        database.execute("CREATE OR REPLACE VIEW parts AS " + parts);
        long published = check(run);
        String publishers = listed.isPresent() && holdsPublishers(run, listed.get(), published)
                ? columnsOf("read_parquet(" + Database.literal(publishers(run)) + ", hive_partitioning = false)")
                : "SELECT * FROM parts WHERE published";
        database.execute("CREATE OR REPLACE VIEW published_parts AS " + publishers);
        for (String file : VIEWS) {
            database.execute(TableScript.text(file));
        }
        return parts;
    }

    /// Names the run that a connection's views show.
    static void select(Database database, RunFolder run) throws SQLException {
        database.execute("SET VARIABLE list = " + Database.literal(run.list()));
        database.execute("SET VARIABLE run = " + Database.literal(run.date()));
    }

    /// The parts of a run, with all columns that are expected.
    ///
    /// @param listed whether they are the very parts that the manifest lists: then they were written by one
    ///     program
    private String parts(RunFolder run, boolean listed) throws SQLException {
        String pattern = Database.literal(run.partsPattern());
        // Parts are of one schema as a rule, and to bring hundreds of them to one each time costs more than to look.
        return columnsOf("read_parquet(" + pattern + ", hive_partitioning = false"
                + (listed || database.areOfOneSchema(run.partsPattern()) ? "" : ", union_by_name = true") + ")");
    }

    /// Rows with the columns that are expected and missing in them. Fields are read one by one, so no column
    /// may be cast to another shape on the way.
    private String columnsOf(String rows) throws SQLException {
        List<String> missing = new ArrayList<>();
        Set<String> there = database.columns("SELECT * FROM " + rows).stream()
                .map(Database.Column::name)
                .collect(Collectors.toSet());
        for (Database.Column column : database.columns("SELECT * FROM expected_parts")) {
            if (!there.contains(column.name())) {
                missing.add(", CAST(NULL AS " + column.type() + ") AS " + column.name());
            }
        }
        return "SELECT *" + String.join("", missing) + " FROM " + rows;
    }

    /// Checks the run's rows against its manifest: a lost part must not become a smaller number.
    ///
    /// @return how many of them are publishers'
    private long check(RunFolder run) throws SQLException {
        List<String> counted = database.texts("SELECT count(*), count(*) FILTER (WHERE published) FROM parts")
                .getFirst();
        long rows = Long.parseLong(counted.getFirst());
        OptionalLong expected = run.manifest().number("rows");
        if (expected.isPresent() && expected.getAsLong() != rows) {
            throw new UnusableDatasetException("run " + run.path() + " holds " + rows + " rows, its manifest says "
                    + expected.getAsLong() + ": a part is missing or foreign; restore the folder or scan again");
        }
        return Long.parseLong(counted.get(1));
    }

    private static String publishers(RunFolder run) {
        return RunFolder.literal(run.path().resolve(PUBLISHERS));
    }

    /// The digests of a run's parts, as `sha256sum` prints them; empty if the files of the folder are not those
    /// that the manifest lists.
    private static Optional<String> listedParts(RunFolder run) throws IOException {
        StringBuilder sums = new StringBuilder();
        int listed = 0;
        for (JsonNode part : run.manifest().at("files")) {
            String name = part.path("path").asString("");
            Path file = run.path().resolve(name);
            if (!PART.matcher(name).matches()
                    || !Files.isRegularFile(file)
                    || Files.size(file) != part.path("bytes").asLong(-1)) {
                return Optional.empty();
            }
            sums.append(part.path("sha256").asString(""))
                    .append("  ")
                    .append(name)
                    .append('\n');
            listed++;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(run.path(), "part-*.parquet")) {
            int found = Iterators.size(parts.iterator());
            return listed > 0 && found == listed ? Optional.of(sums.toString()) : Optional.empty();
        }
    }

    /// Whether the rows of the publishers stand beside the parts: made of these very parts, and as many as they
    /// hold. Where not, they are read from the parts.
    private boolean holdsPublishers(RunFolder run, String sums, long published) throws SQLException {
        if (!Files.isRegularFile(run.path().resolve(PUBLISHERS))) {
            return false;
        }
        String madeOf = Digest.of(sums.getBytes(StandardCharsets.UTF_8));
        return database.noteOf(publishers(run), "stsurvey.parts").equals(Optional.of(madeOf))
                && database.count("SELECT count(*) FROM read_parquet(" + Database.literal(publishers(run))
                                + ") WHERE published")
                        == published;
    }
}
