package org.stsurvey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stsurvey.aggregate.EverPublished;
import org.stsurvey.inputs.DomainNames;
import org.stsurvey.inputs.UnusableListException;

/// The names of `--panel`: every domain that ever published in a dataset.
final class PanelNames {

    private PanelNames() {}

    /// Reads them.
    ///
    /// @param own the dataset that the run will belong to; before its first run it need not be there
    /// @throws UnusableListException if there is no such dataset, or it holds what is no domain
    static List<String> of(Path data, Optional<Path> own) throws IOException, UnusableListException {
        if (!Files.exists(data)) {
            if (own.filter(path -> path.toAbsolutePath()
                            .normalize()
                            .equals(data.toAbsolutePath().normalize()))
                    .isPresent()) {
                return List.of();
            }
            throw new UnusableListException(
                    "panel " + data + " does not exist; name the folder that scan --out wrote to");
        }
        DomainNames names = new DomainNames();
        List<String> published;
        try (DatasetCopy here = DatasetCopy.of(data, Optional.empty())) {
            published = EverPublished.in(here.path());
        }
        for (String name : published) {
            requireNormal(data, name, names);
        }
        return published;
    }

    private static void requireNormal(Path data, String name, DomainNames names) throws UnusableListException {
        try {
            if (names.normalise(name).equals(name)) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new UnusableListException("panel " + data + " holds a domain \"" + SafeText.of(name)
                + "\", which is not in normal form; it was not written by stsurvey or is damaged");
    }
}
