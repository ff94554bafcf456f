package org.stsurvey.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;

/// TLS handshakes as cases describe them.
///
/// One that failed: `alert` (a number), `bytes` (what came instead of TLS), `version` (below 1.2), or `end`:
/// `closed`, `reset`, `timeout`; [EndWords] has what may stand for these.
///
/// One that succeeded: the certificates that the words describe are made and judged by the very rules that
/// judge a scan, in a world with one trusted root and one known intermediate. `host` is the name asked for,
/// `san` the dNSName entries, `cn` the common name, `chain` how the leaf is linked to a root (see
/// [DescribedChain.Shape]), `notBefore` and `notAfter` the leaf's dates (`+1d`, `-36h`, `2026-01-31`), `key`
/// (`EC`, `RSA 1024`), `signature` (`SHA256`, `SHA1`), `eku` (`serverAuth`, `clientAuth`, `any`) and `ca` (the
/// leaf is an authority).
final class TlsCase {

    private static final String HOST = "mta-sts.example.com";
    private static final Duration VALID_SINCE = Duration.ofDays(30);
    private static final Duration VALID_FOR = Duration.ofDays(60);
    private static final Duration LIFETIME = Duration.ofDays(90);

    /// What X.509 has a notation for and BouncyCastle writes.
    private static final Instant FIRST_DATE = Instant.parse("1950-01-01T00:00:00Z");

    private static final Instant LAST_DATE = Instant.parse("9999-12-31T23:59:59Z");

    private static final int ALERT_RECORD = 21;
    private static final int TLS_MAJOR = 3;
    private static final int ALERT_AT = 6;
    private static final int MAX_ALERT = 255;

    private final Lint lint;
    private final Instant at;
    private Optional<DescribedChain> chains = Optional.empty();

    TlsCase(Lint lint, Instant at) {
        this.lint = lint;
        this.at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    Lint.Result<?> judge(CaseInput input) {
        if (input.has("alert")) {
            return failed(End.ALERT, OptionalInt.of(alert(input)));
        }
        if (input.mentions("bytes")) {
            return instead(input.requiredText("bytes"));
        }
        Optional<String> version = EndWords.memberNamed(input, "version", "protocol");
        if (version.isPresent() && isOld(input.requiredText(version.get()))) {
            return failed(End.OLD_VERSION, OptionalInt.empty());
        }
        Optional<End> end = input.text("end").map(TlsCase::end).or(() -> EndWords.of(input));
        if (end.isPresent()) {
            return failed(end.get(), OptionalInt.empty());
        }
        String host = input.name("host").orElse(HOST);
        return chains().judge(leaf(input), DescribedChain.Shape.of(input.requiredText("chain")), host);
    }

    private static int alert(CaseInput input) {
        int alert = input.number("alert");
        if (alert < 0 || alert > MAX_ALERT) {
            throw new IllegalArgumentException("\"alert\" is not a number from 0 to " + MAX_ALERT);
        }
        return alert;
    }

    /// Made at the first need: keys take a moment, and most batches have no chain in them.
    private DescribedChain chains() {
        DescribedChain made = chains.orElseGet(() -> new DescribedChain(at));
        chains = Optional.of(made);
        return made;
    }

    private Lint.Result<?> failed(End end, OptionalInt alert) {
        return lint.fetch(HttpCase.attempt(Stage.TLS, end, alert), HOST, at);
    }

    /// What came after the ClientHello: nothing, an alert in octets, or no TLS at all.
    private Lint.Result<?> instead(String bytes) {
        byte[] octets = bytes.getBytes(StandardCharsets.ISO_8859_1);
        if (octets.length == 0) {
            return failed(End.CLOSED, OptionalInt.empty());
        }
        // RFC 8446 §5.1: type, version, length; §6: level, description
        boolean isAlert = octets.length > ALERT_AT && octets[0] == ALERT_RECORD && octets[1] == TLS_MAJOR;
        return isAlert
                ? failed(End.ALERT, OptionalInt.of(octets[ALERT_AT] & 0xff))
                : failed(End.NOT_TLS, OptionalInt.empty());
    }

    private static boolean isOld(String version) {
        return switch (version.toLowerCase(Locale.ROOT).replaceAll("[ v_-]", "")) {
            case "tls1.2", "1.2", "tls1.3", "1.3" -> false;
            case "tls1.1", "1.1", "tls1.0", "tls1", "1.0", "ssl3", "ssl3.0", "sslv3", "ssl2" -> true;
            default -> throw new IllegalArgumentException("\"version\" is none of TLSv1.0 to TLSv1.3, SSLv3");
        };
    }

    private static End end(String word) {
        return switch (word) {
            case "closed" -> End.CLOSED;
            case "reset" -> End.RESET;
            case "timeout" -> End.TIMEOUT;
            default -> throw new IllegalArgumentException("\"end\" is none of closed, reset, timeout");
        };
    }

    private DescribedChain.Leaf leaf(CaseInput input) {
        Optional<Instant> from = input.text("notBefore").map(this::date);
        Optional<Instant> until = input.text("notAfter").map(this::date);
        Instant notBefore = from.orElseGet(() -> until.filter(end -> end.isBefore(at))
                .map(end -> end.minus(LIFETIME))
                .orElse(at.minus(VALID_SINCE)));
        Instant notAfter = until.orElseGet(() -> from.filter(start -> start.isAfter(at))
                .map(start -> start.plus(LIFETIME))
                .orElse(at.plus(VALID_FOR)));
        return new DescribedChain.Leaf(
                input.has("san") ? input.texts("san") : List.of(),
                input.text("cn"),
                notBefore,
                notAfter,
                input.text("key").orElse("EC"),
                input.text("signature").orElse("SHA256"),
                input.has("eku") ? input.texts("eku") : List.of("serverAuth"),
                input.flag("ca"));
    }

    /// `+1d`, `-36h`, `-5m`, `-10s`, `+2w` from the time of the observation; or a date, or a date with time.
    private Instant date(String text) {
        Instant date = text.matches("[+-]?[0-9]{1,6}[smhdw]") ? shifted(text) : absolute(text);
        if (date.isBefore(FIRST_DATE) || date.isAfter(LAST_DATE)) {
            throw notADate(text);
        }
        return date.truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant shifted(String text) {
        long amount = Long.parseLong(text.substring(0, text.length() - 1));
        return at.plus(
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(amount);
                    case 'm' -> Duration.ofMinutes(amount);
                    case 'h' -> Duration.ofHours(amount);
                    case 'd' -> Duration.ofDays(amount);
                    default -> Duration.ofDays(7 * amount);
                });
    }

    private static Instant absolute(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw notADate(text);
        }
    }

    private static IllegalArgumentException notADate(String text) {
        return new IllegalArgumentException(
                "\"" + SafeText.of(text) + "\" is no time such as +1d, -36h or 2026-01-31 between 1950 and 9999");
    }
}
