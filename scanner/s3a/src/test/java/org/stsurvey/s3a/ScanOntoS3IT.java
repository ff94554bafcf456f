package org.stsurvey.s3a;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A scan onto S3 that is killed and gone on with leaves the dataset that a scan onto a disk does.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ScanOntoS3IT {

    private static final Path LIB = Path.of(System.getProperty("stsurvey.lib", "../../cli/target/app/lib"))
            .toAbsolutePath()
            .normalize();
    private static final Path S3A =
            Path.of(System.getProperty("stsurvey.s3a", "target/s3a")).toAbsolutePath();
    private static final String RUN = "observations/list=lab/run=2026-11-01";
    private static final int DOMAINS = 1_200;

    @TempDir
    private Path folder;

    private Bucket bucket;
    private Process lab;
    private List<String> scan;

    @BeforeEach
    void startLabAndServer() throws Exception {
        bucket = Bucket.open();
        bucket.configure(folder.resolve("conf"));
        lab = start(
                "lab",
                "lab",
                "--domains",
                Integer.toString(DOMAINS),
                "--list",
                folder.resolve("lab.csv").toString(),
                "--ca-file",
                folder.resolve("lab.pem").toString());
        String[] ready = ready().split("[ =]", -1);
        scan = List.of(
                "scan",
                folder.resolve("lab.csv").toString(),
                "--resolver",
                ready[3],
                "--https-port",
                ready[5],
                "--ca-file",
                folder.resolve("lab.pem").toString(),
                "--allow-non-public",
                "--retest-after",
                "0s",
                "--noise-sample",
                "20,50",
                "--chunk-size",
                "100",
                "--list-name",
                "lab",
                "--run",
                "2026-11-01",
                "--progress",
                "none");
    }

    @AfterEach
    void stopLabAndServer() throws Exception {
        lab.destroy();
        bucket.close();
    }

    @Test
    void aScanThatIsKilledAndGoneOnWithHasTheRowsOfALocalOne() throws Exception {
        String data = bucket.uri() + "/data";
        Process local = scan("local", folder.resolve("local").toString());
        assertThat(local.waitFor()).as(said("local")).isZero();

        Process begun = scan("begun", data, "--dns-rate", "300");
        Map<String, String> published = awaitParts(2, begun);
        Process second = scan("second", data);
        assertThat(second.waitFor()).as(said("second")).isNotZero();
        assertThat(said("second")).contains("another process");
        assertThat(begun.isAlive()).as(said("begun")).isTrue();
        begun.destroyForcibly().waitFor();

        Process again = scan("again", data);
        assertThat(again.waitFor()).as(said("again")).isZero();
        assertThat(said("again")).contains("resuming");
        assertThat(bucket.files("data/" + RUN + "/_pass1"))
                .as("what was published is never put again")
                .containsAllEntriesOf(published);
        assertThat(bucket.files("data/" + RUN).keySet()).noneMatch(name -> name.startsWith("_tmp"));
        requireSameRows(bucket.copy("data/" + RUN, folder.resolve("copy")), folder.resolve("local/" + RUN));

        String run = data + "/" + RUN;
        Process status = start("status", "status", run);
        assertThat(status.waitFor()).as(said("status")).isZero();
        String domain = Files.readAllLines(folder.resolve("lab.csv")).getFirst().split(",", -1)[1];
        Process check = start("check", "check", "--from", run, domain);
        check.waitFor();
        assertThat(said("check")).contains(domain);
        Process tables = start(
                "tables", "aggregate", data, "--out", folder.resolve("tables").toString());
        assertThat(tables.waitFor()).as(said("tables")).isZero();
    }

    private Map<String, String> awaitParts(int count, Process scanning) throws Exception {
        Map<String, String> found = Map.of();
        while (found.size() < count) {
            assertThat(scanning.isAlive()).as(said("begun")).isTrue();
            Thread.sleep(50);
            found = new java.util.TreeMap<>(bucket.files("data/" + RUN + "/_pass1"));
            found.keySet().removeIf(name -> !name.startsWith("part-"));
        }
        return found;
    }

    private Process scan(String name, String out, String... more) throws IOException {
        List<String> words = new ArrayList<>(scan);
        words.addAll(List.of("--out", out));
        words.addAll(Arrays.asList(more));
        return start(name, words.toArray(String[]::new));
    }

    /// The shipped program, with the jars that STSURVEY_CLASSPATH is to name.
    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                scannerJar() + ":" + LIB + "/*:" + S3A + "/*",
                "org.stsurvey.cli.Stsurvey"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        builder.environment().put("HADOOP_CONF_DIR", folder.resolve("conf").toString());
        return builder.start();
    }

    private static Path scannerJar() throws IOException {
        try (Stream<Path> jars = Files.list(LIB)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("stsurvey-scanner-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }

    private String ready() throws Exception {
        while (lab.isAlive()) {
            for (String line : said("lab").lines().toList()) {
                if (line.startsWith("lab ready ")) {
                    return line;
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the lab did not start: " + said("lab"));
    }

    private static void requireSameRows(Path there, Path here) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            for (String[] sides : new String[][] {{rows(there), rows(here)}, {rows(here), rows(there)}}) {
                try (ResultSet result =
                        statement.executeQuery("SELECT count(*) FROM (" + sides[0] + " EXCEPT ALL " + sides[1] + ")")) {
                    result.next();
                    assertThat(result.getLong(1))
                            .as("rows of one side that the other has not")
                            .isZero();
                }
            }
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM (" + rows(there) + ")")) {
                result.next();
                assertThat(result.getLong(1)).isEqualTo(DOMAINS);
            }
        }
    }

    private static String rows(Path parts) {
        return "SELECT ordinal, domain, outcome, list_sort(list_transform(findings, lambda f: f.code)) AS codes"
                + " FROM read_parquet('" + parts + "/part-*.parquet')";
    }
}
