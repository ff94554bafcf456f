package org.stsurvey.scanner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.run.disk.Watch;
import org.stsurvey.scanner.run.disk.WatchedDisk;

/// Whichever call to the disk fails, in whatever stage of a run: the run ends with a message that names the cause,
/// or is not touched by it, and the same command then makes it what an undisturbed run is.
class EveryCallToTheDiskFailsOnceTest {

    private static final int DOMAINS = 40;
    private static final int CHUNK = 20;
    private static final String CAUSE = "No space left on device";

    @TempDir
    private Path folder;

    private SmallSurvey survey(Path data, Path list) {
        return new SmallSurvey(data, list, CHUNK, Duration.ZERO);
    }

    @Test
    void theRunCanBeResumedAndLosesNothing() throws Exception {
        Path list = SmallSurvey.writeList(folder.resolve("list.csv"), DOMAINS);
        SmallSurvey undisturbed = survey(folder.resolve("undisturbed"), list);
        undisturbed.execute();
        SortedMap<Long, String> expected = SmallSurvey.rows(undisturbed.runFolder());
        assertThat(expected).hasSize(DOMAINS);

        Map<Watch.Call, Integer> failed = new TreeMap<>();
        int number = 0;
        Optional<Watch.Call> call;
        do {
            call = failAndResume(++number, list, expected);
            call.ifPresent(which -> failed.merge(which, 1, Integer::sum));
        } while (call.isPresent());

        assertThat(failed)
                .as("calls that were failed, by kind; a part is copied only where no row of it was replaced")
                .containsKeys(
                        Watch.Call.OPEN,
                        Watch.Call.WRITE,
                        Watch.Call.SYNC,
                        Watch.Call.RENAME,
                        Watch.Call.DELETE,
                        Watch.Call.MAKE_FOLDER,
                        Watch.Call.LIST);
        assertThat(number).as("calls of a run").isGreaterThan(120);
    }

    /// Fails the call of this number; empty if a run makes no such call.
    private Optional<Watch.Call> failAndResume(int number, Path list, SortedMap<Long, String> expected)
            throws Exception {
        Path data = folder.resolve("data-" + number);
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<Optional<String>> failed = new AtomicReference<>(Optional.empty());
        AtomicReference<Optional<Watch.Call>> kind = new AtomicReference<>(Optional.empty());
        WatchedDisk disk = new WatchedDisk((call, file) -> {
            // Status files come and go by the clock; whether one fails is no matter of its turn.
            if (!file.toString().contains("_status.json") && calls.incrementAndGet() == number) {
                kind.set(Optional.of(call));
                failed.set(Optional.of(call + " " + folder.relativize(file)));
                throw new IOException(CAUSE);
            }
        });
        Optional<Exception> failure = Optional.empty();
        try {
            survey(disk.watched(data), list).execute();
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(e);
        }
        String where = "call " + number + ", " + failed.get().orElse("none");
        failure.ifPresent(e -> {
            assertThat(e).as(where).isInstanceOfAny(IOException.class, UncheckedIOException.class);
            assertThat(e).as(where).hasMessageContaining(CAUSE);
        });

        SmallSurvey resumed = survey(data, list);
        assertThat(resumed.execute())
                .as(where)
                .isInstanceOfAny(SurveyRun.End.Finished.class, SurveyRun.End.AlreadyFinished.class);
        assertThat(SmallSurvey.rows(resumed.runFolder())).as(where).isEqualTo(expected);
        Manifest manifest = Manifest.read(resumed.runFolder()).orElseThrow();
        assertThat(manifest.problems()).as(where).isEmpty();
        try (var files = Files.walk(data)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("_tmp-part")))
                    .as(where)
                    .isEmpty();
        }
        return kind.get();
    }
}
