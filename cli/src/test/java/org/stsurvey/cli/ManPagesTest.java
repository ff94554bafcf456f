package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manual pages and the completion script, which are made from what the commands say of themselves.
class ManPagesTest {

    @TempDir
    private Path folder;

    private static Map<String, String> pages() {
        return ManPages.of(Stsurvey.commandLine(), "2026-11-01");
    }

    @Test
    void thereIsAPageForEachCommandWithItsOptionsAndExamples() {
        Map<String, String> pages = pages();
        assertThat(pages).containsKeys("stsurvey.1", "stsurvey-scan.1", "stsurvey-inputs-check.1", "stsurvey-doctor.1");
        assertThat(pages.get("stsurvey-scan.1"))
                .contains(".TH \"STSURVEY-SCAN\" 1 \"2026-11-01\"")
                .contains("stsurvey\\-scan \\- scans a list of domains into a dataset")
                .contains(".SH OPTIONS", "\\fB\\-\\-resolver=HOST[:PORT]\\fR")
                .contains("how often a DNS question is sent again (default: 3)")
                .contains("zcat names.gz | stsurvey scan");
        assertThat(pages.get("stsurvey.1")).contains("Exit status: 0 done", "\\fBstsurvey\\-month\\fR(1)");
        pages.values().forEach(page -> assertThat(page).doesNotContain("${DEFAULT", "${COMPLETION", "@|", "%n"));
    }

    @Test
    void theSameBuildMakesTheSamePages() {
        assertThat(pages()).isEqualTo(pages());
    }

    @Test
    void troffHasNothingToSayOfThem() throws Exception {
        assertThat(isThere("groff") || !"true".equals(System.getenv("CI")))
                .as("a build server has groff (.ci/run)")
                .isTrue();
        assumeTrue(isThere("groff"), "groff is not installed");
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Path file = Files.writeString(folder.resolve(page.getKey()), page.getValue());
            Process groff = new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-z", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(groff.waitFor()).as(said).isZero();
            assertThat(said).as(page.getKey()).isEmpty();
        }
    }

    @Test
    void theCompletionScriptIsAScriptAndKnowsCommandsAndOptions() throws Exception {
        StringWriter out = new StringWriter();
        int status = Stsurvey.commandLine().setOut(new PrintWriter(out)).execute("generate-completion");
        assertThat(status).isZero();
        assertThat(out.toString()).contains("scan", "doctor", "--resolver", "--dry-run", "bashcompinit");
        assumeTrue(isThere("bash"), "bash is not installed");
        Path script = Files.writeString(folder.resolve("stsurvey"), out.toString());
        String complete = "source " + script + "; COMP_WORDS=(stsurvey sc); COMP_CWORD=1; _complete_stsurvey;"
                + " echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder(List.of("bash", "-c", complete))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reply.strip()).isEqualTo("scan");
    }

    /// Presses the tab key, in a shell on a pseudo terminal.
    @Test
    void zshCompletesCommandsAndValuesToo() throws Exception {
        assumeTrue(isThere("zsh"), "zsh is not installed");
        StringWriter out = new StringWriter();
        Stsurvey.commandLine().setOut(new PrintWriter(out)).execute("generate-completion");
        Path script = Files.writeString(folder.resolve("stsurvey"), out.toString());
        Path typing = Files.writeString(folder.resolve("typing"), """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "source $1; print ready-\\$((6*7))"
                zpty -r -m shell seen '*ready-42*'
                zpty -w -n shell $'stsurvey sca\\t--progress b\\t--unit r\\t'
                zpty -r -m shell seen '*s*sca*n*--progress b*ar*--unit r*egistrable*'
                """);
        ProcessBuilder builder = new ProcessBuilder("zsh", "-f", typing.toString(), script.toString());
        builder.environment().put("TERM", "dumb");
        Process zsh = builder.redirectErrorStream(true).start();
        try {
            assertThat(zsh.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(zsh.exitValue()).isZero();
        } finally {
            zsh.destroyForcibly();
        }
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
