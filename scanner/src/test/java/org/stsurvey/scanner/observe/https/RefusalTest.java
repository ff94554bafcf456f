package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;

class RefusalTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    static FetchAttempt answered(int status, HttpReply.Header... headers) {
        return new FetchAttempt(
                InetAddress.ofLiteral("192.0.2.1"),
                FetchAttempt.Stage.BODY,
                FetchAttempt.End.COMPLETE,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(new HttpReply("HTTP/1.1", status, List.of(headers), ByteString.empty())),
                "",
                Duration.ZERO);
    }

    private static Optional<Duration> pause(int status, String retryAfter) {
        return Refusal.in(answered(status, new HttpReply.Header("retry-after", retryAfter)), NOW)
                .map(Refusal::pause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | PT1S",
                "' 120 ' | PT2M",
                "0 | PT0S",
                "3600 | PT15M",
                "99999999999999999999 | PT15M",
                "Sun, 01 Nov 2026 12:00:30 GMT | PT30S",
                "Sun, 01 Nov 2026 11:00:00 GMT | PT0S",
                "Mon, 02 Nov 2026 12:00:00 GMT | PT15M",
                "soon | PT10S",
                "-5 | PT10S",
                "'' | PT10S"
            })
    void aWishIsReadAsSecondsOrDateAndCutAtAQuarterOfAnHour(String retryAfter, Duration pause) {
        assertThat(pause(429, retryAfter)).hasValue(pause);
    }

    @Test
    void unavailableCountsOnlyWithAWish() {
        assertThat(pause(503, "5")).hasValue(Duration.ofSeconds(5));
        assertThat(Refusal.in(answered(503), NOW)).isEmpty();
        assertThat(Refusal.in(answered(429), NOW)).hasValue(new Refusal(Refusal.UNSAID));
    }

    @Test
    void otherStatusesAreNoRefusal() {
        assertThat(pause(200, "5")).isEmpty();
        assertThat(pause(301, "5")).isEmpty();
        assertThat(pause(500, "5")).isEmpty();
    }
}
