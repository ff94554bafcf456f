package org.stsurvey.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.FetchAttempt.End;

/// How an exchange ended, where a case says it by a member's name instead of by `end`: `eof_before_status_line`,
/// `reset_after_client_hello`, `body_timeout`, `headers_seconds` (more than a minute, RFC 8461 §3.3).
///
/// A member that is false or null says nothing.
final class EndWords {

    private static final int TIMEOUT_SECONDS = 60;

    private static final Map<String, End> WORDS = Map.ofEntries(
            Map.entry("eof", End.CLOSED),
            Map.entry("closed", End.CLOSED),
            Map.entry("close", End.CLOSED),
            Map.entry("reset", End.RESET),
            Map.entry("rst", End.RESET),
            Map.entry("timeout", End.TIMEOUT),
            Map.entry("stall", End.TIMEOUT),
            Map.entry("stalled", End.TIMEOUT),
            Map.entry("silent", End.TIMEOUT),
            Map.entry("silence", End.TIMEOUT),
            Map.entry("drip", End.TIMEOUT),
            Map.entry("truncated", End.TRUNCATED),
            Map.entry("endless", End.TOO_LARGE),
            Map.entry("malformed", End.PROTOCOL_ERROR));

    private EndWords() {}

    static Optional<End> of(CaseInput input) {
        return input.names().stream()
                .filter(name -> input.has(name) && !input.isFalse(name))
                .flatMap(name -> ofName(input, name))
                .findFirst();
    }

    private static Stream<End> ofName(CaseInput input, String name) {
        List<String> words = words(name);
        if (words.contains("seconds") && input.isNumber(name)) {
            return input.number(name) > TIMEOUT_SECONDS ? Stream.of(End.TIMEOUT) : Stream.empty();
        }
        return words.stream().filter(WORDS::containsKey).map(WORDS::get);
    }

    /// The first member whose name has one of these words.
    static Optional<String> memberNamed(CaseInput input, String... wanted) {
        List<String> any = List.of(wanted);
        return input.names().stream()
                .filter(input::has)
                .filter(name -> words(name).stream().anyMatch(any::contains))
                .findFirst();
    }

    private static List<String> words(String name) {
        return List.of(name.toLowerCase(Locale.ROOT).split("[_ -]"));
    }
}
