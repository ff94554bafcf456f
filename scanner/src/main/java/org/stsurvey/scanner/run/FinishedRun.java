package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A finished run of a dataset, to be read and not to be changed.
///
/// @param path its folder, absolute and without symbolic links
/// @param list the list's name in the dataset
/// @param run the run's name
public record FinishedRun(Path path, String list, String run, Manifest manifest) {

    private static final Pattern FOLDER = Pattern.compile("(?:.*/)?list=([^/]+)/run=([^/]+)");

    /// Opens the folder of a run.
    ///
    /// @throws RunRefusedException if it is none, or the run is not finished
    public static FinishedRun open(Path folder) throws IOException, RunRefusedException {
        Path path = folder.toRealPath();
        Matcher names = FOLDER.matcher(path.toString());
        if (!names.matches()) {
            throw new RunRefusedException(
                    folder + " is not the folder of a run; give one such as DATA/observations/list=NAME/run=DATE");
        }
        Manifest manifest = Manifest.read(path)
                .orElseThrow(() -> new RunRefusedException("run " + folder + " has no " + Manifest.NAME
                        + ", so its scan was never begun or is damaged; " + "finish the scan first"));
        if (!manifest.status().equals(Manifest.FINISHED)) {
            throw new RunRefusedException("run " + folder + " is not finished (its manifest says \"" + manifest.status()
                    + "\"); finish the scan first: the command that began it goes on where it stopped");
        }
        return new FinishedRun(path, names.group(1), names.group(2), manifest);
    }

    /// The file of the roots that the run was judged by.
    public Path roots() {
        return path.resolve(RunFolder.ROOTS_NAME);
    }

    /// The text of that file.
    public String rootsPem() throws IOException {
        return Files.readString(roots());
    }
}
