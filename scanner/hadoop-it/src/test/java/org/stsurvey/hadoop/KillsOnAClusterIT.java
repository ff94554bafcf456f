package org.stsurvey.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A scan on a cluster of which one thing dies, for each that can: `-Dstsurvey.cluster.kills=true`, some
/// minutes.
@EnabledIfSystemProperty(named = "stsurvey.cluster.kills", matches = "true")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KillsOnAClusterIT {

    private static final int DOMAINS = 2_400;
    private static final int CHUNK = 200;
    private static final String[] SLOWLY = {"--dns-rate", "600"};

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
    void aScanByOneProcessOntoHdfsGivesTheSameRows() throws Exception {
        survey.requireDone("onto", "onto", survey.start("onto", survey.at("onto")));
    }

    @Test
    void aKilledProcessCostsItsOpenChunks() throws Exception {
        Process scan = survey.startThere("child", "child", SLOWLY);
        ProcessHandle child = Processes.awaitScanning("child", Set.of());
        Map<String, Long> published = survey.awaitPublished("child", 1, scan);
        Processes.kill(child);
        requireDoneWith(published, "child", scan);
    }

    @Test
    void aKilledMapTaskCostsItsOpenChunks() throws Exception {
        Process scan = survey.startThere("map", "map", SLOWLY);
        Map<String, Long> published = survey.awaitPublished("map", 1, scan);
        ProcessHandle child = Processes.awaitScanning("map", Set.of());
        Processes.kill(child.parent().orElseThrow());
        child.onExit().get(1, TimeUnit.MINUTES);
        requireDoneWith(published, "map", scan);
    }

    @Test
    void aKilledApplicationMasterIsReplaced() throws Exception {
        Process scan = survey.startThere("master", "master", SLOWLY);
        Map<String, Long> published = survey.awaitPublished("master", 1, scan);
        Processes.kill(Processes.await("MRAppMaster"));
        requireDoneWith(published, "master", scan);
    }

    @Test
    void aLostDataNodeLosesNoPart() throws Exception {
        Process scan = survey.startThere("node", "node", SLOWLY);
        Map<String, Long> published = survey.awaitPublished("node", 1, scan);
        cluster.loseDataNode();
        requireDoneWith(published, "node", scan);
    }

    @Test
    void theSameCommandGoesOnAfterTheProcessThatBeganIsKilled() throws Exception {
        Process scan = survey.startThere("begun", "begun", SLOWLY);
        Map<String, Long> published = survey.awaitPublished("begun", 1, scan);
        scan.destroyForcibly().waitFor();
        requireDoneWith(published, "begun", survey.startThere("begun-again", "begun", SLOWLY), "begun-again");
        assertThat(survey.program().said("begun-again")).contains("resuming");
    }

    @Test
    void aScanThatIsAskedToStopEndsItsTasksAndGoesOn() throws Exception {
        Process scan = survey.startThere("stopped", "stopped", SLOWLY);
        Map<String, Long> published = survey.awaitPublished("stopped", 1, scan);
        scan.destroy();
        Program.Ended ended = survey.program().end("stopped", scan);
        assertThat(ended.status()).as(ended.said()).isEqualTo(143);
        assertThat(survey.program()
                        .run("stopped-status", "status", survey.runFolder("stopped"))
                        .status())
                .isEqualTo(5);
        requireDoneWith(published, "stopped", survey.startThere("stopped-again", "stopped"), "stopped-again");
    }

    @Test
    void aSecondProcessOnTheSameRunIsRefused() throws Exception {
        Process scan = survey.startThere("twice", "twice", SLOWLY);
        survey.awaitPublished("twice", 1, scan);
        Program.Ended second = survey.program().end("second", survey.startThere("second", "twice", SLOWLY));
        assertThat(second.status()).as(second.said()).isNotZero();
        assertThat(second.said()).contains(survey.runFolder("twice"), "another process");
        survey.requireDone("twice", "twice", scan);
    }

    private static void requireDoneWith(Map<String, Long> published, String data, Process scan) throws Exception {
        requireDoneWith(published, data, scan, data);
    }

    private static void requireDoneWith(Map<String, Long> published, String data, Process scan, String name)
            throws Exception {
        survey.requireDone(name, data, scan);
        assertThat(survey.published(data))
                .as("what was published is never made again")
                .containsAllEntriesOf(published);
        assertThat(Processes.scanning(data))
                .as("processes that nobody waits for")
                .isEmpty();
    }
}
