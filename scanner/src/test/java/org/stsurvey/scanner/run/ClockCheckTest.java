package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.dataset.remote.ClusterConfiguration;
import org.stsurvey.scanner.dataset.remote.Locations;
import org.stsurvey.scanner.dataset.remote.ObjectStore;

/// A machine whose clock is not that of the storage.
class ClockCheckTest {

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void haveAStore() throws IOException {
        ObjectStore.install(folder);
        run = Locations.of("fakes3://clock-" + System.nanoTime() + "/run");
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty(ClusterConfiguration.FILE_PROPERTY);
    }

    @Test
    void aClockThatIsRightIsPassedOverAndLeavesNothing() throws Exception {
        ClockCheck.requireRight(run, Clock.systemUTC());
        ClockCheck.requireRight(run, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90)));
        try (var files = Files.list(run.resolve(TaskReport.FOLDER))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aClockThatIsAheadOrBehindIsRefusedInWords() {
        assertThatThrownBy(() -> ClockCheck.requireRight(run, Clock.offset(Clock.systemUTC(), Duration.ofHours(3))))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("ahead of")
                .hasMessageContaining("NTP");
        assertThatThrownBy(() -> ClockCheck.requireRight(run, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5))))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("behind");
    }
}
