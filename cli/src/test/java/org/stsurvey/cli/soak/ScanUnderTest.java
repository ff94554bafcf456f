package org.stsurvey.cli.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.cli.soak.SoakPlan.Trouble;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.dns.Ailment;

/// A scan of a lab as a process of its own, with a clock that can be stepped where libfaketime is installed.
final class ScanUnderTest implements AutoCloseable {

    private static final String RUN = "2026-11-01";

    private final Lab lab;
    private final Path folder;
    private final Path clock;
    private final Process process;

    private ScanUnderTest(Lab lab, Path folder, Path clock, Process process) {
        this.lab = lab;
        this.folder = folder;
        this.clock = clock;
        this.process = process;
    }

    /// @param jvmFlags those that the launcher gives a scan
    static ScanUnderTest start(SoakPlan plan, Lab lab, List<String> jvmFlags, String classPath) throws IOException {
        Path folder = plan.folder();
        lab.writeList(folder.resolve("lab.csv"));
        lab.writeTruth(folder.resolve("truth.tsv"));
        lab.writeCa(folder.resolve("ca.pem"));
        Path clock = folder.resolve("clock");
        setClock(clock, "+0");
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmFlags);
        words.addAll(List.of("-cp", classPath, "org.stsurvey.cli.Stsurvey"));
        words.addAll(List.of(
                "scan",
                folder.resolve("lab.csv").toString(),
                "--out",
                folder.resolve("data").toString()));
        words.addAll(List.of("--list-name", "lab", "--run", RUN));
        words.addAll(List.of("--resolver", "127.0.0.1:" + lab.dns().getPort()));
        words.addAll(List.of("--https-port", Integer.toString(lab.httpsPort())));
        words.addAll(List.of("--probe-mx", "--smtp-port", Integer.toString(lab.smtpPort())));
        words.addAll(List.of("--ca-file", folder.resolve("ca.pem").toString(), "--allow-non-public"));
        words.addAll(List.of("--dns-rate", Integer.toString(plan.dnsRate()), "--retest-after", "0s"));
        words.addAll(List.of("--noise-sample", "200,1000", "--progress", "log"));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(folder.resolve("out.log").toFile())
                .redirectError(folder.resolve("err.log").toFile());
        builder.environment().put("STSURVEY_CONFIG", "/dev/null");
        fakeTime().ifPresent(library -> {
            builder.environment().put("LD_PRELOAD", library.toString());
            builder.environment().put("FAKETIME_TIMESTAMP_FILE", clock.toString());
            builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            // With it, libfaketime's waiting threads of a JVM spin.
            builder.environment().put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
            builder.environment().put("FAKETIME_CACHE_DURATION", "1");
        });
        return new ScanUnderTest(lab, folder, clock, builder.start());
    }

    /// The library that shows a process another time; empty where it is not installed.
    static Optional<Path> fakeTime() {
        for (String root : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib")) {
            try (Stream<Path> files =
                    Files.find(Path.of(root), 3, (file, _) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
                Optional<Path> found = files.findFirst();
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException _) {
                // Not here.
            }
        }
        return Optional.empty();
    }

    private static void setClock(Path clock, String offset) throws IOException {
        Files.writeString(clock, offset + "\n");
    }

    Path runFolder() {
        return folder.resolve("data/observations/list=lab/run=" + RUN);
    }

    Process process() {
        return process;
    }

    void begin(Trouble trouble) throws IOException, InterruptedException {
        switch (trouble) {
            case Trouble.Ill(Ailment ailment) -> lab.suffer(ailment);
            case Trouble.Stopped() -> signal("STOP");
            case Trouble.ClockAhead() -> setClock(clock, "+3600");
        }
    }

    void end(Trouble trouble) throws IOException, InterruptedException {
        switch (trouble) {
            case Trouble.Ill _ -> lab.suffer(Ailment.NONE);
            case Trouble.Stopped() -> signal("CONT");
            case Trouble.ClockAhead() -> setClock(clock, "+0");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
