package org.stsurvey.scanner.run;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.scanner.dataset.FolderFiles;
import org.stsurvey.scanner.dataset.OutcomesWriter;
import org.stsurvey.scanner.dataset.PartFolder;
import org.stsurvey.scanner.dataset.PublicCopy;
import org.stsurvey.scanner.dataset.PublishedPart;
import org.stsurvey.scanner.dataset.PublisherRows;

/// A finished run made fit to be published: the parts as [PublicCopy] makes them, the registry of outcomes, the
/// roots, a manifest without what names the machine, and `SHA256SUMS`.
///
/// The manifest comes last: until then, readers of the dataset take the run for unfinished. What is left out
/// besides raw evidence: the prepared list and the rejected lines, which are the list publisher's; the passes;
/// command line, host, settings of the machine and vantage but for what the operator wrote; the resolvers'
/// addresses.
public final class PublicExport {

    /// Of the vantage, what does not lead to the machine.
    private static final List<String> PUBLIC_VANTAGE = List.of("description", "ipv6");

    private static final String SUMS = "SHA256SUMS";

    private final FinishedRun source;
    private final PublicCopy copy;

    /// @param key of the digests that stand for local parts of mail addresses
    public PublicExport(FinishedRun source, byte[] key) {
        this.source = source;
        this.copy = new PublicCopy(key);
    }

    /// Writes the run into another dataset.
    ///
    /// @return the folder that it went to
    /// @throws RunRefusedException if there is something already
    public Path write(Path data) throws IOException, RunRefusedException {
        RunFolder folder = RunFolder.open(data, source.list(), source.run());
        if (!folder.isUnused()) {
            throw new RunRefusedException("run " + folder.path() + " is there already, and what is published is never "
                    + "replaced; give the folder of another dataset to --out, or remove it");
        }
        List<PublishedPart> parts = parts(folder.path());
        for (String name : List.of(OutcomesWriter.FILE_NAME, RunFolder.ROOTS_NAME)) {
            Files.copy(source.path().resolve(name), folder.path().resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        PublisherRows.write(new PartFolder(folder.path()), parts, folder.path());
        publicManifest(parts).write(folder.path());
        writeSums(folder.path(), parts);
        return folder.path();
    }

    private List<PublishedPart> parts(Path folder) throws IOException {
        PartFolder stored = new PartFolder(source.path());
        List<PublishedPart> parts = new ArrayList<>();
        for (String name : stored.names()) {
            Path draft = folder.resolve(FolderFiles.DRAFT_PREFIX + name);
            long rows = copy.copy(stored, name, draft);
            FolderFiles.sync(draft);
            FolderFiles.rename(draft, folder.resolve(name));
            parts.add(new PublishedPart(name, rows, Files.size(folder.resolve(name)), sha256(folder.resolve(name))));
        }
        return parts;
    }

    private Manifest publicManifest(List<PublishedPart> parts) {
        RunOrigin origin = source.manifest().origin();
        SortedMap<String, String> vantage = new TreeMap<>(origin.vantage());
        vantage.keySet().retainAll(PUBLIC_VANTAGE);
        return new Manifest(
                origin.forPublication(vantage),
                source.manifest().course().forPublication(origin.resolvers()),
                source.manifest()
                        .result()
                        .withFiles(parts.stream().map(RunResult.PartFile::of).toList()));
    }

    private static void writeSums(Path folder, List<PublishedPart> parts) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (PublishedPart part : parts) {
            sums.append(part.sha256()).append("  ").append(part.name()).append('\n');
        }
        for (String name :
                List.of(Manifest.NAME, OutcomesWriter.FILE_NAME, PublisherRows.FILE_NAME, RunFolder.ROOTS_NAME)) {
            sums.append(sha256(folder.resolve(name))).append("  ").append(name).append('\n');
        }
        FolderFiles.replace(folder.resolve(SUMS), sums.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    }
}
