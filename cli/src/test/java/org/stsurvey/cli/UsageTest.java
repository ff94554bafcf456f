package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What the command says when it is not used right, and with which exit status.
class UsageTest {

    @TempDir
    private Path folder;

    private record Result(int status, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan",
                "inputs",
                "rejudge",
                "status",
                "export",
                "check",
                "lint",
                "aggregate",
                "report",
                "demo",
                "lab",
                "month",
                "doctor",
                "generate-completion"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        Result result = run(command, "--help");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Usage: stsurvey " + command, "Example", "stsurvey " + command + " ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aPathThatCannotBeOneIsAUsageError() {
        Result result = run("lint", "--policy", "a\0b");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("\"a\\u{0}b\" cannot be a path here (Nul character not allowed)");
    }

    @Test
    void whatAMessageQuotesCannotCommandTheTerminal() {
        Result failed =
                run("inputs", "check", folder.resolve("a\u001b]0;pwn\u0007.csv").toString());
        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.err()).contains("a\\u{1b}]0;pwn\\u{7}.csv").doesNotContain("\u001b");
        Result misused = run("check", "a.example", "--retries", "\u001b[2J");
        assertThat(misused.status()).isEqualTo(2);
        assertThat(misused.err()).contains("\\u{1b}[2J").doesNotContain("\u001b");
    }

    @Test
    void helpListsTheCommandsAndTheExitStatuses() {
        assertThat(run("--help").out())
                .contains(
                        "scan",
                        "inputs",
                        "rejudge",
                        "check",
                        "lint",
                        "aggregate",
                        "report",
                        "demo",
                        "lab",
                        "Exit status");
    }

    @Test
    void anUnknownCommandIsAUsageErrorWithASuggestion() {
        Result result = run("scann");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("scann", "scan", "--help");
    }

    @Test
    void noCommandIsAUsageError() {
        assertThat(run().status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--resolver|127.0.0.1:x|port \"x\" is not a number",
                "--resolver|127.0.0.1:70000|is not HOST[:PORT]",
                "--contact|me|is neither mailto:NAME@HOST nor an https: address",
                "--https-port|0|is not a port",
                "--retries|-1|is below 0",
                "--dns-rate|0|is below 1",
                "--concurrency|0|is below 1",
                "--chunk-size|0|is below 1",
                "--unit|hosts|is none of",
                "--list-date|yesterday|--list-date",
                "--limit|0|limit must be at least 1"
            })
    void aBadOptionIsAUsageErrorThatNamesTheValue(String option, String value, String message) throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "example.com\n");
        Result result = run(
                "scan",
                list.toString(),
                "--out",
                folder.resolve("data").toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                option,
                value);
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(value, message);
        assertThat(folder.resolve("data").resolve("observations").toFile().list())
                .as("nothing is begun")
                .isNull();
    }

    @Test
    void aLiveScanNeedsAContact() throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "example.com\n");
        Result result = run("scan", list.toString(), "--out", folder.toString(), "--resolver", "127.0.0.1:1");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--contact is missing");
    }

    @Test
    void aListThatIsNotThereIsUnusableInput() {
        Result result = run(
                "scan",
                folder.resolve("nobody.csv").toString(),
                "--out",
                folder.toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("nobody.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody.pem", "list.csv"})
    void rootsThatCannotBeReadAreUnusableInput(String file) throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "example.com\n");
        Result result = run(
                "scan",
                list.toString(),
                "--out",
                folder.resolve("data").toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                "--ca-file",
                folder.resolve(file).toString());
        assertThat(result.status()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains("--ca-file", file, "PEM file of root certificates");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFailedOutput() throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "example.com\n");
        Result result = run(
                "scan",
                list.toString(),
                "--out",
                list.resolve("below-a-file").toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1");
        assertThat(result.status()).as(result.err()).isEqualTo(6);
        assertThat(result.err()).contains("list.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc", "november", "2026-11-1", "2026-02-30", "2026-11-01 ", "20261101", "", "+2026-11-01"
            })
    void aRunThatIsNotCalledByADateIsRefused(String name) throws Exception {
        Path list = Files.writeString(folder.resolve("list.csv"), "example.com\n");
        Result result = run(
                "scan",
                list.toString(),
                "--out",
                folder.toString(),
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                "--run",
                name);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--run \"" + name + "\" is not a date; write it as YYYY-MM-DD");
        assertThat(folder).isDirectoryNotContaining("glob:**observations");
    }

    @Test
    void somethingThatIsNoDomainCannotBeChecked() {
        Result result = run("check", "not a domain", "--allow-non-public", "--resolver", "127.0.0.1:1");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("not a domain");
    }
}
