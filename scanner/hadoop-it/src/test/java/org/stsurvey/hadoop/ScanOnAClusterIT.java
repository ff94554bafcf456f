package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The same list scanned on one machine and on a cluster, through the lab as the Internet, gives the same rows;
/// so it does after whatever is killed meanwhile.
///
/// The long kinds run with `-Dstsurvey.cluster.kills=true`; `-Dstsurvey.cluster.domains` makes the list longer.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ScanOnAClusterIT {

    private static final int DOMAINS = Integer.getInteger("stsurvey.cluster.domains", 4_000);

    /// So that it takes some seconds to be killed in.
    private static final String SLOWLY = Integer.toString(Math.max(1_000, DOMAINS / 5));

    private static final String KILLS = "stsurvey.cluster.kills";

    @TempDir
    private static Path folder;

    private static SmallCluster cluster;
    private static Program program;
    private static Process lab;
    private static List<String> network;

    @BeforeAll
    static void startEverything() throws Exception {
        cluster = SmallCluster.start(folder.resolve("cluster"));
        program = new Program(folder, cluster.configuration());
        lab = program.start(
                "lab",
                "lab",
                "--domains",
                Integer.toString(DOMAINS),
                "--list",
                folder.resolve("lab.csv").toString(),
                "--ca-file",
                folder.resolve("lab.pem").toString());
        String[] ready = program.ready("lab", lab).split("[ =]");
        network = List.of(
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
                Integer.toString(DOMAINS / 6),
                "--list-name",
                "lab",
                "--progress",
                "none");
        assertThat(scan("local", folder.resolve("local").toString(), "2026-11-01")
                        .status())
                .as("%s", program.said("local"))
                .isZero();
    }

    @AfterAll
    static void stopEverything() {
        lab.destroy();
        cluster.close();
    }

    private static Program.Ended scan(String name, String data, String run, String... more) throws Exception {
        return program.end(name, started(name, data, run, more));
    }

    private static Process started(String name, String data, String run, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("scan", folder.resolve("lab.csv").toString(), "--out", data, "--run", run));
        words.addAll(network);
        words.addAll(Arrays.asList(more));
        return program.start(name, words.toArray(String[]::new));
    }

    private static String[] onTheCluster(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "--on",
                "mapreduce",
                "--tasks",
                "2",
                "--task-memory",
                "1024",
                "--task-cores",
                "1",
                "--concurrency",
                "200"));
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }

    private static String data(String name) {
        return cluster.uri() + "/" + name;
    }

    private static String runFolder(String name, String run) {
        return data(name) + "/observations/list=lab/run=" + run;
    }

    @Test
    void theRowsAreThoseOfTheLocalScanThoughAChildIsKilled() throws Exception {
        Process scan = started("cluster", data("one"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        kill(child("one"));
        Program.Ended ended = program.end("cluster", scan);
        assertThat(ended.status()).as(ended.said()).isZero();
        requireSameRows("one", "2026-11-01");
        String manifest = read(runFolder("one", "2026-11-01") + "/_manifest.json");
        assertThat(manifest).contains("\"status\" : \"finished\"", " of " /* the host that asked a canary */);

        String run = runFolder("one", "2026-11-01");
        Program.Ended status = program.run("status", "status", run);
        assertThat(status.status()).as(status.said()).isZero();
        assertThat(status.said()).contains("finished");
        Program.Ended again = scan("again", data("one"), "2026-11-01", onTheCluster());
        assertThat(again.said()).contains("was finished", "nothing to do");
        String domain = Files.readAllLines(folder.resolve("lab.csv")).getFirst().split(",")[1];
        assertThat(program.run("check", "check", "--from", run, domain).said()).contains(domain);
        Program.Ended tables = program.run(
                "aggregate",
                "aggregate",
                data("one"),
                "--out",
                folder.resolve("tables").toString());
        assertThat(tables.status()).as(tables.said()).isZero();
    }

    @Test
    void aScanByOneProcessOntoHdfsGivesTheSameRows() throws Exception {
        Program.Ended ended = scan("onto", data("two"), "2026-11-01");
        assertThat(ended.status()).as(ended.said()).isZero();
        requireSameRows("two", "2026-11-01");
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "true")
    void aKilledMapTaskCostsItsOpenChunksAndNothingElse() throws Exception {
        Process scan = started("map", data("map"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        child("map"); // so that the task is at work
        kill(process("YarnChild"));
        requireDone("map", scan);
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "true")
    void aKilledApplicationMasterIsReplaced() throws Exception {
        Process scan = started("master", data("master"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        child("master");
        kill(process("MRAppMaster"));
        requireDone("master", scan);
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "true")
    void aLostDataNodeLosesNoPart() throws Exception {
        Process scan = started("node", data("node"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        awaitFirstPart("node");
        cluster.loseDataNode();
        requireDone("node", scan);
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "true")
    void theSameCommandGoesOnAfterTheProcessThatBeganIsKilled() throws Exception {
        Process scan = started("begun", data("begun"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        awaitFirstPart("begun");
        scan.destroyForcibly().waitFor();
        Process again = started("begun-again", data("begun"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        Program.Ended ended = program.end("begun-again", again);
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("resuming");
        requireSameRows("begun", "2026-11-01");
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "true")
    void aScanThatIsAskedToStopEndsItsTasksAndGoesOn() throws Exception {
        Process scan = started("stopped", data("stopped"), "2026-11-01", onTheCluster("--dns-rate", SLOWLY));
        awaitFirstPart("stopped");
        scan.destroy();
        Program.Ended ended = program.end("stopped", scan);
        assertThat(ended.status()).as(ended.said()).isEqualTo(143);
        assertThat(program.run("stopped-status", "status", runFolder("stopped", "2026-11-01"))
                        .status())
                .isEqualTo(5);
        Program.Ended again = scan("stopped-again", data("stopped"), "2026-11-01", onTheCluster());
        assertThat(again.status()).as(again.said()).isZero();
        requireSameRows("stopped", "2026-11-01");
    }

    private static void requireDone(String name, Process scan) throws Exception {
        Program.Ended ended = program.end(name, scan);
        assertThat(ended.status()).as(ended.said()).isZero();
        requireSameRows(name, "2026-11-01");
    }

    /// A process that scans chunks of a run, as soon as there is one whose scan has begun to publish or not.
    private static ProcessHandle child(String name) throws InterruptedException {
        return process("scan-chunks", "/" + name + "/");
    }

    /// A process of this cluster whose command line has these words, as soon as there is one.
    private static ProcessHandle process(String... words) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (System.nanoTime() < until) {
            Optional<ProcessHandle> found = ProcessHandle.current()
                    .descendants()
                    .filter(process -> Arrays.stream(words).allMatch(commandLine(process)::contains))
                    .filter(process -> !commandLine(process).contains("bash"))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("there is no process " + String.join(" ", words));
    }

    /// All of it, which the JDK cuts off.
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private static void awaitFirstPart(String name) throws Exception {
        org.apache.hadoop.fs.Path parts =
                new org.apache.hadoop.fs.Path(runFolder(name, "2026-11-01"), "_pass1/_checkpoint");
        while (!cluster.files().exists(parts) || cluster.files().listStatus(parts).length == 0) {
            Thread.sleep(50);
        }
    }

    private static String read(String file) throws IOException {
        try (var in = cluster.files().open(new org.apache.hadoop.fs.Path(file))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /// Set equality, both ways, on what does not depend on the moment.
    private static void requireSameRows(String name, String run) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy-" + name));
        for (FileStatus file : cluster.files().listStatus(new org.apache.hadoop.fs.Path(runFolder(name, run)))) {
            if (file.getPath().getName().startsWith("part-")) {
                cluster.files().copyToLocalFile(file.getPath(), new org.apache.hadoop.fs.Path(copy.toUri()));
            }
        }
        String there = rows(copy);
        String here = rows(folder.resolve("local/observations/list=lab/run=2026-11-01"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(number(duck, "SELECT count(*) FROM (" + here + ")")).isGreaterThanOrEqualTo(DOMAINS);
            assertThat(number(duck, "SELECT count(*) FROM (" + there + " EXCEPT ALL " + here + ")"))
                    .as("rows of the cluster that are not of the local scan")
                    .isZero();
            assertThat(number(duck, "SELECT count(*) FROM (" + here + " EXCEPT ALL " + there + ")"))
                    .as("rows of the local scan that are not of the cluster")
                    .isZero();
        }
    }

    private static String rows(Path parts) {
        return "SELECT ordinal, domain, outcome, list_sort(list_transform(findings, lambda f: f.code)) AS codes FROM read_parquet('"
                + parts + "/part-*.parquet')";
    }

    private static long number(Connection duck, String sql) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
