package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the names of a run come from: a file, a stream that can be read once, or several of these.
public sealed interface ListSource {

    /// What messages call the list.
    String name();

    /// A name for a list nobody named: lower-case letters, digits and hyphens, made from the file's name without
    /// its usual endings.
    String usualListName();

    /// The digest that [ListIdentity#sha256()] will have; empty where reading for it would use the list up.
    Optional<String> sha256() throws IOException;

    static ListSource.Single of(Path file) {
        return new ListFile(file);
    }

    static ListSource.Single standardInput(InputStream stream) {
        return new StandardInput(stream);
    }

    /// One list.
    sealed interface Single extends ListSource {
        /// The list's bytes as given. Whoever opens it closes it.
        InputStream open() throws IOException;
    }

    /// A list in a file.
    record ListFile(Path path) implements Single {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public String usualListName() {
            String name = path.toString().toLowerCase(Locale.ROOT).replaceFirst(".*/", "");
            String bare = name.replaceFirst("(\\.(gz|zip|zst|csv|tsv|txt|lst|list))+$", "");
            return safeName(bare);
        }

        @Override
        public Optional<String> sha256() throws IOException {
            return Optional.of(
                    MoreFiles.asByteSource(path).hash(Hashing.sha256()).toString());
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /// A list from a pipe, called `-`.
    record StandardInput(InputStream stream) implements Single {
        @Override
        public String name() {
            return "-";
        }

        @Override
        public String usualListName() {
            return "stdin";
        }

        @Override
        public Optional<String> sha256() {
            return Optional.empty();
        }

        @Override
        public InputStream open() {
            return stream;
        }
    }

    /// Several lists of one run. Each name is scanned once, and keeps its place in each of them.
    ///
    /// @param parts in the order given; their names differ
    record Several(List<Part> parts) implements ListSource {
        /// Lists are told apart by one octet, and the highest value stands for the panel.
        static final int MAX_LISTS = 20;

        /// One of the lists.
        ///
        /// @param kind how it is written, if it is not to be found out
        public record Part(Single source, ListCitation citation, Optional<ListKind> kind) {
            /// The list's name in the dataset.
            public String listName() {
                return citation.name().orElseGet(source::usualListName);
            }
        }

        /// Checks the lists.
        ///
        /// @throws IllegalArgumentException if there are none, too many, or two of one name
        public Several {
            parts = List.copyOf(parts);
            if (parts.isEmpty() || parts.size() > MAX_LISTS) {
                throw new IllegalArgumentException(
                        "a run reads 1 to %d lists, not %d".formatted(MAX_LISTS, parts.size()));
            }
            Set<String> names = new HashSet<>();
            for (Part part : parts) {
                if (!names.add(part.listName())) {
                    throw new IllegalArgumentException(
                            "two lists have the name \"" + part.listName() + "\"; name them apart, as in NAME=FILE");
                }
            }
        }

        @Override
        public String name() {
            return parts.stream().map(part -> part.source().name()).collect(Collectors.joining(" + "));
        }

        @Override
        public String usualListName() {
            return safeName(parts.stream().map(Part::listName).collect(Collectors.joining("-")));
        }

        @Override
        public Optional<String> sha256() throws IOException {
            StringBuilder digests = new StringBuilder();
            for (Part part : parts) {
                Optional<String> digest = part.source().sha256();
                if (digest.isEmpty()) {
                    return Optional.empty();
                }
                digests.append(digest.get()).append('\n');
            }
            return Optional.of(digestOf(digests.toString()));
        }

        static String digestOf(String digests) {
            return Hashing.sha256()
                    .hashString(digests, StandardCharsets.US_ASCII)
                    .toString();
        }
    }

    private static String safeName(String text) {
        String safe = text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return safe.isEmpty() ? "list" : safe.substring(0, Math.min(safe.length(), ListCitation.MAX_NAME_LENGTH));
    }
}
