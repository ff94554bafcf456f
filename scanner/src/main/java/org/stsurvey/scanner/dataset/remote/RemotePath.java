package org.stsurvey.scanner.dataset.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A path on a storage that is no local disk; printed with the storage's URI, so that a message can be copied
/// into a command.
final class RemotePath implements Path {

    private final HadoopFileSystem storage;
    private final boolean absolute;
    private final List<String> names;

    private RemotePath(HadoopFileSystem storage, boolean absolute, List<String> names) {
        this.storage = storage;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    /// The path of a text, split at `/`; it is absolute if it begins with one.
    static RemotePath of(HadoopFileSystem storage, String text) {
        return new RemotePath(
                storage,
                text.startsWith("/"),
                Arrays.stream(text.split("/", -1))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Override
    public HadoopFileSystem getFileSystem() {
        return storage;
    }

    /// The path within its storage, from `/` on.
    String inStorage() {
        return "/" + String.join("/", names);
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? new RemotePath(storage, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : new RemotePath(storage, false, List.of(names.getLast()));
    }

    @Override
    public @Nullable Path getParent() {
        if (names.isEmpty() || (!absolute && names.size() == 1)) {
            return null;
        }
        return new RemotePath(storage, absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return new RemotePath(storage, false, List.of(names.get(index)));
    }

    @Override
    public Path subpath(int from, int to) {
        return new RemotePath(storage, false, names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof RemotePath that
                && that.storage.equals(storage)
                && that.absolute == absolute
                && that.names.size() <= names.size()
                && names.subList(0, that.names.size()).equals(that.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof RemotePath that) || that.names.size() > names.size()) {
            return false;
        }
        if (that.absolute) {
            return that.equals(this);
        }
        return names.subList(names.size() - that.names.size(), names.size()).equals(that.names);
    }

    @Override
    public Path normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            if (name.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!name.equals(".") && !(name.equals("..") && absolute)) {
                kept.add(name);
            }
        }
        return new RemotePath(storage, absolute, kept);
    }

    /// Resolves a path of this storage, or a relative one of any, as one carries the names of a local folder's
    /// files over.
    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        List<String> all = new ArrayList<>(names);
        other.forEach(name -> {
            if (!name.toString().isEmpty()) {
                all.add(name.toString());
            }
        });
        return new RemotePath(storage, absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        RemotePath that = of(other);
        if (!that.startsWith(this)) {
            throw new IllegalArgumentException(other + " is not below " + this);
        }
        return new RemotePath(storage, false, that.names.subList(names.size(), that.names.size()));
    }

    @Override
    public URI toUri() {
        // With what a URI cannot have as it is in its escaped form.
        return storage.hadoopPath(toAbsolutePath()).toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return new RemotePath(storage, true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        storage.provider().checkAccess(real);
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("nothing watches " + storage.uri());
    }

    /// A path as one of ours.
    static RemotePath of(Path path) {
        if (path instanceof RemotePath ours) {
            return ours;
        }
        throw new ProviderMismatchException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemotePath that
                && that.storage.equals(storage)
                && that.absolute == absolute
                && that.names.equals(names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(storage, absolute, names);
    }

    @Override
    public String toString() {
        return absolute ? storage.uri() + inStorage() : String.join("/", names);
    }
}
