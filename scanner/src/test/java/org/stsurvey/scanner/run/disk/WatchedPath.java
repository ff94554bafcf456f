package org.stsurvey.scanner.run.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/// A path whose file system is watched.
///
/// @param path the same of the file system beneath
record WatchedPath(WatchedDisk disk, Path path) implements Path {

    static Path beneath(Path path) {
        return path instanceof WatchedPath watched ? watched.path() : path;
    }

    private Path of(Path other) {
        return new WatchedPath(disk, other);
    }

    private @Nullable Path ofNullable(@Nullable Path other) {
        return other == null ? null : of(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return disk;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return ofNullable(path.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return ofNullable(path.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return ofNullable(path.getParent());
    }

    @Override
    public int getNameCount() {
        return path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return of(path.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return of(path.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return path.startsWith(beneath(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return path.endsWith(beneath(other));
    }

    @Override
    public Path normalize() {
        return of(path.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return of(path.resolve(beneath(other)));
    }

    @Override
    public Path relativize(Path other) {
        return of(path.relativize(beneath(other)));
    }

    @Override
    public URI toUri() {
        return path.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return of(path.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return of(path.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("nobody watches for changes");
    }

    @Override
    public int compareTo(Path other) {
        return path.compareTo(beneath(other));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
