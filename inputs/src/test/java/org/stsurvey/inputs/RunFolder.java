package org.stsurvey.inputs;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A run folder of a test, and lists in the forms in which they come.
final class RunFolder implements AutoCloseable {
    final Path path;

    RunFolder() throws IOException {
        this.path = Files.createTempDirectory("stsurvey-inputs-test");
    }

    PreparedList prepare(PrepareSettings settings, String list) throws IOException, UnusableListException {
        return prepare(settings, bytes(list));
    }

    PreparedList prepare(PrepareSettings settings, byte[] list) throws IOException, UnusableListException {
        return new ListPreparation(settings).prepare(ListSource.standardInput(new ByteArrayInputStream(list)), path);
    }

    List<Target> targets() throws IOException, UnusableListException {
        TargetFile file = TargetFile.open(path);
        return file.read(0, Math.toIntExact(file.size()));
    }

    List<String> domains() throws IOException, UnusableListException {
        return targets().stream().map(Target::domain).toList();
    }

    /// The lines of `_rejects.csv` below its header.
    List<String> rejects() throws IOException {
        List<String> lines = Files.readAllLines(path.resolve(RejectsFile.NAME));
        return lines.subList(1, lines.size());
    }

    List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /// A zip archive in which each of the names is a file of this content, or a folder if it ends in a slash.
    static byte[] zip(byte[] content, String... names) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    out.write(content);
                }
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }
}
