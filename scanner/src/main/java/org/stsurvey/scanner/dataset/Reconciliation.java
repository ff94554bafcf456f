package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Makes a folder's parts and the records of them say the same, after a process that died between the two.
///
/// A part without a record, or of another size than recorded, is verified page by page and recorded, or removed
/// if it is damaged; a record without its part is struck out. What is done about it is told as repairs.
///
/// @param parts learns of every part that is whole
/// @param repairs in words
record Reconciliation(PartFolder folder, PublishedParts parts, Records records, List<String> repairs) {

    /// Where a store records its parts.
    interface Records {

        /// Takes down a part that lay there unrecorded, or wrongly recorded, and has been verified.
        void adopt(PublishedPart part) throws IOException;

        /// Forgets what was recorded of a part that is gone or damaged.
        void strikeOut(String name) throws IOException;
    }

    /// Does so for some of the parts.
    ///
    /// @param recorded what was recorded, by name
    /// @param own names of the parts that are this process's to see to
    void run(Map<String, PublishedPart> recorded, Predicate<String> own) throws IOException {
        List<String> found = folder.names().stream().filter(own).toList();
        for (String name : found) {
            PublishedPart line = recorded.get(name);
            if (line != null && line.bytes() == Files.size(folder.path().resolve(name))) {
                parts.put(line);
            } else {
                adopt(name, line != null ? "it is not as long as was recorded" : "it was published, but not recorded");
            }
        }
        for (String name : recorded.keySet()) {
            if (own.test(name) && !found.contains(name)) {
                strikeOut(name);
                repairs.add("%s/%s: it was recorded as published and is gone; its targets will be seen to again"
                        .formatted(folder, name));
            }
        }
    }

    private void adopt(String name, String fault) throws IOException {
        Path file = folder.path().resolve(name);
        try {
            PublishedPart part = PublishedPart.of(file, name, PartVerifier.verify(file, AnnotatedSchema.OBSERVATION));
            records.adopt(part);
            parts.put(part);
            repairs.add("%s: %s; it was verified and is recorded now".formatted(file, fault));
        } catch (PartVerifier.DamagedPartException e) {
            strikeOut(name);
            Files.delete(file);
            repairs.add("%s: %s and is damaged (%s); it was removed, its targets will be seen to again"
                    .formatted(file, fault, e.getMessage()));
        }
    }

    private void strikeOut(String name) throws IOException {
        parts.remove(name);
        records.strikeOut(name);
    }
}
