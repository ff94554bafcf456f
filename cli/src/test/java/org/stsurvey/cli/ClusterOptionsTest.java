package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// `scan --on mapreduce` where it cannot be: refused in words, before anything is asked or made.
@DisabledIfEnvironmentVariable(named = "HADOOP_CONF_DIR", matches = ".+")
class ClusterOptionsTest {

    private static final String THERE = "hdfs://localhost:1/data";

    @TempDir
    private Path folder;

    private String refused(String out, String... more) throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "example.org\n");
        List<String> words = new ArrayList<>(List.of(
                "scan",
                list.toString(),
                "--out",
                out,
                "--list-name",
                "few",
                "--run",
                "2026-12-01",
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:1",
                "--on",
                "mapreduce"));
        words.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int status = Stsurvey.commandLine().setErr(new PrintWriter(err)).execute(words.toArray(String[]::new));
        assertThat(status).as(err.toString()).isEqualTo(ExitStatus.USAGE.code());
        return err.toString();
    }

    @Test
    void aFolderOfThisMachineIsNoPlaceForTheTasksOfACluster() throws Exception {
        assertThat(refused(folder.resolve("data").toString()))
                .contains("is a folder of this machine", "hdfs://namenode/data");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void withoutAConfigurationThereIsNoCluster() throws Exception {
        assertThat(refused(THERE)).contains("HADOOP_CONF_DIR is not set", "mapred-site.xml");
    }

    @Test
    void aRateThatCannotBeDividedAmongTheTasksIsRefused() throws Exception {
        assertThat(refused(THERE, "--dns-rate", "3", "--tasks", "4"))
                .contains("--dns-rate 3", "4 tasks", "fewer --tasks");
    }

    @Test
    void anArchiveThatIsNotThereIsMissedBeforeTheListIsPrepared() throws Exception {
        assertThat(refused(THERE, "--runtime", folder.resolve("none.tar.gz").toString()))
                .contains("none.tar.gz", "there is no such file");
    }

    @Test
    void sizesThatNoTaskCanWorkWithAreRefused() throws Exception {
        assertThat(refused(THERE, "--tasks", "0")).contains("--tasks 0");
        assertThat(refused(THERE, "--task-memory", "512")).contains("--task-memory 512", "768");
        assertThat(refused(THERE, "--task-cores", "0")).contains("--task-cores 0");
    }
}
