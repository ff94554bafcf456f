package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DescriptorLimitTest {

    private final StringWriter err = new StringWriter();

    private int affordable(long descriptors, int concurrency) throws IOException {
        return new DescriptorLimit(descriptors).affordable(concurrency, new PrintWriter(err));
    }

    @Test
    void aHighLimitChangesNothing() throws IOException {
        assertThat(affordable(1_048_576, 2_000)).isEqualTo(2_000);
        assertThat(affordable(Long.MAX_VALUE, 2_000)).isEqualTo(2_000);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLowLimitLowersTheConcurrencyAndSaysSo() throws IOException {
        assertThat(affordable(592, 500)).isEqualTo(100);
        assertThat(err.toString()).contains("only 592 files", "100 domains are asked at once, not 500", "ulimit -n");
    }

    @Test
    void aLimitThatIsTooLowForAnyScanIsAFailureThatSaysWhatToDo() {
        assertThatThrownBy(() -> affordable(64, 500))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("may open only 64 files and sockets")
                .hasMessageContaining("ulimit -n 65536");
    }

    @Test
    void whoAsksForLittleNeedsLittle() throws IOException {
        assertThat(affordable(200, 2)).isEqualTo(2);
    }
}
