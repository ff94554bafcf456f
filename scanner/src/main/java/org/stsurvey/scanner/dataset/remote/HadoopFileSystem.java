package org.stsurvey.scanner.dataset.remote;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.StreamCapabilities;

/// One storage that Hadoop's client knows: a HDFS, a bucket.
final class HadoopFileSystem extends RemoteFileSystem {

    private static final String DRAFT_PREFIX = "_tmp-";
    private static final int BUFFER_BYTES = 1 << 20;

    private final HadoopProvider provider;
    private final FileSystem hadoop;
    private final Configuration configuration;
    private final String uri;

    HadoopFileSystem(HadoopProvider provider, FileSystem hadoop, Configuration configuration) {
        this.provider = provider;
        this.hadoop = hadoop;
        this.configuration = configuration;
        this.uri = hadoop.getUri().toString().replaceFirst("/+$", "");
    }

    FileSystem hadoop() {
        return hadoop;
    }

    /// The storage's URI, without a slash at its end.
    String uri() {
        return uri;
    }

    org.apache.hadoop.fs.Path hadoopPath(Path path) {
        return new org.apache.hadoop.fs.Path(
                hadoop.getUri().getScheme(),
                hadoop.getUri().getAuthority(),
                RemotePath.of(path).inStorage());
    }

    /// Whether a file is to be uploaded under its own name, as it appears when it is closed and can be given up
    /// before that: so it is on object stores, where renaming is copying.
    private boolean filesAppearWhenClosed(Path file) throws IOException {
        return hadoop.hasPathCapability(hadoopPath(file), StreamCapabilities.ABORTABLE_STREAM);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        try {
            if (filesAppearWhenClosed(file)) {
                write(hadoop.create(hadoopPath(file), true), out -> out.write(content));
                return;
            }
            throughDraft(file, out -> out.write(content), draft -> rename(draft, hadoopPath(file)));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /// Moves a file over any that is there.
    void rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
        FileContext.getFileContext(hadoop.getUri(), configuration).rename(from, to, Options.Rename.OVERWRITE);
    }

    @Override
    public void publish(Path localFile, Path place) throws IOException {
        requireFree(place);
        try {
            if (filesAppearWhenClosed(place)) {
                write(createdOnce(place), out -> Files.copy(localFile, out));
                return;
            }
            throughDraft(place, out -> Files.copy(localFile, out), draft -> {
                if (!hadoop.rename(draft, hadoopPath(place))) {
                    requireFree(place);
                    throw new IOException("the storage does not rename " + draft);
                }
            });
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw taken(place, e);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw failed(place, e);
        }
    }

    @Override
    public boolean createNew(Path file, byte[] content) throws IOException {
        try {
            if (hadoop.exists(hadoopPath(file))) {
                return false;
            }
            write(createdOnce(file), out -> out.write(content));
            return true;
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException _) {
            return false;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /// Of several that create it, one succeeds; an object store is told so by the option, and others pass it
    /// over.
    private FSDataOutputStream createdOnce(Path file) throws IOException {
        FSDataOutputStreamBuilder<?, ?> creation =
                hadoop.createFile(hadoopPath(file)).overwrite(false).recursive();
        creation.opt(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
        return (FSDataOutputStream) creation.build();
    }

    private interface Filling {
        void fill(OutputStream out) throws IOException;
    }

    /// Fills a file; if that fails, no part of it appears where the storage can give it up.
    private static void write(FSDataOutputStream out, Filling filling) throws IOException {
        try {
            filling.fill(out);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        } catch (IOException | RuntimeException e) {
            giveUp(out, e);
            throw e;
        }
        out.close();
    }

    /// Closes without hiding why: a stream of HDFS throws the very exception of its writing again.
    private static void giveUp(FSDataOutputStream out, Exception why) {
        try {
            if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
                out.abort();
            }
            out.close();
        } catch (IOException | RuntimeException e) {
            if (!e.equals(why)) {
                why.addSuppressed(e);
            }
        }
    }

    /// Writes a file under another name and moves it into its place; whatever fails, none is left under the
    /// other name, as a storage that is full would fill with them.
    private void throughDraft(Path place, Filling filling, Move move) throws IOException {
        org.apache.hadoop.fs.Path draft = draftOf(place);
        try {
            write(hadoop.create(draft, true), filling);
            move.move(draft);
        } catch (IOException | RuntimeException e) {
            try {
                hadoop.delete(draft, false);
            } catch (IOException notRemoved) {
                e.addSuppressed(notRemoved);
            }
            throw e;
        }
    }

    private interface Move {
        void move(org.apache.hadoop.fs.Path draft) throws IOException;
    }

    private org.apache.hadoop.fs.Path draftOf(Path file) {
        return hadoopPath(file.resolveSibling(DRAFT_PREFIX + UUID.randomUUID() + "-" + file.getFileName()));
    }

    private void requireFree(Path place) throws IOException {
        if (hadoop.exists(hadoopPath(place))) {
            throw taken(place, null);
        }
    }

    private static FileAlreadyExistsException taken(Path place, @org.jspecify.annotations.Nullable Exception cause) {
        var taken = new FileAlreadyExistsException(place.toString(), null, "what is published is never replaced");
        if (cause != null) {
            taken.initCause(cause);
        }
        return taken;
    }

    /// A failure in words: Hadoop's have a stack trace in their message.
    static IOException failed(Path file, IOException cause) {
        return new IOException("file %s cannot be written: %s".formatted(file, firstLine(cause)), cause);
    }

    /// A failure to look at a file, in words.
    static IOException unreadable(Path file, IOException cause) {
        return new IOException(
                "%s cannot be looked at: %s; is the storage up, is it the one that is meant, and may this user read there?"
                        .formatted(file, firstLine(cause)),
                cause);
    }

    /// The first line of what a failure says.
    static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }

    /// The same failure as the JDK's file systems report it.
    static IOException asOfTheJdk(Path file, IOException failure) {
        return failure instanceof FileNotFoundException
                ? (IOException) new NoSuchFileException(file.toString()).initCause(failure)
                : failure;
    }

    int bufferBytes() {
        return BUFFER_BYTES;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    /// Storages are shared by the whole process, as Hadoop shares its clients; none is closed before it ends.
    @Override
    public void close() {
        throw new UnsupportedOperationException(uri + " is closed when the process ends");
    }

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
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(RemotePath.of(this, "/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        return RemotePath.of(this, more.length == 0 ? first : first + "/" + String.join("/", more));
    }

    /// Globs are matched as for local files; only names of files are ever matched here.
    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher local = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> local.matches(Path.of(RemotePath.of(path).inStorage().substring(path.isAbsolute() ? 0 : 1)));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("nobody is looked up at " + uri);
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("nothing watches " + uri);
    }
}
