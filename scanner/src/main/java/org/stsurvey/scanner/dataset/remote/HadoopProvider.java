package org.stsurvey.scanner.dataset.remote;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/// Files of Hadoop's storages for `java.nio.file.Files`: as much of it as a dataset and its readers use.
///
/// There is one in a process, because the JDK compares providers by identity; it holds nothing but the storages
/// that were named. Attributes that files are made with are passed over.
final class HadoopProvider extends FileSystemProvider {

    private static final HadoopProvider THE_ONE = new HadoopProvider();

    private final Map<URI, HadoopFileSystem> storages = new ConcurrentHashMap<>();

    private HadoopProvider() {}

    static HadoopProvider theOne() {
        return THE_ONE;
    }

    /// The path that a URI names; its client is looked for, nothing is connected to.
    ///
    /// @throws IllegalArgumentException if there is no such client
    Path path(String text) {
        org.apache.hadoop.fs.Path named;
        try {
            named = new org.apache.hadoop.fs.Path(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no location: " + e.getMessage(), e);
        }
        requireNames(named.toUri());
        return RemotePath.of(storage(named.toUri()), named.toUri().getPath());
    }

    /// HDFS takes no colon in a name, and says so only when a file is made.
    private static void requireNames(URI location) {
        if (location.getScheme().equals("hdfs") && location.getPath().indexOf(':') >= 0) {
            throw new IllegalArgumentException("\"" + location.getPath()
                    + "\" has a colon, which names on HDFS cannot have; " + "choose another name");
        }
    }

    private HadoopFileSystem storage(URI uri) {
        String authority = uri.getAuthority();
        URI key = URI.create(uri.getScheme() + "://" + (authority == null ? "/" : authority));
        return storages.computeIfAbsent(key, this::open);
    }

    private HadoopFileSystem open(URI uri) {
        Configuration configuration = ClusterConfiguration.load();
        try {
            return new HadoopFileSystem(this, org.apache.hadoop.fs.FileSystem.get(uri, configuration), configuration);
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(whyNot(uri, e), e);
        }
    }

    private static String whyNot(URI uri, Throwable failure) {
        boolean missing = failure instanceof LinkageError
                || failure instanceof org.apache.hadoop.fs.UnsupportedFileSystemException
                || failure.toString().contains(ClassNotFoundException.class.getSimpleName());
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (missing && uri.getScheme().equals("s3a")) {
            return uri
                    + " needs Hadoop's client for S3, which is not shipped; have ./mvnw -P hadoop -DskipTests package"
                    + " collect hadoop-aws " + org.apache.hadoop.util.VersionInfo.getVersion()
                    + " and what it needs in scanner/s3a/target/s3a, and set STSURVEY_CLASSPATH='.../s3a/*' (" + reason
                    + ")";
        }
        return missing
                ? uri + " is on a storage whose client is not there (" + reason
                        + "); name its jars in STSURVEY_CLASSPATH, or give a hdfs://, s3a:// or local path"
                : uri + " cannot be used: " + reason
                        + "; is HADOOP_CONF_DIR the folder of the cluster's configuration?";
    }

    private static HadoopFileSystem storageOf(Path path) {
        return RemotePath.of(path).getFileSystem();
    }

    private static org.apache.hadoop.fs.FileSystem hadoop(Path path) {
        return storageOf(path).hadoop();
    }

    private static org.apache.hadoop.fs.Path in(Path path) {
        return storageOf(path).hadoopPath(path);
    }

    @Override
    public String getScheme() {
        return "hdfs";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        return storage(uri);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return storage(uri);
    }

    @Override
    public Path getPath(URI uri) {
        return path(uri.toString());
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        try {
            return hadoop(path).open(in(path));
        } catch (IOException e) {
            throw HadoopFileSystem.asOfTheJdk(path, e);
        }
    }

    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        List<OpenOption> asked = Arrays.asList(options);
        try {
            if (asked.contains(StandardOpenOption.APPEND)) {
                return new RemoteOutputStream(path, hadoop(path).append(in(path)));
            }
            return new RemoteOutputStream(
                    path, hadoop(path).create(in(path), !asked.contains(StandardOpenOption.CREATE_NEW)));
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw (IOException) new FileAlreadyExistsException(path.toString()).initCause(e);
        } catch (IOException e) {
            throw HadoopFileSystem.failed(path, e);
        }
    }

    /// For reading; whoever writes takes a stream.
    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException(path + ": files of this storage are written from end to end");
        }
        try {
            org.apache.hadoop.fs.FileSystem hadoop = hadoop(path);
            return new RemoteFileChannel(
                    hadoop.open(in(path)), hadoop.getFileStatus(in(path)).getLen());
        } catch (IOException e) {
            throw HadoopFileSystem.asOfTheJdk(path, e);
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        FileStatus[] found;
        try {
            found = hadoop(folder).listStatus(in(folder));
        } catch (IOException e) {
            throw HadoopFileSystem.asOfTheJdk(folder, e);
        }
        List<Path> entries = new java.util.ArrayList<>();
        for (FileStatus status : found) {
            Path entry = folder.resolve(status.getPath().getName());
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                // Everything was read at once.
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        try {
            hadoop(folder).mkdirs(in(folder));
        } catch (IOException e) {
            throw new IOException(HadoopFileSystem.firstLine(e), e);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        checkAccess(path);
        try {
            hadoop(path).delete(in(path), false);
        } catch (org.apache.hadoop.fs.PathIsNotEmptyDirectoryException e) {
            throw (IOException) new DirectoryNotEmptyException(path.toString()).initCause(e);
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        boolean replaces = Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING);
        try (InputStream from = newInputStream(source);
                OutputStream to =
                        replaces ? newOutputStream(target) : newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            from.transferTo(to);
        }
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        try {
            storageOf(source).rename(in(source), in(target));
        } catch (IOException e) {
            throw HadoopFileSystem.asOfTheJdk(source, e);
        }
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException(path + " is not on a disk of this machine");
    }

    /// Otherwise than the JDK's, it tells a storage that does not answer from a file that is not there.
    @Override
    public boolean exists(Path path, LinkOption... options) {
        return found(path).isPresent();
    }

    @Override
    public <A extends BasicFileAttributes> @Nullable A readAttributesIfExists(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return found(path)
                .map(status -> type.cast(new RemoteFileAttributes(status)))
                .orElse(null);
    }

    /// @throws UncheckedIOException if it cannot be told whether the file is there
    private static Optional<FileStatus> found(Path path) {
        try {
            return Optional.of(hadoop(path).getFileStatus(in(path)));
        } catch (FileNotFoundException | org.apache.hadoop.fs.ParentNotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(HadoopFileSystem.unreadable(path, e));
        }
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        status(path);
    }

    private static FileStatus status(Path path) throws IOException {
        try {
            return hadoop(path).getFileStatus(in(path));
        } catch (IOException e) {
            throw HadoopFileSystem.asOfTheJdk(path, e);
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (type != BasicFileAttributes.class) {
            throw new UnsupportedOperationException(type + " of " + path);
        }
        return type.cast(new RemoteFileAttributes(status(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        FileStatus status = status(path);
        return Map.of("size", status.getLen(), "isDirectory", status.isDirectory(), "isRegularFile", status.isFile());
    }

    @Override
    public void setAttribute(Path path, String attribute, @Nullable Object value, LinkOption... options)
            throws NoSuchFileException {
        throw new UnsupportedOperationException("attributes of " + path);
    }
}
