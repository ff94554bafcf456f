package org.stsurvey.scanner.run.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.run.disk.Watch.Call;

/// Passes calls on to the machine's file system after telling the watch.
final class WatchedProvider extends FileSystemProvider {

    private final Watch watch;

    WatchedProvider(Watch watch) {
        this.watch = watch;
    }

    private static Path beneath(Path path) {
        return WatchedPath.beneath(path);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        watch.before(Call.OPEN, beneath(path));
        return new WatchedChannel(FileChannel.open(beneath(path), options, attributes), beneath(path), watch);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed with the stream that is returned
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        watch.before(Call.LIST, beneath(folder));
        DirectoryStream<Path> entries = Files.newDirectoryStream(beneath(folder));
        WatchedDisk disk = ((WatchedPath) folder).disk();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> names = entries.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return names.hasNext();
                    }

                    @Override
                    public Path next() {
                        return disk.watched(names.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        watch.before(Call.MAKE_FOLDER, beneath(folder));
        Files.createDirectory(beneath(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        watch.before(Call.DELETE, beneath(path));
        Files.delete(beneath(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        watch.before(Call.COPY, beneath(source));
        Files.copy(beneath(source), beneath(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        watch.before(Call.RENAME, beneath(source));
        Files.move(beneath(source), beneath(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(beneath(path), beneath(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(beneath(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(beneath(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        beneath(path).getFileSystem().provider().checkAccess(beneath(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(beneath(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(beneath(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(beneath(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(beneath(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("made by its constructor");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("made by its constructor");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("made from a path");
    }
}
