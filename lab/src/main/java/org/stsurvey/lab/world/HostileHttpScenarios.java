package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.stsurvey.lab.world.Truth.Status;

/// Policy hosts that break HTTP/1.1, never come to an end, or try to lead a client elsewhere; each only in the
/// zoo.
final class HostileHttpScenarios {

    private HostileHttpScenarios() {}

    static List<Scenario> all() {
        return Stream.of(statuses(), heads(), bodies(), withoutEnd())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> statuses() {
        return List.of(
                HttpScenarios.page("http-101", 0, "http_protocol_error", "101 Switching Protocols"),
                HttpScenarios.page(
                        "http-206", 0, "http_2xx_not_200", "206 Partial Content", "Content-Range: bytes 0-9/10"),
                HttpScenarios.page(
                        "http-300",
                        0,
                        "http_redirect",
                        "300 Multiple Choices",
                        "Location: https://" + Reply.TRAP + "/"),
                HttpScenarios.page(
                        "http-303", 0, "http_redirect", "303 See Other", "Location: https://" + Reply.TRAP + "/"),
                broken(
                        "http-304",
                        "http_redirect",
                        d -> d.replyTo(
                                _ -> Reply.page("304 Not Modified").withBody("").with(Reply.Framing.UNTIL_CLOSE))),
                HttpScenarios.page(
                        "http-305", 0, "http_redirect", "305 Use Proxy", "Location: http://" + Reply.TRAP + "/"),
                HttpScenarios.page(
                        "http-407",
                        0,
                        "http_4xx_other",
                        "407 Proxy Authentication Required",
                        "Proxy-Authenticate: Basic"),
                HttpScenarios.page("http-451", 0, "http_4xx_other", "451 Unavailable For Legal Reasons"),
                HttpScenarios.page("http-999", 0, "http_protocol_error", "999 Request Denied"),
                HttpScenarios.uncertain(
                        "http-429-for-an-hour", 0, "http_429", "429 Too Many Requests", "Retry-After: 3600"),
                HttpScenarios.uncertain("http-504", 0, "http_5xx", "504 Gateway Timeout"),
                scenario(
                        "http-bot-wall-503",
                        Group.OTHER_FAULT,
                        0,
                        d -> d.replyTo(_ -> Reply.page("503 Service Unavailable")
                                        .withBody("<script src=\"/cdn-cgi/challenge-platform/x.js\"></script>"))
                                .truth("http_bot_blocked", Status.INDETERMINATE)));
    }

    private static List<Scenario> heads() {
        String interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
        return List.of(
                broken(
                        "http-nine-interim",
                        "http_protocol_error",
                        d -> d.replyTo(r -> new Reply.Raw(interim.repeat(9) + r.octets()))),
                broken("http-0.9", "http_protocol_error", d -> d.replyTo(r -> new Reply.Raw(r.body()))),
                broken(
                        "http-head-over-limit",
                        "http_protocol_error",
                        d -> d.response(r -> r.header("X-Padding: " + "x".repeat(33_000)))),
                broken(
                        "http-10000-headers",
                        "http_protocol_error",
                        d -> d.response(r -> r.header(IntStream.range(0, 10_000)
                                .mapToObj(i -> "X-" + i + ": " + i)
                                .collect(Collectors.joining("\r\n"))))),
                broken("http-nul-in-header", "http_protocol_error", d -> d.response(r -> r.header("X-Odd: a\u0000b"))),
                broken(
                        "http-length-negative",
                        "http_protocol_error",
                        d -> d.replyTo(r ->
                                new Reply.Raw(r.octets().replaceFirst("Content-Length: .*", "Content-Length: -1")))),
                broken(
                        "http-length-no-number",
                        "http_protocol_error",
                        d -> d.replyTo(r ->
                                new Reply.Raw(r.octets().replaceFirst("Content-Length: .*", "Content-Length: many")))),
                broken(
                        "http-closed-in-head",
                        "http_closed",
                        d -> d.replyTo(r -> new Reply.Raw(r.octets().substring(0, 40)))),
                broken("http-reset", "http_closed", d -> d.replyTo(_ -> new Reply.Reset(""))));
    }

    private static List<Scenario> bodies() {
        return List.of(
                scenario(
                        "http-reset-in-body",
                        Group.OTHER_FAULT,
                        0,
                        d -> d.replyTo(_ -> new Reply.Reset(HttpScenarios.beginning()))
                                .truth("http_truncated", Status.INDETERMINATE)),
                broken(
                        "http-chunk-size-bad",
                        "http_protocol_error",
                        d -> d.response(r -> r.with(Reply.Framing.CHUNK_SIZE_BAD))),
                scenario(
                        "http-length-too-short",
                        Group.OTHER_FAULT,
                        0,
                        d -> d.maxAgeSeconds(86_400)
                                .policy(p -> p)
                                .response(r -> r.with(Reply.Framing.LENGTH_TOO_SHORT))
                                .truth("policy_max_age_missing", Status.POLICY_INVALID)),
                scenario(
                        "http-gzip",
                        Group.OTHER_FAULT,
                        0,
                        d -> d.response(r -> r.header("Content-Encoding: gzip").withBody(gzipped(r.body())))
                                .truth("policy_not_utf8", Status.POLICY_INVALID)));
    }

    private static List<Scenario> withoutEnd() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
        String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
        return List.of(
                broken(
                        "http-endless-body",
                        "http_body_too_large",
                        d -> d.replyTo(_ -> new Reply.Endless(head + "\r\n", "x".repeat(1_000)))),
                broken(
                        "http-endless-chunks",
                        "http_body_too_large",
                        d -> d.replyTo(_ -> new Reply.Endless(head + "Transfer-Encoding: chunked\r\n\r\n", chunk))),
                broken(
                        "http-endless-head",
                        "http_protocol_error",
                        d -> d.replyTo(_ -> new Reply.Endless(head, "X-Padding: " + "x".repeat(100) + "\r\n"))),
                broken(
                        "http-endless-header",
                        "http_protocol_error",
                        d -> d.replyTo(_ -> new Reply.Endless(head + "X-Padding: ", "x".repeat(100)))),
                broken(
                        "http-endless-interim",
                        "http_protocol_error",
                        d -> d.replyTo(_ -> new Reply.Endless("", "HTTP/1.1 100 Continue\r\n\r\n"))),
                broken(
                        "http-endless-chunk-extension",
                        "http_protocol_error",
                        d -> d.replyTo(_ ->
                                new Reply.Endless(head + "Transfer-Encoding: chunked\r\n\r\n5;", "x".repeat(100)))),
                broken(
                        "http-endless-redirect",
                        "http_redirect",
                        d -> d.replyTo(_ -> new Reply.Endless(
                                "HTTP/1.1 302 Found\r\nLocation: https://" + Reply.TRAP + "/\r\n\r\n",
                                "x".repeat(1_000)))),
                broken(
                                "http-404-stalled",
                                "http_404",
                                d -> d.replyTo(_ ->
                                        new Reply.Stall("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\nNot")))
                        .costsATimeout(),
                dripping("http-drip-head", ""),
                dripping("http-drip-body", head + "Content-Length: 1000\r\n\r\n"));
    }

    private static Scenario dripping(String name, String atOnce) {
        return scenario(
                        name,
                        Group.OTHER_FAULT,
                        0,
                        d -> d.replyTo(r -> new Reply.Drip(atOnce, r.octets() + "x".repeat(1_000), 250))
                                .truth("http_timeout", Status.INDETERMINATE))
                .costsATimeout();
    }

    static Scenario broken(String name, String outcome, UnaryOperator<Deployment> change) {
        return scenario(name, Group.OTHER_FAULT, 0, d -> change.apply(d).truth(outcome, Status.POLICY_UNREACHABLE));
    }

    private static String gzipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
