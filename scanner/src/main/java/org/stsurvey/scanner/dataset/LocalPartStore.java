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
/// A process that dies between two of these steps leaves a draft, which the next one removes, or a part without a
/// line. Opening the folder reconciles the two: a part without a line is verified page by page and recorded, or
/// removed if it is damaged; a line without its part, or with a part of another size, is struck out. What was done
/// about it is told in [#repairs()]. Several threads may read; one publishes.
public final class LocalPartStore implements PartStore {

    private final PartFolder folder;
    private final Checkpoint checkpoint;
    private final PublishedParts parts;
    private final List<String> repairs;

    private LocalPartStore(PartFolder folder, Checkpoint checkpoint, PublishedParts parts, List<String> repairs) {
        this.folder = folder;
        this.checkpoint = checkpoint;
        this.parts = parts;
        this.repairs = List.copyOf(repairs);
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
        var reconciliation = new Reconciliation(new PartFolder(absolute), new Checkpoint(absolute));
        reconciliation.run();
        return new LocalPartStore(
                reconciliation.folder, reconciliation.checkpoint, reconciliation.parts, reconciliation.repairs);
    }

    @Override
    public List<String> repairs() {
        return repairs;
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

    /// The folder, for messages.
    @Override
    public String toString() {
        return folder.toString();
    }

    /// Makes folder and checkpoint say the same.
    private static final class Reconciliation {

        private final PartFolder folder;
        private final Checkpoint checkpoint;
        private final PublishedParts parts = new PublishedParts();
        private final List<String> repairs = new ArrayList<>();

        Reconciliation(PartFolder folder, Checkpoint checkpoint) {
            this.folder = folder;
            this.checkpoint = checkpoint;
        }

        void run() throws IOException {
            removeDrafts();
            Checkpoint.Content recorded = checkpoint.read();
            if (recorded.damaged() > 0) {
                repairs.add("%s/%s: %d damaged %s struck out"
                        .formatted(
                                folder,
                                Checkpoint.NAME,
                                recorded.damaged(),
                                recorded.damaged() == 1 ? "line was" : "lines were"));
            }
            List<String> found = folder.names();
            for (String name : found) {
                Optional<PublishedPart> line =
                        Optional.ofNullable(recorded.parts().get(name));
                long bytes = Files.size(folder.path().resolve(name));
                if (line.filter(part -> part.bytes() == bytes).isPresent()) {
                    parts.put(line.get());
                } else {
                    adopt(name, line.isPresent());
                }
            }
            recorded.parts().keySet().stream()
                    .filter(name -> !found.contains(name))
                    .forEach(name -> repairs.add("%s/%s: it was recorded as published and is gone; its targets will be "
                                    .formatted(folder, name)
                            + "seen to again"));
            if (!repairs.isEmpty()) {
                checkpoint.replace(parts.inOrder());
            }
        }

        private void adopt(String name, boolean recorded) throws IOException {
            Path file = folder.path().resolve(name);
            String fault = recorded ? "it is not as long as was recorded" : "it was published, but not recorded";
            try {
                long rows = PartVerifier.verify(file, AnnotatedSchema.OBSERVATION);
                FolderFiles.sync(file);
                parts.put(PublishedPart.of(file, name, rows));
                repairs.add("%s: %s; it was verified and is recorded now".formatted(file, fault));
            } catch (PartVerifier.DamagedPartException e) {
                Files.delete(file);
                repairs.add("%s: %s and is damaged (%s); it was removed, its targets will be seen to again"
                        .formatted(file, fault, e.getMessage()));
            }
        }

        private void removeDrafts() throws IOException {
            try (var files = Files.list(folder.path())) {
                for (Path file : files.filter(
                                file -> file.getFileName().toString().startsWith(FolderFiles.DRAFT_PREFIX)
                                        && PartFolder.isPart(file.getFileName()
                                                .toString()
                                                .substring(FolderFiles.DRAFT_PREFIX.length())))
                        .toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
