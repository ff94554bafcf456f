package org.stsurvey.scanner.judge.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `OUTCOMES.md` is generated; run this test with `-Dstsurvey.regenerate=true` to write it anew.
class OutcomeReferenceTest {

    private static final Path PAGE = Path.of("OUTCOMES.md");

    @Test
    void thePageIsInStepWithTheRegistry() throws IOException {
        var generated = OutcomeReference.markdown();
        if (Boolean.getBoolean("stsurvey.regenerate")) {
            Files.writeString(PAGE, generated);
        }
        assertThat(Files.readString(PAGE))
                .as("OUTCOMES.md; write it anew with -Dstsurvey.regenerate=true")
                .isEqualTo(generated);
    }
}
