package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// From the runs of a dataset to a folder of tables.
///
/// Each table is one SQL file, run over all runs at once, and is written as Parquet and CSV; beside them stand
/// the SQL, the manifests and the index [TableIndex]. Same dataset, same bytes. The folder is replaced as a
/// whole when everything has succeeded.
public final class Aggregation {

    /// What stands between the extracts and the tables.
    static final List<String> COLLECTED = List.of("members.sql", "collected.sql", "trend_rules.sql");

    private final AggregationSettings settings;
    private final Database.Opener engine;

    /// By DuckDB, in this process.
    public Aggregation(AggregationSettings settings) {
        this(settings, DuckDb::open);
    }

    public Aggregation(AggregationSettings settings, Database.Opener engine) {
        this.settings = settings;
        this.engine = engine;
    }

    /// Aggregates a dataset.
    ///
    /// @param data the dataset: the folder that holds `observations/`
    /// @param tables the folder to write; an earlier output in it is replaced
    /// @throws UnusableDatasetException if the dataset cannot be aggregated; the message says what to do
    /// @throws IOException if the tables cannot be written
    public AggregationResult run(Path data, Path tables) throws IOException {
        Dataset dataset = Dataset.find(data);
        RunSeries series = RunSeries.of(dataset.runs());
        ProviderRules providers = settings.providers().isPresent()
                ? ProviderRules.read(settings.providers().get())
                : ProviderRules.none();
        try (FolderReplacement output = FolderReplacement.of(tables, TableIndex.FILE)) {
            Path folder = output.building();
            Path spill = folder.resolve("_tmp-spill");
            AggregationResult result;
            try (Database database = engine.open(settings, spill)) {
                RunExtracts extracts = new RunExtracts(database, tables, folder, providers);
                result = new Filling(database, series, extracts, folder).fill(dataset, tables);
            } catch (SQLException e) {
                if (isAboutWriting(e)) {
                    throw new IOException(
                            "tables " + tables + " cannot be written: " + e.getMessage()
                                    + "; check permissions and free space",
                            e);
                }
                throw new UnusableDatasetException(
                        "dataset " + data + " cannot be aggregated: " + e.getMessage()
                                + "; its parts must have the columns of the dataset's schema (`stsurvey schema`)",
                        e);
            }
            Files.deleteIfExists(spill);
            output.publish();
            return result;
        }
    }

    /// The database tells failures of reading and of writing apart only in words.
    private static boolean isAboutWriting(SQLException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("io error")
                && Stream.of("no space left", "could not write", "cannot write", "failed to write", "could not flush")
                        .anyMatch(message::contains);
    }

    /// Fills one folder of tables.
    private final class Filling {

        private final Database database;
        private final RunSeries series;
        private final RunExtracts extracts;
        private final Path folder;
        private final RunFacts facts;

        Filling(Database database, RunSeries series, RunExtracts extracts, Path folder) {
            this.database = database;
            this.series = series;
            this.extracts = extracts;
            this.folder = folder;
            this.facts = new RunFacts(series, settings.rulebook());
        }

        AggregationResult fill(Dataset dataset, Path tables) throws SQLException, IOException {
            RunExtracts.prepare(database);
            List<AggregationResult.Run> runs = new ArrayList<>();
            List<TableIndex.RunEntry> entries = new ArrayList<>();
            Set<RunFolder> reused = extracts.of(series);
            for (RunSeries.Member member : series.runs()) {
                TableIndex.RunEntry entry = copyManifest(member.run());
                entries.add(entry);
                runs.add(new AggregationResult.Run(
                        entry.list(), entry.run(), entry.rows(), reused.contains(member.run())));
            }
            collect();
            Advice advice = new Advice(series, facts);
            List<String> told = new ArrayList<>(advice.lines());
            told.addAll(frozenEntities(tables));
            origins();
            for (String file : COLLECTED) {
                database.execute(TableScript.text(file));
            }
            List<String> sql =
                    new ArrayList<>(List.of(RunExtracts.dialect(database), "terms.sql", "expected.sql", RunPair.VIEW));
            sql.addAll(RunReading.VIEWS);
            sql.addAll(RunExtracts.files());
            sql.addAll(COLLECTED);
            for (String file : sql) {
                TableWriter.copySql(file, folder);
            }
            List<TableIndex.Table> written = TableWriter.writeAll(database, settings.threads(), folder);
            new TableIndex(TableIndex.VERSION, terms("numerators"), terms("denominators"), entries, written)
                    .write(folder);
            return new AggregationResult(tables, runs, dataset.skipped(), written.size(), told);
        }

        private TableIndex.RunEntry copyManifest(RunFolder run) throws SQLException, IOException {
            byte[] manifest = Files.readAllBytes(run.path().resolve(RunFolder.MANIFEST));
            String copy = "manifests/" + run.list() + "_" + run.date() + ".json";
            Files.createDirectories(folder.resolve("manifests"));
            Files.write(folder.resolve(copy), manifest);
            return new TableIndex.RunEntry(run.list(), run.date(), rows(run), copy, Digest.of(manifest));
        }

        /// Rows are checked against the manifest when a run is read.
        private long rows(RunFolder run) throws SQLException {
            OptionalLong rows = run.manifest().number("rows");
            return rows.isPresent()
                    ? rows.getAsLong()
                    : database.count("SELECT count(*) FROM read_parquet(" + Database.literal(run.partsPattern()) + ")");
        }

        /// Puts the extracts of all runs together and makes the views that tables read.
        private void collect() throws SQLException {
            for (String name : RunExtracts.names()) {
                database.execute("CREATE TABLE " + name + " AS SELECT * FROM read_parquet("
                        + Database.literals(extracts.parquet(name)) + ", union_by_name = true)");
            }
            facts.fill(database);
        }

        private List<String> frozenEntities(Path tables) throws SQLException, IOException {
            Path file = folder.resolve(EntityClasses.FILE);
            Path pinned = settings.entities().orElse(tables.resolve(EntityClasses.FILE));
            if (Files.isRegularFile(pinned)) {
                Files.copy(pinned, file);
            }
            List<String> told = EntityClasses.fix(database, series, file, pinned, settings.referenceRun());
            if (settings.entities().isPresent() && !(Files.isRegularFile(pinned) && Files.mismatch(file, pinned) < 0)) {
                Files.copy(file, pinned, StandardCopyOption.REPLACE_EXISTING);
            }
            return told;
        }

        /// Makes the table `address_origins`; without a database of networks it has no rows.
        private void origins() throws SQLException, IOException {
            database.execute("CREATE TABLE address_origins (address VARCHAR, asn VARCHAR, name VARCHAR)");
            if (settings.asnDatabase().isPresent()) {
                List<String> addresses = database.texts("SELECT DISTINCT address FROM host_addresses").stream()
                        .map(List::getFirst)
                        .toList();
                try (var rows = database.appender("address_origins")) {
                    for (var found : AddressOrigins.of(settings.asnDatabase().get(), addresses)
                            .entrySet()) {
                        rows.row(
                                found.getKey(),
                                found.getValue().asn(),
                                found.getValue().name());
                    }
                }
            }
        }

        private List<TableIndex.Term> terms(String view) throws SQLException {
            return database.texts("SELECT code, name, meaning FROM " + view + " ORDER BY code NULLS LAST").stream()
                    .map(row -> new TableIndex.Term(row.get(0), row.get(1), row.get(2)))
                    .toList();
        }
    }
}
