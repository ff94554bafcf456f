package org.stsurvey.inputs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where a list comes from: a file, or a stream that can be read once.
public sealed interface ListSource {

    /// What messages call the list.
    String name();

    /// A name for a list nobody named: lower-case letters, digits and hyphens, made from the file's name without its
    /// usual endings.
    String usualListName();

    /// The list's bytes as given. Whoever opens it closes it.
    InputStream open() throws IOException;

    static ListSource of(Path file) {
        return new ListFile(file);
    }

    static ListSource standardInput(InputStream stream) {
        return new StandardInput(stream);
    }

    /// A list in a file.
    record ListFile(Path path) implements ListSource {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public String usualListName() {
            String name = path.toString().toLowerCase(Locale.ROOT).replaceFirst(".*/", "");
            String bare = name.replaceFirst("(\\.(gz|zip|csv|tsv|txt|lst|list))+$", "");
            String safe = bare.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            return safe.isEmpty() ? "list" : safe.substring(0, Math.min(safe.length(), ListCitation.MAX_NAME_LENGTH));
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /// A list from a pipe, called `-`.
    record StandardInput(InputStream stream) implements ListSource {
        @Override
        public String name() {
            return "-";
        }

        @Override
        public String usualListName() {
            return "stdin";
        }

        @Override
        public InputStream open() {
            return stream;
        }
    }
}
