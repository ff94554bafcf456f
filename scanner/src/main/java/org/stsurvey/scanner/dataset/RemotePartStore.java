package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.parquet.io.InputFile;
import org.stsurvey.scanner.dataset.remote.RemoteFileSystem;

/// Published parts in a folder of a storage that is no local disk, which several processes may add to.
///
/// ```
/// draft written and verified on a local disk -> published by the storage, whole -> recorded in `_checkpoint/`
/// ```
///
/// There is no appending to a file that others append to, and on object stores no appending at all: a part's
/// record is an empty file of its own in the folder `_checkpoint`, whose name says it all, so that one listing
/// reads all records. A part without a record, as a process leaves that dies between the two, is verified page
/// by page and recorded, or removed if it is damaged. One thread of a process publishes; several may read.
public final class RemotePartStore implements PartStore {

    private static final Pattern RECORD =
            Pattern.compile("(part-\\d+\\.parquet),(\\d{1,18}),(\\d{1,18}),([0-9a-f]{64})");

    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

    private final PartFolder folder;
    private final RemoteFileSystem storage;
    private final Path records;
    private final Path drafts;
    private final PublishedParts parts = new PublishedParts();
    private final List<String> repairs = new ArrayList<>();

    private RemotePartStore(PartFolder folder, Path drafts) {
        this.folder = folder;
        this.storage = (RemoteFileSystem) folder.path().getFileSystem();
        this.records = folder.path().resolve(Checkpoint.NAME);
        this.drafts = drafts;
    }

    /// Opens a folder, which is made if it is not there, and puts it in order.
    ///
    /// The caller holds the run's lock; tasks of a cluster may still publish.
    static RemotePartStore open(Path folder) throws IOException {
        Files.createDirectories(folder);
        RemotePartStore store = new RemotePartStore(new PartFolder(folder), localFolder());
        store.removeDrafts();
        store.reconcile(_ -> true);
        return store;
    }

    /// Opens a folder for a process that sees to some of its parts while others see to the rest.
    ///
    /// @param own names of the parts that nobody else sees to
    public static RemotePartStore openFor(Path folder, Predicate<String> own) throws IOException {
        RemotePartStore store = new RemotePartStore(new PartFolder(folder), localFolder());
        store.reconcile(own);
        return store;
    }

    private static Path localFolder() throws IOException {
        Path drafts = Files.createTempDirectory("stsurvey-parts");
        drafts.toFile().deleteOnExit();
        return drafts;
    }

    @Override
    public List<String> repairs() {
        return List.copyOf(repairs);
    }

    @Override
    public Path draft(String name) {
        return drafts.resolve(FolderFiles.DRAFT_PREFIX + name);
    }

    @Override
    public PublishedPart publish(Path verifiedLocalFile, String name, long rows) throws IOException {
        PublishedPart part = PublishedPart.of(verifiedLocalFile, name, rows);
        storage.publish(verifiedLocalFile, folder.path().resolve(name));
        record(part);
        Files.delete(verifiedLocalFile);
        return part;
    }

    private void record(PublishedPart part) throws IOException {
        String name =
                String.join(",", part.name(), Long.toString(part.rows()), Long.toString(part.bytes()), part.sha256());
        storage.createNew(records.resolve(name), new byte[0]);
        parts.put(part);
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

    @Override
    public void refresh() throws IOException {
        reconcile(_ -> true);
    }

    private void reconcile(Predicate<String> own) throws IOException {
        new Reconciliation(folder, parts, new RecordsAsFiles(), repairs).run(recorded(), own);
    }

    /// Records that are files of their own.
    private final class RecordsAsFiles implements Reconciliation.Records {

        @Override
        public void adopt(PublishedPart part) throws IOException {
            strikeOut(part.name());
            record(part);
        }

        @Override
        public void strikeOut(String name) throws IOException {
            for (Path record : listed(records)) {
                if (record.getFileName().toString().startsWith(name + ",")) {
                    Files.deleteIfExists(record);
                }
            }
        }
    }

    private Map<String, PublishedPart> recorded() throws IOException {
        Map<String, PublishedPart> found = new LinkedHashMap<>();
        for (Path record : listed(records)) {
            Matcher fields = RECORD.matcher(record.getFileName().toString());
            if (fields.matches()) {
                found.put(
                        fields.group(1),
                        new PublishedPart(
                                fields.group(1),
                                Long.parseLong(fields.group(2)),
                                Long.parseLong(fields.group(3)),
                                fields.group(4)));
            }
        }
        return found;
    }

    private static List<Path> listed(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /// What is uploaded just now may be a task's that an earlier process has started.
    private static boolean isForgotten(Path draft) throws IOException {
        return Files.getLastModifiedTime(draft).toInstant().plus(LONGEST_UPLOAD).isBefore(Instant.now());
    }

    private void removeDrafts() throws IOException {
        for (Path file : listed(folder.path())) {
            if (file.getFileName().toString().startsWith(FolderFiles.DRAFT_PREFIX) && isForgotten(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// The folder, for messages.
    @Override
    public String toString() {
        return folder.toString();
    }
}
