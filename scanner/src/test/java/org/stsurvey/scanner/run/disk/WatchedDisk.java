package org.stsurvey.scanner.run.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/// The machine's file system, every call watched.
public final class WatchedDisk extends FileSystem {

    private final FileSystem beneath = FileSystems.getDefault();
    private final WatchedProvider provider;

    public WatchedDisk(Watch watch) {
        provider = new WatchedProvider(watch);
    }

    /// A path of the machine's file system as one of this.
    public Path watched(Path path) {
        return new WatchedPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return watched(beneath.getPath(first, more));
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return beneath.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(watched(Path.of("/")));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return beneath.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return beneath.supportedFileAttributeViews();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = beneath.getPathMatcher(pattern);
        return path -> matcher.matches(WatchedPath.beneath(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return beneath.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("nobody watches for changes");
    }
}
