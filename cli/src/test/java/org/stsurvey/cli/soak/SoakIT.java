package org.stsurvey.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.programs.NeedsProgram;
import org.stsurvey.lab.programs.Program;

/// Three minutes of what `cli/soak` does for an hour. Its class is a process of its own, beside the others.
///
/// Only where CI runs, or with `-Dstsurvey.soak.seconds=N`.
class SoakIT {

    private static final String LASTING = "stsurvey.soak.seconds";

    /// So that the whole is over in three minutes: the end of a pass and the retest wait for the slowest hosts.
    private static final int FIRST_PASS_SECONDS = 60;

    private static final int DOMAINS_A_SECOND = 200;

    @TempDir
    private Path folder;

    static boolean wanted() {
        return Boolean.parseBoolean(System.getenv().getOrDefault("CI", "false")) || Integer.getInteger(LASTING) != null;
    }

    @Test
    @EnabledIf("wanted")
    @NeedsProgram(Program.FAKETIME)
    void aScanInEveryTroubleAtOnceStaysFlatAndTrue() throws Exception {
        int seconds = Integer.getInteger(LASTING, FIRST_PASS_SECONDS);
        SoakPlan plan = new SoakPlan(Duration.ofSeconds(seconds), seconds * DOMAINS_A_SECOND, folder);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(Soak.run(plan, classPath, System.out)).isEmpty();
    }
}
