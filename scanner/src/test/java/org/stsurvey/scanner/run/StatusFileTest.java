package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {

    @TempDir
    private Path folder;

    /// A client of a storage may take an interrupt for its own, end what it does, and forget it.
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void itEndsThoughTheWritingThreadForgetsInterrupts() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        try (StatusFile status =
                new StatusFile(folder, new Progress(10, 0), new Forgetful(writing, written), Clock.systemUTC())) {
            writing.await();
            Thread.ofVirtual().start(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException _) {
                    // Too early is no harm.
                }
                written.countDown();
            });
            status.ended(Manifest.FINISHED, "");
        }
        assertThat(folder.resolve("_status.json")).content().contains("finished");
    }

    /// Its word takes until it may be said, whatever interrupts come meanwhile.
    private record Forgetful(CountDownLatch asked, CountDownLatch mayAnswer) implements NetworkHealth {

        @Override
        public void lookAgain() {}

        @Override
        public List<Sample> samples() {
            return List.of();
        }

        @Override
        public List<Interval> pauses() {
            return List.of();
        }

        @Override
        public String now() {
            asked.countDown();
            while (mayAnswer.getCount() > 0) {
                try {
                    mayAnswer.await();
                } catch (InterruptedException _) {
                    // Forgotten.
                }
            }
            return "ok";
        }
    }
}
