package org.stsurvey.hadoop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The program as it is shipped, as processes: `cli/target/app/lib`, or what `-Dstsurvey.lib` names.
///
/// @param folder where processes write what they say
/// @param configuration of the cluster
record Program(Path folder, Path configuration) {

    private static final Path LIB = Path.of(System.getProperty("stsurvey.lib", "../../cli/target/app/lib"))
            .toAbsolutePath()
            .normalize();
    private static final long MINUTES = 30;

    /// How a command ended.
    ///
    /// @param said both outputs
    record Ended(int status, String said) {}

    /// Starts a command.
    Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                scannerJar() + ":" + LIB + "/*",
                "org.stsurvey.cli.Stsurvey"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        builder.environment().put("HADOOP_CONF_DIR", configuration.toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().remove("STSURVEY_CLASSPATH");
        return builder.start();
    }

    Ended run(String name, String... arguments) throws IOException, InterruptedException {
        return end(name, start(name, arguments));
    }

    Ended end(String name, Process process) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " does not end: " + said(name));
        }
        return new Ended(process.exitValue(), said(name));
    }

    String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"), StandardCharsets.UTF_8);
    }

    /// The line that a lab prints once it answers.
    String ready(String name, Process lab) throws IOException, InterruptedException {
        while (lab.isAlive()) {
            try (BufferedReader lines = Files.newBufferedReader(folder.resolve(name + ".out"))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("lab ready ")) {
                        return line;
                    }
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the lab did not start: " + said(name));
    }

    private static Path scannerJar() throws IOException {
        try (Stream<Path> jars = Files.list(LIB)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("stsurvey-scanner-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
