package org.stsurvey.scanner.observe.https;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.HttpReply;

/// A policy host's wish to be left alone for a while: status 429 (RFC 6585 §4), or 503 with a Retry-After (RFC
/// 9110 §15.6.4).
///
/// @param pause how long it wants to be left alone
record Refusal(Duration pause) {

    /// For a host that does not say how long.
    static final Duration UNSAID = Duration.ofSeconds(10);

    /// Longer wishes are cut: by then the retest asks again, or the run is over.
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    /// What an attempt says of it.
    ///
    /// @param now for wishes that name a date
    static Optional<Refusal> in(FetchAttempt attempt, Instant now) {
        if (attempt.http().isEmpty()) {
            return Optional.empty();
        }
        HttpReply reply = attempt.http().get();
        Optional<Duration> said = reply.header("retry-after").flatMap(value -> retryAfter(value.strip(), now));
        return switch (reply.status()) {
            case TOO_MANY_REQUESTS -> Optional.of(new Refusal(said.orElse(UNSAID)));
            case SERVICE_UNAVAILABLE -> said.map(Refusal::new);
            default -> Optional.empty();
        };
    }

    /// RFC 9110 §10.2.3: `Retry-After = HTTP-date / delay-seconds`.
    private static Optional<Duration> retryAfter(String value, Instant now) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(value.length() > 6 ? LONGEST : cut(Duration.ofSeconds(Integer.parseInt(value))));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(cut(Duration.between(now, date)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Duration cut(Duration wish) {
        if (wish.isNegative()) {
            return Duration.ZERO;
        }
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
