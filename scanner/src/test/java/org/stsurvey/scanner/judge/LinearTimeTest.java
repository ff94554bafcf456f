package org.stsurvey.scanner.judge;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt;

/// Inputs of the largest size that would take minutes if anything were quadratic in them.
class LinearTimeTest {

    private static final Lint LINT = new Lint(Rulebooks.plain());
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int SIZE = Lint.MAX_POLICY_BYTES;

    @TestFactory
    Stream<DynamicTest> theLargestInputsTakeNoTime() {
        return Stream.of(
                        "a",
                        ";",
                        ":",
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "\r\n",
                        ",",
                        "=",
                        ".",
                        "*",
                        "*.",
                        "\"",
                        "%",
                        "\\",
                        "/",
                        "@",
                        "a:",
                        "a: ",
                        "a=",
                        "a=1;",
                        "id=",
                        "v=STSv1",
                        "v=STSv1;",
                        "STSv",
                        "rua=,",
                        "mailto:a@b,",
                        "mx:a\n",
                        "mx: *.a\n",
                        "x: 1\n",
                        "mx : a\n",
                        "a.",
                        "mode: ",
                        " mode:",
                        "<",
                        "{",
                        "\u0000",
                        "é",
                        "\u001b")
                .map(unit -> DynamicTest.dynamicTest(
                        "\"" + unit.replace("\n", "\\n").replace("\r", "\\r") + "\" repeated",
                        () -> assertTimeoutPreemptively(LIMIT, () -> judgeAll(unit.repeat(SIZE / unit.length())))));
    }

    private static void judgeAll(String text) {
        for (var prefix : List.of("", "v=STSv1; ", "v=TLSRPTv1; rua=", "version: STSv1 ", "mx: ")) {
            var body = (prefix + text).substring(0, Math.min(SIZE, prefix.length() + text.length()));
            LINT.record(List.of(Observations.record(body)));
            LINT.tlsRpt(List.of(Observations.record(body)));
            LINT.policy(ByteString.utf8(body), Optional.of(body));
            LINT.matches(body, body);
            var reply = Observations.reply(403, body, "location", body, "content-type", body);
            LINT.http(reply, FetchAttempt.End.COMPLETE, Observations.HOST);
            LINT.http(Observations.reply(302, "", "location", body), FetchAttempt.End.COMPLETE, Observations.HOST);
        }
    }

    @TestFactory
    Stream<DynamicTest> manyPatternsAgainstManyHostsTakeNoTime() {
        var patterns = IntStream.range(0, 10_000)
                .mapToObj(i -> "*.a" + i + ".example.test")
                .toList();
        var hosts = IntStream.range(0, 64)
                .mapToObj(i -> "10 b" + i + ".example.com")
                .toArray(String[]::new);
        var route =
                MailRoute.of("example.com", Optional.of(Observations.lookup(Observations.mx(hosts))), Optional.empty());
        return Stream.of(DynamicTest.dynamicTest(
                "10,000 patterns, 64 hosts",
                () -> assertTimeoutPreemptively(LIMIT, () -> {
                    LINT.align("enforce", patterns, route);
                })));
    }
}
