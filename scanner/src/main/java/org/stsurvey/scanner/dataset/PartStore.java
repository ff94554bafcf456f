package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.scanner.dataset.remote.Locations;

/// A folder of published parts that a run adds to, on whatever storage: the only place where a part becomes
/// visible.
///
/// A part is written and verified on a local disk and then published: it appears whole, under its own name, and
/// stays if the machine dies the moment after, or it does not appear at all. What is published never changes.
/// Names do not depend on chance or time, so a run that is resumed knows what it has. A name alone is not trusted:
/// what counts as published is what the store has a record of.
public interface PartStore extends Parts {

    /// Opens a folder, which is made if it is not there, and puts it in order.
    ///
    /// The caller holds the run's lock.
    static PartStore open(Path folder) throws IOException {
        return Locations.isRemote(folder) ? RemotePartStore.open(folder) : LocalPartStore.open(folder);
    }

    /// The name of the part of chunk `index`, such as `part-00000.parquet`.
    static String partName(int index) {
        return String.format(Locale.ROOT, "part-%05d.parquet", index);
    }

    /// Where the file that will have this name is to be written first: a local path, the same for the same name,
    /// that no reader of the folder takes for a part.
    Path draft(String name);

    /// Makes a part visible under a name, atomically and durably, and takes it away from where it was.
    ///
    /// @param verifiedLocalFile usually the draft of that name
    /// @param rows how many it was verified to hold
    /// @throws java.nio.file.FileAlreadyExistsException if the name is taken
    PublishedPart publish(Path verifiedLocalFile, String name, long rows) throws IOException;

    /// The part of this name, if it is published.
    Optional<PublishedPart> find(String name);

    /// All published parts, by name.
    List<PublishedPart> published();

    /// What opening found out of order and did about it, a sentence each.
    List<String> repairs();

    /// Looks again at what is published, where other processes have published too; they must have ended.
    default void refresh() throws IOException {}
}
