package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/// Published parts in a folder of a local disk.
///
/// ```
/// draft written and verified -> synced -> renamed -> folder synced -> line in `_checkpoint`, synced
/// ```
///
/// A process that dies between two of these steps leaves a draft, which the next one removes, or a part without
/// a line. Opening the folder reconciles the two, and tells in [#repairs()] what was done about it. Several
/// threads may read; one publishes.
public final class LocalPartStore implements PartStore {

    private final PartFolder folder;
    private final Checkpoint checkpoint;
    private final PublishedParts parts = new PublishedParts();
    private final List<String> repairs = new ArrayList<>();

    private LocalPartStore(PartFolder folder) {
        this.folder = folder;
        this.checkpoint = new Checkpoint(folder.path());
    }

    /// Opens a folder, which is made if it is not there, and puts it in order.
    ///
    /// The caller holds the run's lock.
    public static LocalPartStore open(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        try {
            Files.createDirectories(absolute);
        } catch (IOException e) {
            throw FolderFiles.failed("folder", absolute, e);
        }
        LocalPartStore store = new LocalPartStore(new PartFolder(absolute));
        store.removeDrafts();
        store.reconcile();
        return store;
    }

    private void reconcile() throws IOException {
        Checkpoint.Content recorded = checkpoint.read();
        if (recorded.damaged() > 0) {
            repairs.add("%s/%s: %d damaged %s struck out"
                    .formatted(
                            folder,
                            Checkpoint.NAME,
                            recorded.damaged(),
                            recorded.damaged() == 1 ? "line was" : "lines were"));
        }
        new Reconciliation(folder, parts, new RecordsWrittenAnew(), repairs).run(recorded.parts(), _ -> true);
        if (!repairs.isEmpty()) {
            checkpoint.replace(parts.inOrder());
        }
    }

    /// Records whose file is written anew once everything is known.
    private final class RecordsWrittenAnew implements Reconciliation.Records {

        @Override
        public void adopt(PublishedPart part) throws IOException {
            FolderFiles.sync(folder.path().resolve(part.name()));
        }

        @Override
        public void strikeOut(String name) {
            // It is not among those that are written.
        }
    }

    @Override
    public List<String> repairs() {
        return List.copyOf(repairs);
    }

    @Override
    public Path draft(String name) {
        return folder.path().resolve(FolderFiles.DRAFT_PREFIX + name);
    }

    @Override
    public PublishedPart publish(Path verifiedLocalFile, String name, long rows) throws IOException {
        Path place = folder.path().resolve(name);
        // The run's lock keeps other processes out, so nothing comes between this question and the move.
        if (Files.exists(place)) {
            throw new FileAlreadyExistsException(
                    place.toString(), verifiedLocalFile.toString(), "what is published is never replaced");
        }
        PublishedPart part = PublishedPart.of(verifiedLocalFile, name, rows);
        FolderFiles.sync(verifiedLocalFile);
        FolderFiles.rename(verifiedLocalFile, place);
        checkpoint.append(part);
        parts.put(part);
        return part;
    }

    @Override
    public Optional<PublishedPart> find(String name) {
        return parts.find(name);
    }

    @Override
    public List<PublishedPart> published() {
        return parts.inOrder();
    }

    @Override
    public List<String> names() {
        return published().stream().map(PublishedPart::name).toList();
    }

    @Override
    public InputFile open(String name) {
        return folder.open(name);
    }

    private void removeDrafts() throws IOException {
        try (var files = Files.list(folder.path())) {
            for (Path file : files.filter(LocalPartStore::isDraft).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isDraft(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(FolderFiles.DRAFT_PREFIX)
                && PartFolder.isPart(name.substring(FolderFiles.DRAFT_PREFIX.length()));
    }

    /// The folder, for messages.
    @Override
    public String toString() {
        return folder.toString();
    }
}
