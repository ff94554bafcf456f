package org.stsurvey.scanner.dataset.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/// A storage that behaves as S3A does: a file appears when it is closed, as a whole or not at all, and nothing
/// is ever renamed. Its files lie in a local folder.
public final class ObjectStore extends RawLocalFileSystem {

    private static final URI ANY = URI.create("fakes3:///");

    /// What was put, in this process.
    static final List<String> PUTS = new CopyOnWriteArrayList<>();

    /// So many uploads fail half-way.
    static final AtomicInteger FAILURES = new AtomicInteger();

    /// Whether it answers nothing.
    static final AtomicBoolean SILENT = new AtomicBoolean();

    /// Whether nothing more fits; it says so with the same exception again and again, as HDFS does.
    static final AtomicBoolean FULL = new AtomicBoolean();

    private String root = "";
    private URI bucket = ANY;

    /// Writes a configuration that knows the storage `fakes3`, and has this process read it.
    public static void install(java.nio.file.Path folder) throws IOException {
        java.nio.file.Path file = folder.resolve("store-site.xml");
        Files.writeString(
                file,
                "<configuration><property><name>fs.fakes3.impl</name><value>" + ObjectStore.class.getName()
                        + "</value></property><property><name>fs.fakes3.impl.disable.cache</name><value>true</value>"
                        + "</property><property><name>fakes3.root</name><value>" + folder.resolve("objects")
                        + "</value></property></configuration>",
                StandardCharsets.UTF_8);
        System.setProperty(ClusterConfiguration.FILE_PROPERTY, file.toString());
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(uri, configuration);
        bucket = uri;
        root = configuration.get("fakes3.root") + "/" + uri.getAuthority();
    }

    @Override
    public URI getUri() {
        return bucket == null ? ANY : bucket; // asked before this object is made
    }

    @Override
    public java.io.File pathToFile(Path path) {
        return new java.io.File(root + path.toUri().getPath());
    }

    @Override
    protected void checkPath(Path path) {
        // Any: the folder of the process is one of its paths while it is made.
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        if (SILENT.get()) {
            throw new IOException("no route to host");
        }
        return super.getFileStatus(file);
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
        return capability.equals(StreamCapabilities.ABORTABLE_STREAM) || super.hasPathCapability(path, capability);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        throw new IOException("an object store renames nothing: " + from);
    }

    @Override
    public FSDataOutputStream append(Path file, int buffer, Progressable progress) throws IOException {
        throw new IOException("an object store appends to nothing: " + file);
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short copies, long block, Progressable progress)
            throws IOException {
        if (!overwrite && exists(file)) {
            throw new org.apache.hadoop.fs.FileAlreadyExistsException(file.toString());
        }
        return new FSDataOutputStream(new Upload(file), null);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short copies,
            long block,
            Progressable progress)
            throws IOException {
        return create(file, overwrite, buffer, copies, block, progress);
    }

    /// An object on its way.
    private final class Upload extends OutputStream implements Abortable, StreamCapabilities {

        private final Path file;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final IOException noRoom = new IOException("the quota is exceeded");
        private boolean ended;

        Upload(Path file) {
            this.file = file;
        }

        @Override
        public synchronized void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            if (FULL.get()) {
                throw noRoom;
            }
            if (FAILURES.get() > 0 && FAILURES.getAndDecrement() > 0) {
                throw new IOException("connection lost");
            }
            content.write(bytes, from, count);
        }

        @Override
        public synchronized void close() throws IOException {
            if (FULL.get()) {
                throw noRoom;
            }
            if (!ended) {
                ended = true;
                java.nio.file.Path target = pathToFile(file).toPath();
                Files.createDirectories(target.getParent());
                Files.write(target, content.toByteArray());
                PUTS.add(file.getName());
            }
        }

        @Override
        public synchronized AbortableResult abort() {
            boolean already = ended;
            ended = true;
            return new AbortableResult() {
                @Override
                public boolean alreadyClosed() {
                    return already;
                }

                @Override
                public @Nullable IOException anyCleanupException() {
                    return null;
                }
            };
        }

        @Override
        public boolean hasCapability(String capability) {
            return capability.equals(StreamCapabilities.ABORTABLE_STREAM);
        }
    }
}
