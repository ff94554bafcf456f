package org.stsurvey.scanner.run.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.run.disk.Watch.Call;

/// A file whose writes and syncs are watched. Half of what is written is written before the watch is told, so that
/// what fails or is killed there leaves a torn file, as a full disk does.
final class WatchedChannel extends FileChannel {

    private final FileChannel beneath;
    private final Path file;
    private final Watch watch;

    WatchedChannel(FileChannel beneath, Path file, Watch watch) {
        this.beneath = beneath;
        this.file = file;
        this.watch = watch;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int half = source.remaining() / 2;
        ByteBuffer first = source.slice(source.position(), half);
        int written = 0;
        while (first.hasRemaining()) {
            written += beneath.write(first);
        }
        source.position(source.position() + written);
        watch.before(Call.WRITE, file);
        return written + beneath.write(source);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        watch.before(Call.SYNC, file);
        beneath.force(metaData);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return beneath.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return beneath.read(targets, offset, length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        watch.before(Call.WRITE, file);
        return beneath.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
        return beneath.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        beneath.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return beneath.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        beneath.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return beneath.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        watch.before(Call.WRITE, file);
        return beneath.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return beneath.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        watch.before(Call.WRITE, file);
        return beneath.write(source, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return beneath.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return beneath.lock(position, size, shared);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return beneath.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        beneath.close();
    }
}
