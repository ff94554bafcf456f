package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stsurvey.inputs.TargetFile;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.PartFolder;

/// The folder of one run in a dataset: `DATA/observations/list=<list>/run=<run>`.
///
/// Published parts lie in it under plain names; everything else begins with an underscore, so that readers of
/// the dataset pass it over.
public final class RunFolder {

    /// The names go into paths, and hive partitions are split at `=` and `/`.
    private static final Pattern SAFE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final Pattern LIST_FILE =
            Pattern.compile("_targets\\..+|_(rejects|excluded|excluded_networks)\\.csv");

    static final String ROOTS_NAME = "_roots.pem";

    /// Stands there while a run is being discarded, so that a discard that was interrupted is brought to its
    /// end.
    private static final String DISCARDING = "_discarding";

    private static final String FIRST_PASS = "_pass1";
    private static final String RETEST = "_pass2";

    private final Path path;
    private final String run;

    private RunFolder(Path path, String run) {
        this.path = path;
        this.run = run;
    }

    /// Opens the folder of a run, which is made if it is not there.
    ///
    /// @throws RunRefusedException if a name cannot be a folder's
    public static RunFolder open(Path data, String list, String run) throws IOException, RunRefusedException {
        Path path = pathOf(data, list, run);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw FolderFiles.failed("folder", path, e);
        }
        return new RunFolder(path, run);
    }

    /// Where the folder of a run is, or would be.
    ///
    /// @throws RunRefusedException if a name cannot be a folder's
    public static Path pathOf(Path data, String list, String run) throws RunRefusedException {
        requireSafe("list name", list);
        requireSafe("run", run);
        return data.resolve("observations").resolve("list=" + list).resolve("run=" + run);
    }

    /// The folder of a run that is there.
    static RunFolder at(Path path) {
        return new RunFolder(path, String.valueOf(path.getFileName()).replaceFirst("^run=", ""));
    }

    private static void requireSafe(String what, String name) throws RunRefusedException {
        if (!SAFE_NAME.matcher(name).matches()) {
            throw new RunRefusedException(
                    what + " \"" + name + "\" must be 1 to 64 lower-case letters, digits or hyphens "
                            + "and begin with no hyphen, because it becomes a folder's name");
        }
    }

    public Path path() {
        return path;
    }

    public String run() {
        return run;
    }

    /// Whether it holds nothing but a lock and what was never completed.
    boolean isUnused() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals(RunLock.NAME) || name.startsWith("_tmp"));
        }
    }

    /// Copies the prepared list of another run, if it is not here yet.
    ///
    /// The seal comes last: a folder that has it has the rest.
    void carryOver(Path from) throws IOException {
        if (TargetFile.isSealed(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            List<Path> list = files.filter(file ->
                            LIST_FILE.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(file -> file.toString().endsWith(".seal")))
                    .toList();
            for (Path file : list) {
                Files.copy(file, path.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// The file of the roots that the run is judged by.
    public Path rootsFile() {
        return path.resolve(ROOTS_NAME);
    }

    /// The folder of the parts of the first pass.
    public Path firstPass() {
        return path.resolve(FIRST_PASS);
    }

    /// The folder of the parts of the retest.
    public Path retest() {
        return path.resolve(RETEST);
    }

    /// Whether it holds parts of any pass.
    public boolean holdsParts() throws IOException {
        for (Path folder : List.of(path, firstPass(), retest())) {
            if (!new PartFolder(folder).names().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Removes all that the folder holds, the lock excepted.
    void discard() throws IOException {
        FolderFiles.replace(path.resolve(DISCARDING), new byte[0]);
        finishDiscarding();
    }

    /// Brings a discard to its end that was begun.
    void finishDiscarding() throws IOException {
        Path marker = path.resolve(DISCARDING);
        if (!Files.exists(marker)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> !file.endsWith(RunLock.NAME) && !file.endsWith(DISCARDING))
                    .toList()) {
                deleteTree(file);
            }
        }
        FolderFiles.sync(path);
        Files.deleteIfExists(marker);
    }

    static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file); // an object store has no folder any more once it is empty
            }
        }
    }
}
