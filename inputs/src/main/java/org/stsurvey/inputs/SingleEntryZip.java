package org.stsurvey.inputs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The one file in a zip archive, read as the archive streams by. Its name is never used as a path. An archive of no
/// file, or of several, is an error: which one is the list would be a guess.
final class SingleEntryZip extends InputStream {
    private final ZipInputStream archive;
    private final String name;

    SingleEntryZip(InputStream packed) throws IOException {
        this.archive = new ZipInputStream(packed);
        this.name = nextFile().orElseThrow(() -> new BrokenListException("is a zip archive without a file in it"));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = archive.read(target, offset, length);
        if (count < 0) {
            Optional<String> second = nextFile();
            if (second.isPresent()) {
                throw new BrokenListException(
                        "is a zip archive of several files (\"%s\", \"%s\", ...); unpack it and give one of them"
                                .formatted(Excerpt.of(name), Excerpt.of(second.get())));
            }
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private Optional<String> nextFile() throws IOException {
        ZipEntry entry = archive.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = archive.getNextEntry();
        }
        return Optional.ofNullable(entry).map(ZipEntry::getName);
    }
}
