package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Adoption;
import org.stsurvey.scanner.run.RunLock;
import picocli.CommandLine;

/// Two months of a small world, each by the one line of a crontab; and what that line does when something is
/// wrong.
class MonthCommandTest {

    private static final List<String> NAMES =
            IntStream.range(0, 120).mapToObj("site-%d.example"::formatted).toList();
    private static final LabSettings WORLD = LabSettings.named(NAMES).withAdoption(Adoption.everywhere(0.4));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    private static Result first = new Result(-1, "", "");
    private static Result second = new Result(-1, "", "");

    private record Result(int status, String out, String err) {}

    @BeforeAll
    static void twoMonths() throws Exception {
        first = month(0, "--run", "2026-10-01");
        second = month(4, "--run", "2026-11-01");
    }

    /// Scans a lab that has come so many months.
    private static Result month(int later, String... more) throws Exception {
        try (Lab lab = Lab.start(WORLD.withMonthsLater(later))) {
            lab.writeList(folder.resolve("list.csv"));
            lab.writeCa(folder.resolve("ca.pem"));
            List<String> arguments = new ArrayList<>(List.of(
                    "--resolver",
                    InetAddress.getLoopbackAddress().getHostAddress() + ":"
                            + lab.dns().getPort(),
                    "--https-port",
                    Integer.toString(lab.httpsPort()),
                    "--ca-file",
                    folder.resolve("ca.pem").toString(),
                    "--allow-non-public",
                    "--retest-after",
                    "0s"));
            arguments.addAll(List.of(more));
            return run(folder.resolve("list.csv"), folder.resolve("data"), arguments);
        }
    }

    private static Result run(Path list, Path data, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "month",
                list.toString(),
                "--list-name",
                "small",
                "--data",
                data.toString(),
                "--site",
                site().toString(),
                "--progress",
                "none"));
        arguments.addAll(more);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Stsurvey.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return new Result(command.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    private static Path site() {
        return folder.resolve("site");
    }

    private static Map<String, String> bytes(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void theFirstMonthMakesTheSite() {
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("list small, run 2026-10-01: ", "have a usable policy", "report: " + site())
                .doesNotContain("since");
    }

    @Test
    void theSecondMonthTellsWhatChanged() throws Exception {
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.out())
                .contains("list small, run 2026-11-01: ")
                .contains("since 2026-10-01: Adoption went from ")
                .contains("the method changed: trusted roots");
        assertThat(Files.readString(site().resolve("index.html")))
                .contains("MTA-STS adoption, 1 November 2026", "What changed since 2026-10-01");
    }

    @Test
    void thePanelIsTheDatasetItself() throws Exception {
        assertThat(Files.readString(folder.resolve("data/observations/list=small/run=2026-11-01/_manifest.json")))
                .contains("\"panel\" : \"" + folder.resolve("data"));
    }

    @Test
    void theSameCommandAgainScansNothingAndLeavesTheSameSite() throws Exception {
        Map<String, String> before = bytes(site());
        Result again = month(4, "--run", "2026-11-01");
        assertThat(again.err()).contains("run 2026-11-01 was finished", "nothing to do");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(bytes(site())).isEqualTo(before);
    }

    @Test
    void aListThatIsMissingKeepsTheSite() throws Exception {
        Map<String, String> before = bytes(site());
        Result failed = run(
                folder.resolve("no-such-list.csv"),
                folder.resolve("data"),
                List.of("--allow-non-public", "--resolver", "127.0.0.1:9", "--run", "2026-12-01"));
        assertThat(failed.status()).as(failed.err()).isEqualTo(3);
        assertThat(failed.err()).contains("no-such-list.csv", "the scan failed", "stays as it was");
        assertThat(bytes(site())).isEqualTo(before);
    }

    @Test
    void tablesThatCannotBeWrittenKeepTheSite() throws Exception {
        Map<String, String> before = bytes(site());
        Path file = Files.writeString(folder.resolve("in-the-way"), "mine");
        Result failed = month(4, "--run", "2026-11-01", "--tables", file.toString());
        assertThat(failed.status()).as(failed.err()).isEqualTo(3);
        assertThat(failed.err()).contains("in-the-way is a file", "the report failed", "stays as it was");
        assertThat(bytes(site())).isEqualTo(before);
        assertThat(file).hasContent("mine");
    }

    @Test
    void aMonthThatIsUnderWayIsLeftAlone() throws Exception {
        try (RunLock _ = RunLock.acquire(folder.resolve("data"))) {
            Result locked = month(4, "--run", "2026-11-01");
            assertThat(locked.status()).isEqualTo(7);
            assertThat(locked.err()).contains("another stsurvey month works on");
        }
    }

    @Test
    void aFolderOfSomethingElseIsNoSite(@TempDir Path elsewhere) throws Exception {
        Path home = Files.writeString(elsewhere.resolve("index.html"), "my home page");
        Result refused = month(4, "--run", "2026-11-01", "--site", elsewhere.toString());
        assertThat(refused.status()).isNotZero();
        assertThat(home).hasContent("my home page");
    }

    @Test
    void theRunOfAMonthIsTheOneBegunInIt(@TempDir Path data) throws Exception {
        Path runs = data.resolve("observations/list=small");
        for (String run : List.of("run=2026-10-31", "run=2026-11-02", "run=2026-11-09", "run=2026-11-40")) {
            Files.createDirectories(runs.resolve(run));
        }
        assertThat(RunDate.ofMonth(data, "small", LocalDate.of(2026, 11, 30))).contains("2026-11-09");
        assertThat(RunDate.ofMonth(data, "small", LocalDate.of(2026, 12, 1))).isEmpty();
        assertThat(RunDate.ofMonth(data, "other", LocalDate.of(2026, 11, 30))).isEmpty();
    }

    @Test
    void aDateThatIsNoneIsRefused() throws Exception {
        Result refused = month(4, "--run", "2026-11");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--run \"2026-11\" is not a date");
    }
}
