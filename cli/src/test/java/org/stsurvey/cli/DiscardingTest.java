package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.scanner.run.RunFolder;

/// Nobody loses a night's scan to a slip: on a terminal `--restart` asks first, and only a yes is one.
class DiscardingTest {

    @TempDir
    private Path data;

    private final List<String> questions = new ArrayList<>();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init") // set before each test
    private RunFolder folder;

    @BeforeEach
    void open() throws Exception {
        folder = RunFolder.open(data, "mine", "2026-11-01");
    }

    private boolean confirmed(Optional<String> typed) throws Exception {
        Discarding.Terminal terminal = question -> {
            questions.add(question);
            return typed;
        };
        return new Discarding(folder, Optional.of(terminal), new PrintWriter(err)).confirmed();
    }

    private void publishPart() throws Exception {
        Files.createFile(folder.path().resolve("part-00000.parquet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", " y "})
    void aYesDiscards(String typed) throws Exception {
        publishPart();
        assertThat(confirmed(Optional.of(typed))).isTrue();
        assertThat(questions).containsExactly("stsurvey: discard what run " + folder.path() + " holds? [y/N] ");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "q", "maybe yes"})
    void anythingElseDoesNot(String typed) throws Exception {
        publishPart();
        assertThat(confirmed(Optional.of(typed))).isFalse();
        assertThat(err.toString())
                .startsWith("stsurvey: nothing is discarded; leave out --restart to go on with the run");
    }

    @Test
    void aTerminalThatIsClosedIsNoYes() throws Exception {
        publishPart();
        assertThat(confirmed(Optional.empty())).isFalse();
    }

    @Test
    void aRunThatHoldsNothingIsNotAskedAbout() throws Exception {
        assertThat(confirmed(Optional.of("n"))).isTrue();
        assertThat(questions).isEmpty();
    }

    @Test
    void whereNobodySitsTheOptionIsTakenAtItsWord() throws Exception {
        publishPart();
        assertThat(new Discarding(folder, Optional.empty(), new PrintWriter(err)).confirmed())
                .isTrue();
    }
}
