package org.stsurvey.inputs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The one file in a zip archive, read as the archive streams by. Its name is never used as a path. An archive of no
/// file, or of several, is an error: which one is the list would be a guess. So is one without its end, even if the
/// file in front is whole: what else was in it cannot be known.
final class SingleEntryZip extends InputStream {
    /// The end of central directory record (APPNOTE.TXT 4.3.16), without the comment that it ends with.
    private static final byte[] END = {'P', 'K', 5, 6};

    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;

    /// The directory of an archive of one file, with whatever its fields may hold.
    private static final int MAX_DIRECTORY = 1 << 20;

    private final Tail packed;
    private final ZipInputStream archive;
    private final String name;
    private boolean ended;

    SingleEntryZip(InputStream packed) throws IOException {
        this.packed = new Tail(packed, END_BYTES + MAX_COMMENT);
        this.archive = new ZipInputStream(this.packed);
        this.name = nextFile().orElseThrow(() -> new BrokenListException("is a zip archive without a file in it"));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = archive.read(target, offset, length);
        if (count < 0 && !ended) {
            ended = true;
            Optional<String> second = nextFile();
            if (second.isPresent()) {
                throw new BrokenListException(
                        "is a zip archive of several files (\"%s\", \"%s\", ...); unpack it and give one of them"
                                .formatted(Excerpt.of(name), Excerpt.of(second.get())));
            }
            requireEnd();
        }
        return count;
    }

    private void requireEnd() throws IOException {
        byte[] rest = packed.readNBytes(MAX_DIRECTORY);
        byte[] last = packed.last();
        for (int at = last.length - END_BYTES; at >= 0; at--) {
            int comment = (last[at + END_BYTES - 2] & 0xFF) | (last[at + END_BYTES - 1] & 0xFF) << 8;
            if (Arrays.equals(last, at, at + END.length, END, 0, END.length)
                    && at + END_BYTES + comment <= last.length) {
                return;
            }
        }
        throw rest.length < MAX_DIRECTORY
                ? new EOFException("no end of central directory")
                : new BrokenListException("is a zip archive with a long tail that is no directory; unpack it first");
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
