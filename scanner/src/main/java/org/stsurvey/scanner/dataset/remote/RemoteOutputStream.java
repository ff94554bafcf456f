package org.stsurvey.scanner.dataset.remote;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// A file while it is written. Every failure is an exception of its own, in words: a stream of HDFS throws that
/// of its writing again when it is closed, which the closing of resources cannot bear.
final class RemoteOutputStream extends FilterOutputStream {

    private final Path file;

    RemoteOutputStream(Path file, OutputStream out) {
        super(out);
        this.file = file;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw HadoopFileSystem.failed(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw HadoopFileSystem.failed(file, e);
        }
    }
}
