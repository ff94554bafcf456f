package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observe.Deadline;

class UndisturbedTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("9.9.9.1");

    private int standstills;
    private int attempts;

    /// The first attempt ends like this while the process stands still so often; any further one is refused.
    private End firstOf(End end, int stopped) throws InterruptedException {
        PolicyClient client = (_, _, _) -> {
            attempts++;
            standstills += stopped;
            return attempt(attempts == 1 ? end : End.REFUSED);
        };
        return new Undisturbed(client, () -> standstills)
                .fetch("example.com", ADDRESS, Deadline.after(Duration.ofSeconds(5)))
                .end();
    }

    private static FetchAttempt attempt(End end) {
        return new FetchAttempt(
                ADDRESS,
                end == End.COMPLETE ? FetchAttempt.Stage.BODY : FetchAttempt.Stage.TCP,
                end,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Duration.ZERO);
    }

    @Test
    void whatFailedWhileTheProcessWasStoppedIsTriedOnceMore() throws Exception {
        assertThat(firstOf(End.RESET, 1)).isEqualTo(End.REFUSED);
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void whatFailedWithoutAStandstillStands() throws Exception {
        assertThat(firstOf(End.RESET, 0)).isEqualTo(End.RESET);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void anAnswerStandsWhateverHappened() throws Exception {
        assertThat(firstOf(End.COMPLETE, 1)).isEqualTo(End.COMPLETE);
        assertThat(attempts).isEqualTo(1);
    }
}
