package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a target file and its index, in the order in which targets come.
final class TargetFileWriter implements Closeable {
    /// Digests of the two files.
    record Written(String targetsSha256, String indexSha256) {}

    private final TextOutput targets;
    private final TextOutput index;
    private final TargetLine lines;

    TargetFileWriter(Scratch scratch, TargetLine lines) throws IOException {
        this.lines = lines;
        this.targets = new TextOutput(scratch.file(TargetFile.NAME));
        this.index = new TextOutput(scratch.file(TargetFile.INDEX_NAME));
    }

    void add(Target target) throws IOException {
        if (target.ordinal() % TargetFile.INDEX_STEP == 0) {
            index.line(Long.toString(targets.bytes));
        }
        targets.line(lines.text(target));
    }

    /// Ends the writing and says what was written.
    Written finish() throws IOException {
        return new Written(targets.sha256(), index.sha256());
    }

    @Override
    public void close() throws IOException {
        targets.out.close();
        index.out.close();
    }

    /// Lines, counted and digested.
    private static final class TextOutput {
        private final HashingOutputStream digest;
        private final OutputStream out;
        private long bytes;

        TextOutput(Path file) throws IOException {
            this.digest = new HashingOutputStream(Hashing.sha256(), Files.newOutputStream(file));
            this.out = new BufferedOutputStream(digest, 64 << 10);
        }

        void line(String text) throws IOException {
            byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(line);
            bytes += line.length;
        }

        String sha256() throws IOException {
            out.flush();
            return digest.hash().toString();
        }
    }
}
