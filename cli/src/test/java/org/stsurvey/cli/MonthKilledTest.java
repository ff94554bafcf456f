package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.world.Adoption;

/// A month is ended from outside at each of its steps, as a process of its own: the site is whole all the time,
/// and the same command goes on from there.
class MonthKilledTest {

    private static final List<String> NAMES =
            IntStream.range(0, 60).mapToObj("site-%d.example"::formatted).toList();
    private static final LabSettings WORLD = LabSettings.named(NAMES).withAdoption(Adoption.everywhere(0.4));
    private static final long MOST_SECONDS = 120;
    private static final String RUN = "2026-11-01";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Lab lab;

    private final List<Process> started = new ArrayList<>();

    /// A step of a month, and what is on disk while it is under way and not before.
    private enum Step {
        FIRST_PASS("data/observations/list=small/run=" + RUN, "_targets"),
        RETEST("data/observations/list=small/run=" + RUN + "/_pass1", "part-"),
        TABLES("data", "_tmp-tables"),
        REPORT(".", "_tmp-site");

        private final String where;
        private final String beginsWith;

        Step(String where, String beginsWith) {
            this.where = where;
            this.beginsWith = beginsWith;
        }

        boolean isUnderWay(Path folder) throws IOException {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve(where), beginsWith + "*")) {
                return found.iterator().hasNext();
            } catch (NoSuchFileException _) {
                return false;
            }
        }
    }

    @BeforeEach
    void haveASite() throws Exception {
        lab = Lab.start(WORLD);
        lab.writeList(folder.resolve("list.csv"));
        lab.writeCa(folder.resolve("ca.pem"));
        Process first = start("2026-10-01");
        assertThat(first.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as(err()).isZero();
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        started.forEach(Process::destroyForcibly);
        lab.close();
    }

    private Process start(String run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Stsurvey.class.getName(),
                "month",
                folder.resolve("list.csv").toString(),
                "--list-name=small",
                "--data=" + folder.resolve("data"),
                "--site=" + site(),
                "--run=" + run,
                "--resolver=" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                        + lab.dns().getPort(),
                "--https-port=" + lab.httpsPort(),
                "--ca-file=" + folder.resolve("ca.pem"),
                "--allow-non-public",
                "--retest-after=0s",
                "--progress=none"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private Path site() {
        return folder.resolve("site");
    }

    private Map<String, String> siteBytes() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(site())) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(site().relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    /// Ends the month of a run once a step is under way; empty if the step was over before that was seen.
    private Optional<Process> endedIn(Step step, Consumer<Process> signal) throws Exception {
        Process month = start(RUN);
        while (!step.isUnderWay(folder)) {
            if (!month.isAlive()) {
                return Optional.empty();
            }
            Thread.onSpinWait();
        }
        signal.accept(month);
        assertThat(month.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Optional.of(month);
    }

    /// Whether the site is the old one. In its last step a month may have put the new one there already, but
    /// whole.
    private boolean isWhole(Step step, Map<String, String> old) throws IOException {
        Map<String, String> now = siteBytes();
        boolean isOld = now.equals(old);
        if (!isOld) {
            assertThat(step).isEqualTo(Step.REPORT);
            assertThat(Files.readString(site().resolve("index.html"))).contains("What changed since 2026-10-01");
            for (String line : Files.readAllLines(site().resolve("SHA256SUMS"))) {
                assertThat(now).containsKey(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return isOld;
    }

    private void goesOnToTheEnd(Map<String, String> old) throws Exception {
        Process month = start(RUN);
        assertThat(month.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(month.exitValue()).as(err()).isZero();
        assertThat(Files.readString(folder.resolve("out"))).contains("list small, run " + RUN, "since 2026-10-01");
        assertThat(Files.readString(site().resolve("index.html"))).contains("What changed since 2026-10-01");
        assertThat(siteBytes()).isNotEqualTo(old);
        for (Path place : List.of(folder, folder.resolve("data"))) {
            try (DirectoryStream<Path> halfMade = Files.newDirectoryStream(place, "_tmp*")) {
                assertThat(halfMade).isEmpty();
            }
        }
    }

    @Test
    void aMonthThatIsKilledAtEveryStepLeavesTheSiteAndGoesOn() throws Exception {
        Map<String, String> old = siteBytes();
        for (Step step : Step.values()) {
            Optional<Process> killed = endedIn(step, Process::destroyForcibly);
            assertThat(killed)
                    .as("a month killed in %s; its words: %s", step, err())
                    .isPresent();
            assertThat(killed.orElseThrow().exitValue()).isEqualTo(137);
            isWhole(step, old);
        }
        goesOnToTheEnd(old);
    }

    @Test
    void aMonthThatIsAskedToStopSaysWhatIsToBeDone() throws Exception {
        Map<String, String> old = siteBytes();
        for (Step step : Step.values()) {
            Optional<Process> stopped = endedIn(step, Process::destroy);
            assertThat(stopped)
                    .as("a month stopped in %s; its words: %s", step, err())
                    .isPresent();
            assertThat(stopped.orElseThrow().exitValue()).as(err()).isEqualTo(143);
            assertThat(err())
                    .as("words after SIGTERM in %s", step)
                    .contains("the same command goes on")
                    .contains("the site " + site() + (isWhole(step, old) ? " stays as it was" : " is the new one"));
        }
        goesOnToTheEnd(old);
    }
}
