package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What is said on standard output is said whole, or the exit status tells.
class StandardOutputTest {

    private static final class Full extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static StandardOutput written(OutputStream to, boolean isPipe) {
        StandardOutput output = new StandardOutput(to, isPipe);
        try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            out.println("an answer");
        }
        return output;
    }

    @Test
    void whatCannotBeWrittenIsRemembered() {
        assertThat(written(new Full(), false).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("No space left on device"));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        assertThat(written(new Full(), true).failure()).isEmpty();
    }

    @Test
    void whatWasWrittenArrivedUnchanged() {
        var arrived = new ByteArrayOutputStream();
        assertThat(written(arrived, false).failure()).isEmpty();
        assertThat(arrived.toString(StandardCharsets.UTF_8)).isEqualTo("an answer" + System.lineSeparator());
    }

    @Test
    void aProcessWhoseAnswerIsLostFails() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "this system has no /dev/full");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Stsurvey.class.getName(),
                        "--version")
                .redirectOutput(full)
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isEqualTo(6);
        assertThat(err).contains("stsurvey: standard output cannot be written (No space left on device)");
    }
}
