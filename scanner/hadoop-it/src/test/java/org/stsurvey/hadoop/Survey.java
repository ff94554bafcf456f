package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/// A list of the lab's domains, scanned on one machine once, so that scans of it on the cluster can be
/// compared.
///
/// @param folder where everything is
/// @param network the options that every scan of it has
/// @param lab the process that is the Internet
record Survey(Path folder, SmallCluster cluster, Program program, List<String> network, int domains, Process lab)
        implements AutoCloseable {

    private static final String RUN = "2026-11-01";

    /// What the counts of a run are in its manifest, and what may move them.
    private static final List<String> ALIKE = List.of(
            "rows",
            "outcomes",
            "deployment_status",
            "excluded_rows",
            "funnel",
            "passes",
            "problems",
            "noise_floor",
            "chunk_size",
            "method_fingerprint",
            "status");

    /// Starts the lab.
    static Survey begin(Path folder, SmallCluster cluster, int domains, int chunk) throws Exception {
        Program program = new Program(folder, cluster.configuration());
        Process lab = program.start(
                "lab",
                "lab",
                "--domains",
                Integer.toString(domains),
                "--list",
                folder.resolve("lab.csv").toString(),
                "--ca-file",
                folder.resolve("lab.pem").toString());
        String[] ready = program.ready("lab", lab).split("[ =]", -1);
        List<String> network = List.of(
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
                Integer.toString(chunk),
                "--list-name",
                "lab",
                "--progress",
                "none");
        return new Survey(folder, cluster, program, network, domains, lab);
    }

    /// Scans the list on this machine, as what others are compared with.
    void scanHere(String... more) throws Exception {
        Program.Ended local =
                program.end("local", start("local", folder.resolve("local").toString(), more));
        assertThat(local.status()).as(local.said()).isZero();
    }

    /// Starts a scan.
    ///
    /// @param data where its dataset is to be
    Process start(String name, String data, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("scan", folder.resolve("lab.csv").toString(), "--out", data, "--run", RUN));
        words.addAll(network);
        words.addAll(Arrays.asList(more));
        return program.start(name, words.toArray(String[]::new));
    }

    /// Starts a scan on the cluster.
    Process startThere(String name, String data, String... more) throws IOException {
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
        return start(name, at(data), words.toArray(String[]::new));
    }

    /// A dataset on the cluster.
    String at(String data) {
        return cluster.uri() + "/" + data;
    }

    String runFolder(String data) {
        return at(data) + "/observations/list=lab/run=" + RUN;
    }

    /// Waits until a scan has ended as it should, and compares its rows and counts with those of the local one.
    void requireDone(String name, String data, Process scan) throws Exception {
        Program.Ended ended = program.end(name, scan);
        assertThat(ended.status()).as(ended.said()).isZero();
        requireAlike(data);
    }

    void requireAlike(String data) throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy-" + data));
        for (FileStatus file : cluster.files().listStatus(path(runFolder(data)))) {
            if (file.getPath().getName().startsWith("part-")) {
                cluster.files()
                        .copyToLocalFile(
                                file.getPath(),
                                path(copy.resolve(file.getPath().getName())
                                        .toUri()
                                        .toString()));
            }
        }
        Rows.requireSame(copy, here(""), domains);
        JsonNode here = new ObjectMapper().readTree(Files.readString(here("_manifest.json")));
        JsonNode there = new ObjectMapper().readTree(manifest(data));
        for (String key : ALIKE) {
            assertThat(there.get(key)).as("%s of the manifest", key).isNotNull().isEqualTo(here.get(key));
        }
    }

    /// A file of the folder of the run on this machine.
    Path here(String name) {
        return folder.resolve("local/observations/list=lab/run=" + RUN).resolve(name);
    }

    String manifest(String data) throws IOException {
        return read(data, "_manifest.json");
    }

    /// A file of a run's folder.
    String read(String data, String name) throws IOException {
        try (var in = cluster.files().open(path(runFolder(data) + "/" + name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /// The parts of the first pass that are published by now, and which file each is: a part that was made
    /// again is another one.
    Map<String, Long> published(String data) throws IOException {
        org.apache.hadoop.fs.Path parts = path(runFolder(data) + "/_pass1");
        Map<String, Long> found = new HashMap<>();
        if (cluster.files().exists(parts)) {
            for (FileStatus file : cluster.files().listStatus(parts)) {
                if (file.getPath().getName().startsWith("part-")) {
                    found.put(file.getPath().getName(), ((HdfsFileStatus) file).getFileId());
                }
            }
        }
        return found;
    }

    /// Waits until so many are.
    Map<String, Long> awaitPublished(String data, int count, Process scan) throws Exception {
        Map<String, Long> found = published(data);
        while (found.size() < count) {
            assertThat(scan.isAlive()).as("the scan is over: %s", data).isTrue();
            Thread.sleep(50);
            found = published(data);
        }
        return found;
    }

    private static org.apache.hadoop.fs.Path path(String text) {
        return new org.apache.hadoop.fs.Path(text);
    }

    @Override
    public void close() {
        lab.destroy();
    }
}
