package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same list scanned on one machine and on a cluster, through the lab as the Internet, gives the same rows,
/// though everything that can die of the scan on the cluster does. [KillsOnAClusterIT] has them die one by one.
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ScanOnAClusterIT {

    private static final int DOMAINS = 2_400;
    private static final int CHUNK = 200;

    /// So that it takes half a minute to be killed in, whatever the machine.
    private static final String PACKETS_PER_SECOND = "300";

    @TempDir
    private static Path folder;

    private static SmallCluster cluster;
    private static Survey survey;

    @BeforeAll
    static void startEverything() throws Exception {
        cluster = SmallCluster.start(folder.resolve("cluster"));
        survey = Survey.begin(folder, cluster, DOMAINS, CHUNK);
        survey.scanHere();
    }

    @AfterAll
    static void stopEverything() {
        survey.close();
        cluster.close();
    }

    @Test
    void theRowsAreThoseOfTheLocalScanThoughEverythingIsKilledThatCanBe() throws Exception {
        String[] slowly = {"--dns-rate", PACKETS_PER_SECOND};
        Process scan = survey.startThere("one", "one", slowly);
        Map<String, Long> published = new HashMap<>();

        // The process that scans chunks; the JVM of another map task; a machine with parts of what is published.
        ProcessHandle child = Processes.awaitScanning("one", Set.of());
        ProcessHandle task = child.parent().orElseThrow();
        published.putAll(survey.awaitPublished("one", 1, scan));
        Processes.kill(child);
        Processes.kill(Processes.awaitScanning("one", Set.of(task)).parent().orElseThrow());
        cluster.loseDataNode();

        // The master, with all tasks of that moment.
        published.putAll(survey.awaitPublished("one", 3, scan));
        Processes.kill(Processes.await("MRAppMaster"));

        // The process that began the scan, while the others go on.
        published.putAll(survey.awaitPublished("one", 5, scan));
        assertThat(published).hasSizeLessThan(DOMAINS / CHUNK);
        scan.destroyForcibly().waitFor();
        survey.requireDone("one-again", "one", survey.startThere("one-again", "one", slowly));

        assertThat(survey.program().said("one-again")).contains("resuming");
        assertThat(survey.published("one"))
                .as("what was published is never made again")
                .containsAllEntriesOf(published);
        assertThat(Processes.scanning("one"))
                .as("processes that nobody waits for")
                .isEmpty();
        requireReadable("one");
    }

    /// The other commands, with a run on the cluster's storage.
    private static void requireReadable(String data) throws Exception {
        Program program = survey.program();
        assertThat(survey.manifest(data)).contains(" of " /* the host that asked a canary */);
        String run = survey.runFolder(data);
        Program.Ended status = program.run("status", "status", run);
        assertThat(status.status()).as(status.said()).isZero();
        assertThat(status.said()).contains("finished");
        Program.Ended again = program.end("nothing", survey.startThere("nothing", data));
        assertThat(again.said()).contains("was finished", "nothing to do");
        String domain = Files.readAllLines(folder.resolve("lab.csv")).getFirst().split(",", -1)[1];
        assertThat(program.run("check", "check", "--from", run, domain).said()).contains(domain);
        Program.Ended tables = program.run(
                "aggregate",
                "aggregate",
                survey.at(data),
                "--out",
                folder.resolve("tables").toString());
        assertThat(tables.status()).as(tables.said()).isZero();
    }
}
