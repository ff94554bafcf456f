package org.stsurvey.scanner.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.stsurvey.scanner.dataset.FolderFiles;

/// Whom the retest asks, for the tasks of a cluster: `_retest.bits.gz` in the run folder, one bit for each
/// ordinal, the lowest bit of the first byte first.
///
/// It follows from the parts of the first pass, so it is the same after every resume; a task that worked it out
/// by itself would have to read all of them.
final class RetestList {

    private static final String NAME = "_retest.bits.gz";

    private RetestList() {}

    static void write(RunFolder folder, BitSet ordinals) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(ordinals.toByteArray());
        }
        FolderFiles.replace(folder.path().resolve(NAME), packed.toByteArray());
    }

    static BitSet read(RunFolder folder) throws IOException {
        Path file = folder.path().resolve(NAME);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return BitSet.valueOf(in.readAllBytes());
        }
    }
}
