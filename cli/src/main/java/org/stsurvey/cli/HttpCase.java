package org.stsurvey.cli;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.HttpReply;

/// HTTP exchanges as cases describe them.
///
/// With a status line: `status`, and perhaps `headers` (an object), `location`, `content_type` (null: none
/// sent; `text/plain` if it is not mentioned at all), `body` or `body_base64`, `version`, `host`. How it ended
/// follows from `content_length` and `received` (octets; also `body_bytes`), or is said by `end`.
///
/// Without one: `eof_before_status_line`, or `end`. The words of `end` are `complete`, `timeout`, `reset`,
/// `closed`, `truncated`, `too_large`, `protocol_error`; [EndWords] has what may stand for them.
final class HttpCase {

    private static final String HOST = "mta-sts.example.com";

    private HttpCase() {}

    static Lint.Result<?> judge(Lint lint, CaseInput input) {
        Optional<End> end = input.text("end").map(HttpCase::end).or(() -> EndWords.of(input));
        String host = input.name("host").orElse(HOST);
        if (input.has("status")) {
            return lint.http(reply(input), end.orElseGet(() -> end(input)), host);
        }
        if (end.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"status\" is missing; without one, \"eof_before_status_line\" or \"end\"");
        }
        return lint.fetch(attempt(end.get()), host, Instant.EPOCH);
    }

    private static HttpReply reply(CaseInput input) {
        List<HttpReply.Header> headers = new ArrayList<>();
        input.object("headers")
                .ifPresent(object -> object.names()
                        .forEach(name -> object.text(name)
                                .ifPresent(value ->
                                        headers.add(new HttpReply.Header(name.toLowerCase(Locale.ROOT), value)))));
        input.text("location").ifPresent(location -> headers.add(new HttpReply.Header("location", location)));
        if (input.mentions("content_type")) {
            input.text("content_type").ifPresent(type -> headers.add(new HttpReply.Header("content-type", type)));
        } else if (headers.stream().noneMatch(header -> header.name().equals("content-type"))) {
            headers.add(new HttpReply.Header("content-type", "text/plain"));
        }
        ByteString body = input.has("body") || input.has("body_base64") ? input.octets("body") : ByteString.empty();
        return new HttpReply(input.text("version").orElse("HTTP/1.1"), input.number("status"), headers, body);
    }

    private static End end(CaseInput input) {
        Optional<Integer> received = received(input);
        Optional<Integer> announced =
                input.has("content_length") ? Optional.of(input.number("content_length")) : Optional.empty();
        if (received.or(() -> announced).orElse(0) > Lint.MAX_POLICY_BYTES) {
            return End.TOO_LARGE;
        }
        boolean isShort = announced.isPresent()
                && received.filter(octets -> octets < announced.get()).isPresent();
        return isShort ? End.TRUNCATED : End.COMPLETE;
    }

    /// How many octets of body came; empty where the case does not say.
    private static Optional<Integer> received(CaseInput input) {
        for (String name : List.of("received", "body_bytes", "body_octets", "body_size", "body_length")) {
            if (input.has(name)) {
                return Optional.of(input.number(name));
            }
        }
        boolean given = input.has("body") || input.has("body_base64");
        return given ? Optional.of(input.octets("body").size()) : Optional.empty();
    }

    private static End end(String word) {
        return switch (word) {
            case "complete" -> End.COMPLETE;
            case "timeout" -> End.TIMEOUT;
            case "reset" -> End.RESET;
            case "closed" -> End.CLOSED;
            case "truncated" -> End.TRUNCATED;
            case "too_large" -> End.TOO_LARGE;
            case "protocol_error" -> End.PROTOCOL_ERROR;
            default ->
                throw new IllegalArgumentException("\"end\" is none of complete, timeout, reset, closed, truncated,"
                        + " too_large, protocol_error");
        };
    }

    private static FetchAttempt attempt(End end) {
        return attempt(Stage.HEADERS, end, OptionalInt.empty());
    }

    /// An attempt that ended before there was a status line.
    static FetchAttempt attempt(Stage stage, End end, OptionalInt alert) {
        return new FetchAttempt(
                InetAddress.ofLiteral("198.35.26.96"),
                stage,
                end,
                alert,
                Optional.empty(),
                Optional.empty(),
                "",
                Duration.ZERO);
    }
}
