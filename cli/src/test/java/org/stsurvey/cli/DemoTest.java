package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The whole chain over real sockets: a world with every scenario of the lab, scanned, compared, counted,
/// printed.
class DemoTest {

    @Test
    void everyRowOfAScannedLabSaysWhatIsTrue(@TempDir Path folder) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));

        int status = command.execute("demo", "--domains", "2500", "--out", folder.toString(), "--progress", "none");

        assertThat(err.toString()).contains("2,500 of 2,500 rows agree with the lab's truth (100.00 %)");
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("index.html");
        assertThat(Files.readString(folder.resolve("report").resolve("index.html")))
                .contains("<svg", "2,500")
                .doesNotContain("<script src", "http-equiv=\"refresh\"");
        Path run = folder.resolve("data/observations/list=lab/run=2026-11-01");
        assertThat(Files.readString(run.resolve("_manifest.json")))
                .contains("\"status\" : \"finished\"", "\"rows\" : 2500");
    }
}
