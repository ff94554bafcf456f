package org.stsurvey.lab.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramsAreNeverSkippedOnABuildServerTest {

    @Test
    void aMissingProgramSkipsTheTestAndSaysWhatToInstall() {
        var result = SkipWithoutProgram.evaluate(List.of(Program.NGINX, Program.KNOT), false);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElse(""))
                .isEqualTo("nginx is not installed; this test needs it (Debian: apt-get install nginx-light); "
                        + "knotd is not installed; this test needs it (Debian: apt-get install knot)");
    }

    @Test
    void onABuildServerItFailsTheTest() {
        assertThatThrownBy(() -> SkipWithoutProgram.evaluate(List.of(Program.UNBOUND), true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("unbound is not installed; this test needs it (Debian: apt-get install unbound); "
                        + "with CI=true nothing is skipped");
    }

    @Test
    void withAllProgramsTheTestRunsEverywhere() {
        assertThat(SkipWithoutProgram.evaluate(List.of(), false).isDisabled()).isFalse();
        assertThat(SkipWithoutProgram.evaluate(List.of(), true).isDisabled()).isFalse();
    }

    @Test
    void aProgramOnThePathIsFoundAndNoOther() {
        assertThat(Program.find("sh"))
                .hasValueSatisfying(path -> assertThat(path).isExecutable());
        assertThat(Program.find("no-program-is-called-so")).isEmpty();
    }
}
