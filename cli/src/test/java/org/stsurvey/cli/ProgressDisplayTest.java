package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.run.Progress;

class ProgressDisplayTest {

    private static String shown(ProgressDisplay.Mode mode) {
        StringWriter out = new StringWriter();
        try (ProgressDisplay display = new ProgressDisplay(mode, new PrintWriter(out), (_, _, _, _) -> "1/2 50.0 %")) {
            display.show(new Progress(2, 1));
        }
        return out.toString();
    }

    /// Without wrapping (DECAWM), or each line that is wider than the terminal would leave its first rows behind.
    @Test
    void aRewrittenLineStaysInItsRow() {
        assertThat(shown(ProgressDisplay.Mode.BAR))
                .isEqualTo("\r\u001b[K\u001b[?7l1/2 50.0 % \u001b[?7h" + System.lineSeparator());
    }

    @Test
    void aLogHasNothingForTerminals() {
        assertThat(shown(ProgressDisplay.Mode.LOG)).isEqualTo("1/2 50.0 %" + System.lineSeparator());
        assertThat(shown(ProgressDisplay.Mode.NONE)).isEmpty();
    }
}
