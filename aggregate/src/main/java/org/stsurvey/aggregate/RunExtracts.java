package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What the tables need of each run, taken from its parts once and kept with the tables.
///
/// A run's extracts are a function of its files, of the extracts of the run before it in its list, of the SQL
/// of this program and of the reader's provider rules. The key of all these is kept beside them; where it is
/// still the same, the files are taken over (as hard links, where the file system has them) and the run's parts
/// are not read. A run that was judged anew has another manifest and other parts, so it and those after it are
/// read again.
///
/// One thread reads the parts of a run while another compares the run before it with its predecessor; so three
/// sets of names are in memory at a time, however many runs there are.
final class RunExtracts {

    /// The folder in the tables that holds them.
    static final String FOLDER = "_runs";

    /// To be raised where code of this module, not its SQL, changes what is extracted.
    private static final String VERSION = "2";

    private static final String KEY = "_key";

    private final Database database;
    private final Path earlier;
    private final Path folder;
    private final ProviderRules providers;
    private final String program;
    private final Map<Path, String> keys = new HashMap<>();

    /// @param earlier the tables as they are, perhaps with extracts
    /// @param folder the tables that are being made
    RunExtracts(Database database, Path earlier, Path folder, ProviderRules providers) {
        this.database = database;
        this.earlier = earlier.resolve(FOLDER);
        this.folder = folder.resolve(FOLDER);
        this.providers = providers;
        this.program = program(database, providers);
    }

    /// Makes what does not depend on a run: macros, terms, and the tables that the flat views look into.
    static void prepare(Database database) throws SQLException {
        for (String file : List.of(dialect(database), "terms.sql", "expected.sql")) {
            database.execute(TableScript.text(file));
        }
        ProviderRules.prepare(database);
    }

    /// What an engine needs to understand the rest.
    static String dialect(Database database) {
        return "dialect-" + database.dialect() + ".sql";
    }

    private static String program(Database database, ProviderRules providers) {
        Digest digest = new Digest().add(VERSION).add(providers.digest());
        List<String> files = new ArrayList<>(RunReading.VIEWS);
        files.add(RunPair.VIEW);
        files.add(dialect(database));
        files.add("expected.sql");
        files.addAll(files());
        files.forEach(file -> digest.add(TableScript.text(file)));
        return digest.hex();
    }

    /// All that is kept of a run.
    static List<String> names() {
        List<String> names = new ArrayList<>(RunReading.EXTRACTS);
        names.addAll(RunPair.EXTRACTS);
        names.add(EntityKeys.EXTRACT);
        return names;
    }

    /// The SQL file of an extract.
    static String file(String name) {
        return "extracts/" + name + ".sql";
    }

    /// The SQL files of all extracts.
    static List<String> files() {
        return Stream.of(RunReading.EXTRACTS, List.of("names", "told_names"), RunPair.NOT_KEPT, RunPair.EXTRACTS)
                .flatMap(List::stream)
                .map(RunExtracts::file)
                .toList();
    }

    /// The file of an extract in the folder of a run.
    static Path parquet(Path ofRun, String name) {
        return ofRun.resolve(name + ".parquet");
    }

    /// The files of an extract, of all runs seen.
    List<String> parquet(String name) {
        return keys.keySet().stream()
                .sorted()
                .map(each -> RunFolder.literal(parquet(folder.resolve(each), name)))
                .toList();
    }

    /// Makes or takes over the extracts of all runs.
    ///
    /// @return the runs whose extracts were taken over
    Set<RunFolder> of(RunSeries series) throws SQLException, IOException {
        List<RunSeries.Member> toRead = new ArrayList<>();
        Set<RunFolder> reused = new HashSet<>();
        for (RunSeries.Member member : series.runs()) {
            Path name = nameOf(member.run());
            String key = key(member);
            keys.put(name, key);
            Path target = folder.resolve(name);
            Files.createDirectories(target);
            if (takeOver(key, earlier.resolve(name), target)) {
                reused.add(member.run());
            } else {
                toRead.add(member);
            }
        }
        read(toRead);
        return reused;
    }

    private static Path nameOf(RunFolder run) {
        return Path.of(run.list(), run.date());
    }

    /// The folder of a run's extracts.
    static Path folder(Path ofAll, RunFolder run) {
        return ofAll.resolve(nameOf(run));
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
                .map(before -> keys.getOrDefault(nameOf(before), ""))
                .orElse(""));
        return digest.hex();
    }

    private static boolean takeOver(String key, Path source, Path target) throws IOException {
        if (!Files.isRegularFile(source.resolve(KEY))
                || !Files.readString(source.resolve(KEY)).equals(key)
                || !names().stream().allMatch(name -> Files.isRegularFile(parquet(source, name)))) {
            return false;
        }
        for (String name : names()) {
            link(parquet(source, name), parquet(target, name));
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

    /// Reads runs one after the other, each while the one before it is compared.
    private void read(List<RunSeries.Member> members) throws SQLException, IOException {
        if (members.isEmpty()) {
            return;
        }
        RunPair pair = new RunPair(database, folder);
        try (Database beside = database.beside();
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            RunReading reading = new RunReading(beside, providers, folder);
            Future<RunReading.Names> next = reader.submit(() -> reading.read(members.getFirst()));
            for (int i = 0; i < members.size(); i++) {
                RunSeries.Member member = members.get(i);
                RunReading.Names names = Awaited.result(next);
                boolean namesAreNeeded = false;
                if (i + 1 < members.size()) {
                    RunSeries.Member following = members.get(i + 1);
                    namesAreNeeded = following.previous().equals(Optional.of(member.run()));
                    next = reader.submit(() -> reading.read(following));
                }
                pair.compare(member, names);
                Files.writeString(
                        folder(folder, member.run()).resolve(KEY), keys.getOrDefault(nameOf(member.run()), ""));
                for (String before : names.before().stream().toList()) {
                    RunReading.drop(database, before);
                }
                if (!namesAreNeeded) {
                    RunReading.drop(database, names.now());
                }
            }
        }
    }
}
