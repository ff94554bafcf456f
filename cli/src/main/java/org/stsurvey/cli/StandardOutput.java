package org.stsurvey.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output that knows whether all of it was written; a [PrintStream] says nothing.
final class StandardOutput extends OutputStream {

    private static final int BUFFER = 8_192;

    private final OutputStream out;
    private final boolean isPipe;
    private volatile @Nullable IOException failure;

    /// @param isPipe whether another process reads it, and may stop to
    StandardOutput(OutputStream out, boolean isPipe) {
        this.out = out;
        this.isPipe = isPipe;
    }

    /// Takes the place of `System.out`.
    static StandardOutput install() {
        StandardOutput output =
                new StandardOutput(new FileOutputStream(FileDescriptor.out), StandardStream.OUT.isPipe());
        System.setOut(new PrintStream(new BufferedOutputStream(output, BUFFER), true, System.out.charset()));
        return output;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Why something was not written. A reader that has seen enough, as `head` does, is no failure.
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .filter(_ -> !isPipe)
                .map(
                        e -> "standard output cannot be written (" + e.getMessage()
                                + "), so what was said there is not all there is; check where it goes, and give the command again");
    }
}
