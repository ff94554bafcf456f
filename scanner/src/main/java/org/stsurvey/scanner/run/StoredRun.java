package org.stsurvey.scanner.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.dataset.DomainSearch;
import org.stsurvey.scanner.dataset.PartFolder;

/// A run as it lies on the disk, finished or not, to be read and not to be changed.
///
/// @param path its folder
public record StoredRun(Path path, Manifest manifest) {

    /// Opens the folder of a run.
    ///
    /// @throws RunRefusedException if it is none
    public static StoredRun open(Path folder) throws IOException, RunRefusedException {
        Manifest manifest = Manifest.read(folder)
                .orElseThrow(() -> new RunRefusedException(folder + " has no " + Manifest.NAME
                        + ", so it is not the folder of a run; give one such as DATA/observations/list=NAME/run=DATE"));
        return new StoredRun(folder, manifest);
    }

    /// The row of a domain: the published one, else what the passes have of it so far, the last one first.
    ///
    /// @param domain in normal form
    public Optional<DomainSearch.Hit> find(String domain) throws IOException {
        RunFolder folder = RunFolder.at(path);
        for (Path parts : List.of(path, folder.retest(), folder.firstPass())) {
            Optional<DomainSearch.Hit> hit = DomainSearch.find(new PartFolder(parts), domain);
            if (hit.isPresent()) {
                return hit;
            }
        }
        return Optional.empty();
    }

    /// The file of the roots that the run was judged by.
    public Path roots() {
        return path.resolve(RunFolder.ROOTS_NAME);
    }
}
