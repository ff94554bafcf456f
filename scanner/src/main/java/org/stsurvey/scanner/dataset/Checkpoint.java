package org.stsurvey.scanner.dataset;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The record of what was published in a folder: `_checkpoint`, one line a part, appended and synced after the
/// part.
///
/// A line has name, rows, bytes and sha256 of the part and the CRC-32C of these, separated by tabs. A line that
/// does not match its CRC, as the last one after a power failure, is no record; the others stand for themselves.
final class Checkpoint {

    static final String NAME = "_checkpoint";

    private static final int FIELDS = 5;

    private final Path file;

    Checkpoint(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /// What could be read.
    ///
    /// @param parts by name
    /// @param damaged how many lines are no records
    record Content(Map<String, PublishedPart> parts, int damaged) {}

    Content read() throws IOException {
        Map<String, PublishedPart> parts = new LinkedHashMap<>();
        int damaged = 0;
        if (Files.exists(file)) {
            // A flipped bit may make anything of a byte, which must not keep the other lines from being read.
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (String line : text.split("(?<=\n)", -1)) {
                Optional<PublishedPart> part = parse(line);
                part.ifPresent(recorded -> parts.put(recorded.name(), recorded));
                damaged += part.isEmpty() && !line.isEmpty() ? 1 : 0;
            }
        }
        return new Content(parts, damaged);
    }

    void append(PublishedPart part) throws IOException {
        boolean fresh = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            writeAll(channel, line(part));
            channel.force(true);
        } catch (IOException e) {
            throw FolderFiles.failed("record of parts", file, e);
        }
        if (fresh) {
            FolderFiles.syncFolderOf(file);
        }
    }

    /// Writes the record anew, with these parts only.
    void replace(Collection<PublishedPart> parts) throws IOException {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(line(part)));
        FolderFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void writeAll(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String line(PublishedPart part) {
        String text =
                String.join("\t", part.name(), Long.toString(part.rows()), Long.toString(part.bytes()), part.sha256());
        return text + "\t" + crc(text) + "\n";
    }

    private static String crc(String text) {
        return Hashing.crc32c().hashString(text, StandardCharsets.ISO_8859_1).toString();
    }

    /// A line without its end is no record either: the next one would be appended to it.
    private static Optional<PublishedPart> parse(String text) {
        List<String> fields = List.of(text.strip().split("\t", -1));
        if (!text.endsWith("\n")
                || fields.size() != FIELDS
                || !crc(String.join("\t", fields.subList(0, FIELDS - 1))).equals(fields.getLast())) {
            return Optional.empty();
        }
        return Optional.of(new PublishedPart(
                fields.get(0), Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)), fields.get(3)));
    }
}
